"""From text to the words that search compares: tokens, and their stems by light10."""

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from newsportal.arabic.fold import fold
from newsportal.arabic.stop_words import STOP_WORDS

# Longer runs are no words: addresses, keys and the like. A database's index has a limit of its own far above.
LONGEST = 64

_RUN = re.compile(r"[^\W_]+")
# A word as it is written: letters and digits with what fold() takes out among them, such as marks, tatweel, invisible
# characters and the sign between thousands.
WRITTEN = re.compile(
    "[^\\W_]"
    "(?:[^\\W_]|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u066c\u0670\u06d6-\u06ed\u08ca-\u08ff"
    "\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufe70-\ufe7f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef])*"
)

PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
LEAST_LEFT = 2
LEAST_AFTER_WAW = 4


class Place(NamedTuple):
    """Where a word stands in a text as it is written, and what it is compared by."""

    start: int
    end: int
    stems: frozenset[str]


def tokens(text: str) -> list[str]:
    """Return the runs of letters and digits of a text, folded, in order; each has at most 64 characters."""
    return [run[:LONGEST] for run in _RUN.findall(fold(text))]


@lru_cache(maxsize=100_000)
def stem(token: str) -> str:
    """Return the stem of a token that ``tokens()`` gave; the last hundred thousand are remembered."""
    return light10(token)


def light10(token: str) -> str:
    """Return a token without its prefix, if it has one, and then without each suffix in its turn.

    From Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval" (2007), on folded
    letters. At least two letters stay; a bare و goes only from before four more.
    """
    token = without_prefix(token)
    for suffix in SUFFIXES:
        if token.endswith(suffix) and len(token) - len(suffix) >= LEAST_LEFT:
            token = token[: -len(suffix)]
    return token


def without_prefix(token: str) -> str:
    """Return a token without its article or particle."""
    for prefix in PREFIXES:
        left = LEAST_AFTER_WAW if prefix == "و" else LEAST_LEFT
        if token.startswith(prefix) and len(token) - len(prefix) >= left:
            return token[len(prefix) :]
    return token


def stems(text: str) -> list[str]:
    """Return the stems of all words of a text, stop words too, in order."""
    return [stem(token) for token in tokens(text)]


def telling(words: list[str]) -> list[str]:
    """Return the tokens that are no stop words."""
    return [word for word in words if word not in STOP_WORDS]


def places(text: str) -> Iterator[Place]:
    """Yield the words of a text as they are written, with their marks, tatweel and invisible characters, in order."""
    for found in WRITTEN.finditer(text):
        yield Place(found.start(), found.end(), _stems_of(found[0]))


def places_of(wanted: Set[str], text: str) -> list[Place]:
    """Return the words of a text that have one of the stems."""
    return [
        Place(found.start(), found.end(), own)
        for found in WRITTEN.finditer(text)
        if not (own := _stems_of(found[0])).isdisjoint(wanted)
    ]


def _stems_of(word: str) -> frozenset[str]:
    # Endless ones are not remembered: anybody can write them.
    return _stems_of_short(word) if len(word) <= LONGEST else frozenset(stems(word))


@lru_cache(maxsize=100_000)
def _stems_of_short(word: str) -> frozenset[str]:
    return frozenset(stems(word))
