"""Texts as words and blocks, which two revisions are compared by; pure functions on sanitised HTML."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from articles.body.allowlist import CELLS, HEADINGS, INLINE
from articles.body.tokens import End, Start, Text, read_tokens
from newsportal.arabic.words import WRITTEN

# A number stays whole with its signs, an address too; a mark of punctuation, Arabic or not, is a word of its own.
WORD = re.compile(rf"https?://\S+|[0-9٠-٩]+(?:[.,٫٬:/-][0-9٠-٩]+)+|{WRITTEN.pattern}|\S")
# A longer block is cut at the ends of its sentences, so that comparing two of them stays quick.
LONG_BLOCK = 400
LONG_PIECE = 100
ONE_IN = 64
SENTENCE_ENDS = frozenset(".؟?!؛;۔")
STYLES = frozenset({"strong", "em", "cite"})
ADDRESS, PICTURE = "address", "picture"
PARAGRAPH, QUOTE, PULL, ITEM, ROW, FIGURE, RULE = "p", "quote", "pull", "li", "row", "figure", "hr"
OPENS = {**{name: name for name in HEADINGS}, "li": ITEM, "tr": ROW, "figure": FIGURE, "blockquote": QUOTE}


class Word(NamedTuple):
    """``style`` is the element around it, ADDRESS for where a link leads, PICTURE for the key of a picture."""

    text: str
    style: str = ""
    is_spaced: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """What two words are compared by."""
        return self.text, self.style


class Block(NamedTuple):
    kind: str
    words: tuple[Word, ...] = ()


def words_of(text: str, style: str = "", *, is_spaced: bool = True) -> list[Word]:
    """Return the words, numbers, addresses and marks of a text in order, each in one style.

    ``is_spaced`` tells whether a space stands before the text.
    """
    return [
        Word(found[0], style, text[found.start() - 1].isspace() if found.start() else is_spaced)
        for found in WORD.finditer(text)
    ]


def blocks_of(body: str) -> list[Block]:
    """Return paragraphs, headings, items, quotations, rows of tables and figures of a body that was sanitised."""
    reader = _Reader()
    for token in read_tokens(body):
        if isinstance(token, Text):
            reader.read(token.text)
        elif isinstance(token, Start):
            reader.start(token)
        else:
            reader.end(token)
    reader.close()
    return [piece for block in reader.blocks for piece in _pieces(block)]


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[Word] = []
        self.kinds: list[str] = []
        self.styles: list[str] = []
        self.address = ""
        self.has_gap = True

    def read(self, text: str) -> None:
        self.words += words_of(text, self.styles[-1] if self.styles else "", is_spaced=self.has_gap)
        self.has_gap = text[-1:].isspace()

    def start(self, token: Start) -> None:
        if token.name in STYLES:
            self.styles.append(token.name)
        elif token.name == "a":
            self.address = token.attributes.get("href", "")
        elif token.name in INLINE or token.name in CELLS:
            self.part(is_cell=token.name in CELLS)
        elif token.name in OPENS:
            self.close()
            is_pull = token.attributes.get("data-kind") == PULL
            self.kinds.append(PULL if is_pull else OPENS[token.name])
            self.shown(token)
        elif not self.is_whole():
            self.close()
            if token.name == "hr":
                self.blocks.append(Block(RULE))

    def end(self, token: End) -> None:
        if token.name in STYLES:
            self.styles = self.styles[:-1]
        elif token.name == "a":
            if self.address:
                self.words.append(Word(self.address, ADDRESS))
            self.address = ""
        elif token.name in OPENS:
            self.close()
            self.kinds = self.kinds[:-1]
        elif token.name not in INLINE and not self.is_whole():
            self.close()
        else:
            self.has_gap = True

    def shown(self, token: Start) -> None:
        """Name what a figure shows before its caption."""
        if picture := token.attributes.get("data-picture"):
            self.words.append(Word(picture, PICTURE))
        elif address := token.attributes.get("data-embed"):
            self.words.append(Word(address, ADDRESS))

    def part(self, *, is_cell: bool) -> None:
        """Part the cells of a row by a stroke, and lines by a space."""
        if is_cell and self.words:
            self.words.append(Word("|"))
        self.has_gap = True

    def is_whole(self) -> bool:
        """Return whether what stands inside the open block is told as one: a row, a figure."""
        return bool(self.kinds) and self.kinds[-1] in {ROW, FIGURE}

    def close(self) -> None:
        if self.words:
            self.blocks.append(Block(self.kinds[-1] if self.kinds else PARAGRAPH, tuple(self.words)))
        self.words, self.has_gap = [], True


def _ends_by_chance(word: Word, length: int) -> bool:
    """Return whether to cut where no sentence ends: by the word, so that a word more before it shifts no other cut."""
    return length >= LONG_PIECE and crc32(word.text.encode()) % ONE_IN == 0


def _pieces(block: Block) -> Iterator[Block]:
    if len(block.words) <= LONG_BLOCK:
        yield block
        return
    piece: list[Word] = []
    for word in block.words:
        piece.append(word)
        if word.text in SENTENCE_ENDS or len(piece) == LONG_BLOCK or _ends_by_chance(word, len(piece)):
            yield Block(block.kind, tuple(piece))
            piece = []
    if piece:
        yield Block(block.kind, tuple(piece))
