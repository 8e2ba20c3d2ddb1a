"""Foreign HTML rewritten as the newsroom's own: few elements, each where the HTML standard lets it stand.

Of several ways to write the same it takes the one that the editor of the newsroom takes, so that a text comes out of
the editor as it went in: words in items and cells are paragraphs, marks around words stand in one order, tables have
one body, and white space is one space between words.

What it writes is read by every HTML parser in the same way, and in linear time: nothing is nested wrongly, deeply or
left open. An element is written only when something stands in it, so that no empty paragraph or link comes out.
"""

import html
import re

from articles.body.allowlist import CELLS, MARKS, TABLE_PARTS, TAGS, VOID
from articles.body.grammar import (
    ACCEPTS,
    ATTRIBUTION,
    IGNORED,
    INSIDE,
    PHRASES,
    ROOT,
    WORDS,
    Element,
    element,
    keep_attributes,
    missing_between,
    own_name,
)
from articles.body.tokens import Start, Text, read_tokens
from articles.characters import clean_words

DEEPEST = 30
# The parsers of the walls behind this need time in the square of siblings and of references in one block. No story
# comes near these; together they hold the worst text to some seconds.
MOST_ELEMENTS = 10_000
LONGEST_BLOCK = 200_000

# Joiners, marks and hyphens that show nothing by themselves.
SPACES = re.compile("[ \t\n\r\f]+")
SPACES_AROUND_BREAK = re.compile(" *<br> *")
INVISIBLE = re.compile("[\\s\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff]*")


class BodyTooLargeError(ValueError):
    """The text is longer, or of more pieces, than can be cleaned in a moment."""


class Tidy:
    """The open elements and the blocks written so far."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.elements = 0
        # What is written of the block that is open.
        self.written: list[str] = []
        # Blocks that are open. The first ``standing`` are written already; the others wait for something to stand in
        # them.
        self.open: list[Element] = []
        self.standing = 0
        # Marks that are open in the last block, as the source opened them; and those that are written, in their order.
        self.marks: list[Element] = []
        self.shown: list[Element] = []
        # White space and line breaks that count only if words follow in the same block.
        self.gap: list[str] = []
        self.is_fresh = True
        self.has_caption = False

    @property
    def top(self) -> str:
        return self.open[-1].name if self.open else ROOT

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = own_name(name)
        if name in INSIDE and not self.is_within(INSIDE[name]):
            name = "" if name == "tr" else "p"
        if name not in TAGS - IGNORED or (len(self.open) + len(self.marks) >= DEEPEST and name not in VOID):
            return
        kept = keep_attributes(name, attributes)
        if (name == "a" and "href" not in kept) or (name == "figure" and not kept):
            self.end(name)
        elif name == "br":
            if not self.is_fresh:
                self.gap.append("<br>")
        elif name in MARKS and not (name == "cite" and self.top == "blockquote"):
            self.start_mark(element(name, kept))
        else:
            self.start_block(name, kept)

    def start_mark(self, mark: Element) -> None:
        if mark.name == "a":
            self.end("a")
        self.make_room(WORDS)
        self.marks.append(mark)

    def start_block(self, name: str, kept: dict[str, str]) -> None:
        if name == "cite":
            name = ATTRIBUTION
        elif name == "figcaption" and self.has_caption:
            name = "p"
        self.make_room(name)
        self.enter(name, kept)
        if name in CELLS or name in {"figure", "hr"}:
            self.write_waiting()
        if name in VOID:
            self.leave()

    def end(self, name: str) -> None:
        name = own_name(name)
        if name in MARKS:
            self.end_mark(name)
            return
        for depth, block in enumerate(reversed(self.open), 1):
            if block.name == name:
                for _ in range(depth):
                    self.leave()
                return
            # None but a table's own end tags close its cell.
            if block.name in CELLS and name not in TABLE_PARTS and name != "table":
                return

    def end_mark(self, name: str) -> None:
        for place in range(len(self.marks) - 1, -1, -1):
            if self.marks[place].name == name:
                del self.marks[place]
                return
        if name == "cite" and self.top == ATTRIBUTION:
            self.leave()

    def text(self, text: str) -> None:
        text = SPACES.sub(" ", clean_words(text))
        if self.is_fresh and INVISIBLE.fullmatch(text):
            return
        words = text.strip()
        before, _, after = text.partition(words) if words else (text, "", "")
        if not self.is_fresh:
            self.gap.append(html.escape(before, quote=False))
        if words:
            self.make_room(WORDS)
            self.write_waiting()
            self.write_marks()
            self.written.append(html.escape(words, quote=False))
            self.is_fresh = False
            self.gap.append(after)

    def write_marks(self) -> None:
        """Close and open marks for the words that follow; what stands between has those of both sides."""
        of_name = {mark.name: mark for mark in self.marks}
        wanted = [of_name[name] for name in MARKS if name in of_name]
        common = 0
        while common < min(len(wanted), len(self.shown)) and wanted[common] == self.shown[common]:
            common += 1
        self.close_marks(common)
        self.written.append(SPACES_AROUND_BREAK.sub("<br>", SPACES.sub(" ", "".join(self.gap))))
        self.gap.clear()
        self.written += [mark.start for mark in wanted[common:]]
        self.count(len(wanted) - common)
        self.shown = wanted

    def close_marks(self, common: int = 0) -> None:
        self.written += [mark.end for mark in reversed(self.shown[common:])]
        del self.shown[common:]

    def make_room(self, name: str) -> None:
        """Close and open the blocks that have to be closed and opened before ``name`` may stand here."""
        while name not in ACCEPTS.get(self.top, PHRASES):
            wrapper = missing_between(self.top, name)
            if wrapper and not (wrapper == "figcaption" and self.has_caption):
                self.enter(wrapper, {})
            else:
                self.leave()

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        self.break_line()
        self.open.append(element(name, attributes))
        if name in {"figure", "figcaption"}:
            self.has_caption = name == "figcaption"

    def leave(self) -> None:
        self.break_line()
        block = self.open.pop()
        if self.standing > len(self.open):
            self.standing = len(self.open)
            if block.name not in VOID:
                self.written.append(block.end)
        if not self.open and self.written:
            self.finish_block()

    def finish_block(self) -> None:
        block = "".join(self.written)
        if len(block) > LONGEST_BLOCK:
            raise BodyTooLargeError(f"A block of {len(block):,} characters is too long: at most {LONGEST_BLOCK:,}.")
        self.blocks.append(block)
        self.written.clear()

    def break_line(self) -> None:
        """Begin or end a block: no mark goes over its edge, and space there counts for nothing."""
        self.close_marks()
        self.marks.clear()
        self.gap.clear()
        self.is_fresh = True

    def write_waiting(self) -> None:
        self.written += [block.start for block in self.open[self.standing :]]
        self.count(len(self.open) - self.standing)
        self.standing = len(self.open)

    def count(self, elements: int) -> None:
        self.elements += elements
        if self.elements > MOST_ELEMENTS:
            raise BodyTooLargeError(f"A text of more than {MOST_ELEMENTS:,} elements is too large.")

    def is_within(self, names: set[str]) -> bool:
        """Tell whether one of the blocks is open around this place, without a cell of a table between."""
        for block in reversed(self.open):
            if block.name in names:
                return True
            if block.name in CELLS and "table" not in names:
                return False
        return False


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
