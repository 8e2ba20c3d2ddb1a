"""Foreign HTML rewritten as the newsroom's own: few elements, each where the HTML standard lets it stand.

What it writes is read by every HTML parser in the same way, and in linear time: nothing is nested wrongly, deeply or
left open. An element is written only when something stands in it, so that no empty paragraph or link comes out.
"""

import html
import re
from typing import NamedTuple

from articles.body.addresses import leads_outside
from articles.body.allowlist import BLOCKS, CELLS, INLINE, TABLE_PARTS, TAGS, VOID, allowed_value
from articles.body.tokens import Start, Text, read_tokens
from articles.characters import clean_words

DEEPEST = 30
# The parsers of the walls behind this need time in the square of siblings and of references in one block. No story
# comes near these; together they hold the worst text to some seconds.
MOST_ELEMENTS = 10_000
LONGEST_BLOCK = 200_000

# The paper's title is the page's h1, and a body's headings go no deeper than h4.
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "tfoot": "tbody"}
# What else divides a text into blocks becomes paragraphs.
PARAGRAPHS = frozenset(
    {"address", "article", "aside", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "footer"}
    | {"form", "header", "hgroup", "main", "nav", "pre", "section", "summary"}
)

ROOT = ""
WORDS = "#text"
PHRASES = INLINE | {WORDS}
FLOW = BLOCKS | PHRASES
ACCEPTS: dict[str, frozenset[str]] = {
    ROOT: BLOCKS,
    "blockquote": BLOCKS | {"cite"},
    "figure": frozenset({"figcaption"}),
    "li": FLOW,
    "ol": frozenset({"li"}),
    "table": frozenset({"thead", "tbody"}),
    "tbody": frozenset({"tr"}),
    "td": FLOW,
    "th": FLOW,
    "thead": frozenset({"tr"}),
    "tr": CELLS,
    "ul": frozenset({"li"}),
}
# The element that has to stand between a parent and words in it.
BETWEEN = {
    ROOT: "p",
    "blockquote": "p",
    "figure": "figcaption",
    "ol": "li",
    "table": "tbody",
    "tbody": "tr",
    "thead": "tr",
    "tr": "td",
    "ul": "li",
}
# An element that means nothing outside another one.
INSIDE = {"figcaption": {"figure"}, "li": {"ol", "ul"}, **{part: {"table"} for part in TABLE_PARTS}}

# Joiners, marks and hyphens that show nothing by themselves.
INVISIBLE = re.compile("[\\s\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff]*")


def own_name(name: str) -> str:
    """Return the element that the newsroom uses for a foreign one."""
    return "p" if name in PARAGRAPHS else RENAMED.get(name, name)


class BodyTooLargeError(ValueError):
    """The text is longer, or of more pieces, than can be cleaned in a moment."""


class Element(NamedTuple):
    name: str
    tag: str


class Tidy:
    """The open elements and the blocks written so far."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.elements = 0
        # What is written of the block that is open.
        self.written: list[str] = []
        self.open: list[Element] = []
        # How many of the open elements are written already; the others wait for something to stand in them.
        self.standing = 0
        # White space and line breaks that count only if words follow in the same block.
        self.gap: list[str] = []
        self.is_fresh = True

    @property
    def top(self) -> str:
        return self.open[-1].name if self.open else ROOT

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = own_name(name)
        if name in INSIDE and not self.is_within(INSIDE[name]):
            name = "" if name in {"thead", "tbody", "tr"} else "p"
        if name not in TAGS or (len(self.open) >= DEEPEST and name not in VOID):
            return
        kept = keep_attributes(name, attributes)
        if (name == "a" and "href" not in kept) or (name == "figure" and not kept):
            self.end(name)
            return
        if name == "br":
            if not self.is_fresh:
                self.gap.append("<br>")
            return
        self.make_room(name)
        self.enter(name, kept)
        if name in CELLS or name in {"figure", "hr"}:
            self.write_waiting()
        if name in VOID:
            self.leave()

    def end(self, name: str) -> None:
        name = own_name(name)
        for depth, element in enumerate(reversed(self.open), 1):
            if element.name == name:
                for _ in range(depth):
                    self.leave()
                return
            # An end tag of a word closes no block, and none but a table's own closes its cell.
            if (name in INLINE and element.name not in INLINE) or (
                element.name in CELLS and name not in TABLE_PARTS and name != "table"
            ):
                return

    def text(self, text: str) -> None:
        text = clean_words(text)
        if self.is_fresh and INVISIBLE.fullmatch(text):
            return
        words = text.strip()
        before, _, after = text.partition(words) if words else (text, "", "")
        if not self.is_fresh:
            self.gap.append(html.escape(before, quote=False))
        if words:
            self.make_room(WORDS)
            self.write_waiting()
            self.written.append(html.escape(words, quote=False))
            self.is_fresh = False
            self.gap.append(after)

    def make_room(self, name: str) -> None:
        """Close and open what has to be closed and opened before ``name`` may stand here."""
        if name == "a" and self.is_within({"a"}):
            self.end("a")
        while name not in ACCEPTS.get(self.top, PHRASES):
            if wrapper := missing_between(self.top, name):
                self.enter(wrapper, {})
            else:
                self.leave()

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        pairs = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
        if name not in INLINE:
            self.break_line()
        self.open.append(Element(name, f"<{name}{pairs}>"))

    def leave(self) -> None:
        element = self.open.pop()
        if element.name not in INLINE:
            self.break_line()
        if self.standing > len(self.open):
            self.standing = len(self.open)
            if element.name not in VOID:
                self.written.append(f"</{element.name}>")
        if not self.open and self.written:
            self.finish_block()

    def finish_block(self) -> None:
        block = "".join(self.written)
        if len(block) > LONGEST_BLOCK:
            raise BodyTooLargeError(f"A block of {len(block):,} characters is too long: at most {LONGEST_BLOCK:,}.")
        self.blocks.append(block)
        self.written.clear()

    def break_line(self) -> None:
        self.gap.clear()
        self.is_fresh = True

    def write_waiting(self) -> None:
        self.written += self.gap
        self.gap.clear()
        self.written += [element.tag for element in self.open[self.standing :]]
        self.elements += len(self.open) - self.standing
        self.standing = len(self.open)
        if self.elements > MOST_ELEMENTS:
            raise BodyTooLargeError(f"A text of more than {MOST_ELEMENTS:,} elements is too large.")

    def is_within(self, names: set[str]) -> bool:
        """Tell whether one of the elements is open around this place, without a cell of a table between."""
        for element in reversed(self.open):
            if element.name in names:
                return True
            if element.name in CELLS and "table" not in names:
                return False
        return False


def missing_between(parent: str, child: str) -> str:
    """Return the element that has to stand between the two, or nothing where ``parent`` has to end."""
    has_place = (
        child in PHRASES
        or (child in BLOCKS and parent in {"ol", "ul"})
        or (child in CELLS and parent in {"table", "tbody", "thead"})
        or (child == "tr" and parent == "table")
    )
    return BETWEEN.get(parent, "") if has_place else ""


def keep_attributes(name: str, attributes: dict[str, str]) -> dict[str, str]:
    """Return the allowed attributes of an element; links that lead outside say that they share no window."""
    kept: dict[str, str] = {}
    for key, value in attributes.items():
        allowed = None if key == "rel" else allowed_value(name, key, value)
        if allowed is not None:
            kept[key] = allowed
    if name == "figure" and len(kept) > 1:
        del kept["data-embed"]
    if name == "a" and leads_outside(kept.get("href", "")):
        kept["rel"] = "noopener"
    return kept


def tidy(source: str) -> list[str]:
    """Return the text as blocks of well-nested HTML, such as paragraphs and tables; together they are the body.

    It takes time in step with its length. Raises BodyTooLargeError for more than ``MOST_ELEMENTS`` elements or a
    block of more than ``LONGEST_BLOCK`` characters.
    """
    writer = Tidy()
    for token in read_tokens(source):
        if isinstance(token, Text):
            writer.text(token.text)
        elif isinstance(token, Start):
            writer.start(token.name, token.attributes)
        else:
            writer.end(token.name)
    while writer.open:
        writer.leave()
    return writer.blocks
