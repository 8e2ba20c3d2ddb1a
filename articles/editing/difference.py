"""What two texts have in common, word by word: the one seam through which a comparison of texts is asked for."""

import re
from difflib import SequenceMatcher
from html import unescape
from typing import Literal, NamedTuple

from django.utils.html import strip_tags

# Time grows with the square of the words that differ; beyond so many on one side both texts stand whole.
MOST_WORDS = 3_000
# With the space behind it, so that a line still breaks between two of them; a new line is one of its own.
WORD = re.compile(r"\n+|\S+[^\S\n]*|[^\S\n]+")
END_OF_BLOCK = re.compile(r"</(?:p|h[1-6]|li|blockquote|figcaption|th|td|tr)>|<br ?/?>|<hr ?/?>")


class Part(NamedTuple):
    kind: Literal["same", "added", "removed"]
    text: str


def readable(html: str) -> str:
    """Return the words of a body, one block a line."""
    lines = unescape(strip_tags(END_OF_BLOCK.sub("\n", html))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def difference(old: str, new: str) -> list[Part]:
    """Return both texts as one, in their order: what is the same, what the new one lacks, and what it adds.

    Parts are whole words, so that each can stand in an element of its own and the line still runs from right to left;
    what is the same is written as the new text has it, since words are told apart without the space behind them.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    parts = [("same", after[:start]), *middle, ("same", after[len(after) - end :])]
    return [Part(kind, "".join(words)) for kind, words in parts if words]  # type: ignore[arg-type]  # the three above


def _keys(words: list[str]) -> list[str]:
    return [word.rstrip(" \t\xa0") for word in words]


def _common(one: list[str], other: list[str]) -> int:
    pairs = zip(_keys(one), _keys(other), strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _middle(before: list[str], after: list[str]) -> list[tuple[str, list[str]]]:
    if max(len(before), len(after)) > MOST_WORDS:
        return [("removed", before), ("added", after)]
    parts: list[tuple[str, list[str]]] = []
    steps = SequenceMatcher(None, _keys(before), _keys(after), autojunk=False).get_opcodes()
    for kind, before_start, before_end, after_start, after_end in steps:
        if kind == "equal":
            parts.append(("same", after[after_start:after_end]))
        else:
            parts += [("removed", before[before_start:before_end]), ("added", after[after_start:after_end])]
    return parts
