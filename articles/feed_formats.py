"""The three formats of the portal's feeds, each with the whole text: RSS 2.0, Atom and JSON Feed."""

import json
from collections.abc import Iterator
from typing import Any, ClassVar
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with ``content:encoded`` (RSS 1.0 content module), ``dc:creator`` and ``atom:updated`` (RFC 4287)."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        # RSS has no word for it; the channel's own lastBuildDate is the latest of these.
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["text"])


class AtomFeed(Atom1Feed):
    """Atom (RFC 4287) with an ``author`` for each writer and the text as ``content``."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["text"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

    content_type = "application/feed+json; charset=utf-8"
    VERSION: ClassVar[str] = "https://jsonfeed.org/version/1.1"

    def write(self, outfile: Any, encoding: str) -> None:
        facts = {
            "version": self.VERSION,
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": list(self._items()),
        }
        outfile.write(json.dumps(facts, ensure_ascii=False))

    def _items(self) -> Iterator[dict[str, Any]]:
        for item in self.items:
            yield {
                "id": item["unique_id"],
                "url": item["link"],
                "title": item["title"],
                "summary": item["description"],
                "content_html": item["text"],
                "date_published": rfc3339_date(item["pubdate"]),
                "date_modified": rfc3339_date(item["updateddate"]),
                "authors": [{"name": name} for name in item["creators"]],
                "tags": list(item["categories"]),
            }


# By the ending of an address.
FORMATS: dict[str, type[SyndicationFeed]] = {"rss": FullTextFeed, "atom": AtomFeed, "json": JsonFeed}
