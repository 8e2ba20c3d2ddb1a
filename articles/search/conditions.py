"""What a document has to hold, said once; each engine says it again in its database's own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations


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
class All:
    """Every one of several conditions."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Any:
    """At least one of several conditions."""

    parts: "tuple[Condition, ...]"


Condition = Stem | Phrase | All | Any


def every(parts: Iterable[Condition]) -> Condition:
    """Return the condition that all of these hold; one alone stays as it is."""
    held = tuple(parts)
    return held[0] if len(held) == 1 else All(held)


def some(parts: Iterable[Condition]) -> Condition:
    """Return the condition that one of these holds; one alone stays as it is."""
    held = tuple(parts)
    return held[0] if len(held) == 1 else Any(held)


def two_of(parts: Iterable[Condition]) -> Condition:
    """Return the condition that two of these hold; it needs two at least."""
    return some(All(pair) for pair in combinations(parts, 2))
