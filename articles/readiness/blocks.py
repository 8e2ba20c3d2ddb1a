"""A sanitised body as the blocks that an editor sees, one below the other."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.body.allowlist import INLINE, VOID
from articles.body.tokens import Start, Text, read_tokens


@dataclass
class Block:
    """One block: its element, which of its kind it is, counted from one, its words, and what stands in it."""

    name: str
    number: int
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    # Of each link its address and the pieces of its words.
    found: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _joined(self.pieces)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Address and words of each link."""
        return [(address, _joined(words)) for address, words in self.found]


def read_blocks(body: str) -> Iterator[Block]:
    """Yield the blocks of a body that sanitize() returned; ordered and bulleted lists are counted together."""
    numbers: Counter[str] = Counter()
    block: Block | None = None
    depth, is_in_link = 0, False
    for token in read_tokens(body):
        if isinstance(token, Text):
            if block:
                block.pieces.append(token.text)
                if is_in_link:
                    block.found[-1][1].append(token.text)
            continue
        if isinstance(token, Start) and depth == 0:
            numbers[kind_of(token.name)] += 1
            block = Block(token.name, numbers[kind_of(token.name)], token.attributes)
        if token.name == "a" and block:
            is_in_link = isinstance(token, Start)
            if isinstance(token, Start):
                block.found.append((token.attributes.get("href", ""), []))
        if block and (token.name not in INLINE or token.name in VOID):
            block.pieces.append(" ")
        depth += 0 if token.name in VOID else 1 if isinstance(token, Start) else -1
        if depth == 0 and block:
            yield block
            block = None


def kind_of(name: str) -> str:
    """Return under what an element is counted."""
    return "list" if name in ("ul", "ol") else "heading" if name in ("h2", "h3", "h4") else name


def _joined(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())
