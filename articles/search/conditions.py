"""What a document has to hold, said once; each engine says it again in its database's own words.

And what is read of a document that does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple


class Candidate(NamedTuple):
    """A document that fulfils a condition, with what ranks it."""

    pk: int
    title: str
    body: str
    length: int


@dataclass(frozen=True)
class Stem:
    """One stem, anywhere in a document, or in its title."""

    stem: str
    in_title: bool = False


@dataclass(frozen=True)
class Phrase:
    """Stems that stand side by side in this order, in the title or in the text."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Every one of several conditions."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class AnyOf:
    """At least one of several conditions."""

    parts: "tuple[Condition, ...]"


Condition = Stem | Phrase | AllOf | AnyOf


def every(parts: Iterable[Condition]) -> Condition:
    """Return the condition that all of these hold; one alone stays as it is."""
    held = tuple(parts)
    return held[0] if len(held) == 1 else AllOf(held)


def some(parts: Iterable[Condition]) -> Condition:
    """Return the condition that one of these holds; one alone stays as it is."""
    held = tuple(parts)
    return held[0] if len(held) == 1 else AnyOf(held)


def two_of(parts: Iterable[Condition]) -> Condition:
    """Return the condition that two of these hold; it needs two at least."""
    return some(AllOf(pair) for pair in combinations(parts, 2))
