"""What readers get of a body: pictures, anchors and link cards put in, from sanitised HTML alone."""

import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from articles.body.addresses import host_of
from articles.body.allowlist import HEADINGS, INLINE, VOID
from articles.body.tokens import End, Start, Text, read_tokens
from articles.pictures.markup import picture_html
from newsportal.arabic.slugs import slugify

if TYPE_CHECKING:
    # The article's model builds its text with this module, so it cannot import models when the program runs.
    from articles.models.picture import Picture

# The measure of the text, from the width where margins no longer decide it.
PICTURE_SIZES = "(min-width: 768px) 680px, 100vw"
ANCHOR_LENGTH = 60
# A quotation whose writer typed the marks: the style sheet adds none.
MARKED = re.compile(r"<blockquote>(?=(?:<(?:p|ul|ol|li|strong|em|a)\b[^>]*>|\s)*[«“”\"])")
# A last paragraph that only names whose words they are: the closing mark stands before it.
ATTRIBUTION = re.compile(r"<p>(?=\s*[—–-]?\s*<cite>(?:(?!</?(?:cite|p)>).)*</cite>\s*</p>\s*</blockquote>)", re.DOTALL)


def picture_ids(body: str) -> list[int]:
    """Return the keys of the pictures that a sanitised body names, each once, in order."""
    found = [
        int(token.attributes["data-picture"])
        for token in read_tokens(body)
        if isinstance(token, Start) and "data-picture" in token.attributes
    ]
    return list(dict.fromkeys(found))


def plain_text(html: str) -> str:
    """Return the words that a reader reads, with a space where a block begins or ends."""
    pieces: list[str] = []
    for token in read_tokens(html):
        if isinstance(token, Text):
            pieces.append(token.text)
        elif token.name not in INLINE or token.name in VOID:
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def count_words(html: str) -> int:
    """Return how many words a reader reads: what stands between spaces or blocks and holds a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(html).split())


def build(body: str, pictures: "Mapping[int, Picture]") -> SafeString:
    """Return the HTML that stands on the article's page, from a body that sanitize() returned.

    Headings get an ``id``, figures their picture from ``pictures`` with caption and credit (a caption in the body wins
    over the picture's own; a picture that is not given is left out), embeds become a link to their address, and tables
    a box that scrolls. It asks nothing of the database.
    """
    builder = Builder(pictures)
    for token in read_tokens(body):
        if isinstance(token, Text):
            builder.written.append(html.escape(token.text, quote=False))
        elif isinstance(token, Start):
            builder.start(token)
        else:
            builder.end(token)
    written = MARKED.sub("<blockquote data-marked>", "".join(builder.written))
    written = ATTRIBUTION.sub("<p data-attribution>", written)
    return mark_safe(written)  # noqa: S308 - sanitised words escaped again, and our own markup


class Builder:
    def __init__(self, pictures: "Mapping[int, Picture]") -> None:
        self.pictures = pictures
        self.written: list[str] = []
        # What is written around the open heading or figure, whose own content ``written`` holds meanwhile.
        self.around: list[str] = []
        self.figure: dict[str, str] = {}
        self.anchors: set[str] = set()
        self.tables = 0

    def start(self, token: Start) -> None:
        if token.name in HEADINGS or token.name == "figure":
            self.around, self.written = self.written, []
            self.figure = token.attributes
        elif token.name == "table":
            self.tables += 1
            self.written.append(table_box(self.tables))
        elif token.name != "figcaption":
            pairs = "".join(f' {key}="{html.escape(value)}"' for key, value in token.attributes.items())
            self.written.append(f"<{token.name}{pairs}>")

    def end(self, token: End) -> None:
        if token.name in HEADINGS or token.name == "figure":
            content = "".join(self.written)
            self.written = self.around
            self.written.append(
                self.figure_html(content) if token.name == "figure" else self.heading_html(token.name, content)
            )
        elif token.name == "table":
            self.written.append("</table></div>")
        elif token.name != "figcaption":
            self.written.append(f"</{token.name}>")

    def heading_html(self, name: str, content: str) -> str:
        text = "".join(token.text for token in read_tokens(content) if isinstance(token, Text))
        return f'<{name} id="{self.anchor(text)}">{content}</{name}>'

    def anchor(self, text: str) -> str:
        """Return an ``id`` made of the heading's words, another for each heading."""
        words = slugify(text, max_length=ANCHOR_LENGTH)
        # The page's own ids are ASCII: "comments" as a heading would take the place of the thread.
        first = f"text-{words}".rstrip("-") if words.isascii() else words
        anchor, number = first, 1
        while anchor in self.anchors:
            number += 1
            anchor = f"{first}-{number}"
        self.anchors.add(anchor)
        return html.escape(anchor)

    def figure_html(self, caption: str) -> str:
        if address := self.figure.get("data-embed"):
            return embed_html(address, caption)
        picture = self.pictures.get(int(self.figure["data-picture"]))
        return picture_figure(picture, caption) if picture else ""


def table_box(number: int) -> str:
    """Return the start of a table in a box that the keyboard can reach and scroll (WCAG 2.1.1), and its name."""
    with override(settings.LANGUAGE_CODE):
        label = gettext("Table %(number)d") % {"number": number}
    return f'<div class="table-scroll" tabindex="0" role="region" aria-label="{html.escape(label)}"><table>'


def embed_html(address: str, caption: str) -> str:
    """Return a link in the place of what stands elsewhere; nothing is loaded from there."""
    words = html.escape(f"{host_of(address)} — {address}")
    card = f'<p class="embed"><a href="{html.escape(address)}" rel="noopener" dir="ltr">{words}</a></p>'
    return f"<figure>{card}<figcaption>{caption}</figcaption></figure>" if caption else card


def picture_figure(picture: "Picture", caption: str) -> str:
    """Return the picture with ``caption``, or else its own, and its credit."""
    words = caption or html.escape(picture.caption)
    credit = f'<span class="credit">{html.escape(picture.credit)}</span>' if picture.credit else ""
    below = f"<figcaption>{' '.join(filter(None, [words, credit]))}</figcaption>" if words or credit else ""
    return f"<figure>{picture_html(picture, shape='full', sizes=PICTURE_SIZES)}{below}</figure>"
