"""The form of a page as a browser would send it."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict


class Form(HTMLParser):
    """The one form with a class: its address, its fields in order, and what stands in its text areas."""

    def __init__(self, answer: HttpResponse, named: str = "kept-post") -> None:
        super().__init__()
        self.named, self.is_inside, self.area = named, False, ""
        self.address, self.fields, self.shown = "", [], {}
        self.feed(answer.content.decode())

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form" and self.named in (found.get("class") or ""):
            self.is_inside, self.address = True, found["action"]
        elif self.is_inside and tag == "input" and found.get("name"):
            self.fields.append((found["name"], found.get("value") or ""))
        elif self.is_inside and tag == "textarea":
            self.area, self.text = found["name"], ""

    def handle_data(self, data):
        if self.area:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.area:
            # A browser drops the first line feed of a text area (HTML, 13.1.2.5).
            self.shown[self.area] = self.text.removeprefix("\n")
            self.fields.append((self.area, self.shown[self.area]))
            self.area = ""

    def data(self, **changes: str):
        """Return what would be sent, with some fields filled in."""
        sent = MultiValueDict()
        for name, value in self.fields:
            sent.appendlist(name, value)
        for name, value in changes.items():
            sent[name] = value
        return dict(sent.lists())

    def __contains__(self, name: str) -> bool:
        return any(name == known for known, _value in self.fields)
