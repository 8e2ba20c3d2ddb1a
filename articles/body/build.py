"""What readers get of a body: pictures, anchors and link cards put in, from sanitised HTML alone."""

import html
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from articles.body.allowlist import HEADINGS, INLINE, VOID
from articles.body.cards import embed_html, without_players
from articles.body.tokens import End, Start, Text, read_tokens
from articles.pictures.markup import picture_html
from newsportal.arabic.fold import fold
from newsportal.arabic.slugs import slugify

if TYPE_CHECKING:
    # The article's model builds its text with this module, so it cannot import models when the program runs.
    from articles.models.picture import Picture

# A picture is as wide as a phone, as the measure of the text, or reaches beyond it on both sides (prose.css).
PICTURE_SIZES = "(min-width: 1024px) 784px, (min-width: 768px) 656px, 100vw"
ANCHOR_LENGTH = 60
# A quotation whose writer typed the marks: the style sheet adds none.
MARKED = re.compile(r"<blockquote>(?=(?:<(?:p|ul|ol|li|strong|em|a)\b[^>]*>|\s)*[«“”\"])")
# A last paragraph that only names whose words they are: the closing mark stands before it.
ATTRIBUTION = re.compile(r"<p>(?=\s*[—–-]?\s*<cite>(?:(?!</?(?:cite|p)>).)*</cite>\s*</p>\s*</blockquote>)", re.DOTALL)
# An item or a cell whose words are one paragraph needs none.
LONE_PARAGRAPH = re.compile(r"(<(li|t[dh])(?: [^>]*)?>)<p>((?:(?!</?(?:p|li|t[dh])\b).)*)</p>(?=</\2>)", re.DOTALL)
# The rows at the head of a table that hold nothing but headings, before one that holds more.
HEAD = re.compile(
    r"<tbody>((?:<tr>(?:<th(?: (?:colspan|scope)=\"\w+\")*>(?:(?!</?(?:th|tr|table)\b).)*</th>)+</tr>)+)(?=<tr>)",
    re.DOTALL,
)
PULL = re.compile(
    r"<blockquote data-kind=\"pull\">((?:(?!</?(?:blockquote|a|div|figure)\b).)*)</blockquote>", re.DOTALL
)
CITE = re.compile(r"<cite>(?:(?!</cite>).)*</cite>", re.DOTALL)


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
    for token in read_tokens(without_players(html)):
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
    over the picture's own; a picture that is not given is left out), embeds become what articles/body/cards.py makes
    of their address, and tables get a head and a box that scrolls. It asks nothing of the database.
    """
    builder = Builder(pictures)
    for token in read_tokens(body):
        if isinstance(token, Text):
            builder.written.append(html.escape(token.text, quote=False))
        elif isinstance(token, Start):
            builder.start(token)
        else:
            builder.end(token)
    written = LONE_PARAGRAPH.sub(r"\1\3", "".join(builder.written))
    written = HEAD.sub(r"<thead>\1</thead><tbody>", written)
    written = hide_repetitions(MARKED.sub("<blockquote data-marked>", written))
    written = ATTRIBUTION.sub("<p data-attribution>", written)
    return mark_safe(written)  # noqa: S308 - sanitised words escaped again, and our own markup


def hide_repetitions(written: str) -> str:
    """Keep from programs that read aloud each pull quote whose words stand in the text itself."""
    if 'data-kind="pull"' not in written:
        return written
    told = letters(PULL.sub("", written))

    def hidden(quote: re.Match[str]) -> str:
        words = letters(CITE.sub("", quote[1]))
        return quote[0].replace(">", ' aria-hidden="true">', 1) if words and words in told else quote[0]

    return PULL.sub(hidden, written)


def letters(html: str) -> str:
    """Return the folded letters and digits of a text alone, for comparing."""
    return "".join([letter for letter in fold(plain_text(html)) if unicodedata.category(letter)[0] in "LN"])


class Builder:
    def __init__(self, pictures: "Mapping[int, Picture]") -> None:
        self.pictures = pictures
        self.written: list[str] = []
        # What is written around the open heading or figure, whose own content ``written`` holds meanwhile.
        self.around: list[str] = []
        self.figure: dict[str, str] = {}
        self.anchors: set[str] = set()
        # The last number behind each: a thousand headings with the same words must not count from two each.
        self.numbers: dict[str, int] = {}
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
        anchor, number = first, self.numbers.get(first, 1)
        while anchor in self.anchors:
            number += 1
            anchor = f"{first}-{number}"
        self.anchors.add(anchor)
        self.numbers[first] = number
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


def picture_figure(picture: "Picture", caption: str) -> str:
    """Return the picture with ``caption``, or else its own, and its credit."""
    words = caption or html.escape(picture.caption)
    credit = f'<span class="credit">{html.escape(picture.credit)}</span>' if picture.credit else ""
    below = f"<figcaption>{' '.join(filter(None, [words, credit]))}</figcaption>" if words or credit else ""
    return f"<figure>{picture_html(picture, shape='full', sizes=PICTURE_SIZES)}{below}</figure>"
