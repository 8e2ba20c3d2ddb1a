"""What a comment shows beside its words, as numbers: links, novelty, speed, and the rules that it broke."""

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from comments.text import count_links
from newsportal.arabic.fold import fold

# Two comments of one address within so many seconds are fast.
FAST_SECONDS = 120
# A sentence ends with one of them; a run of them shouts.
_SHOUT = re.compile(r"[!؟?]{2,}")
_DRAWN_OUT = re.compile(r"(?!www\.)([^\W\d_])\1{2,}")
# Rules of which the moderators still have to judge. What lies among the spam by a rule is seldom decided, and then
# approved: it would teach the contrary.
RULES = ("origin", "words", "name", "known_name", "always_held")
COUNTED = ("links", "refused", "shouts", "length")
MARKED = ("new_name", "fast", "website")
# The order of numbers(); the first seven explain a risk by their own name.
NAMES = (*COUNTED, *MARKED, *RULES)


class Facts(NamedTuple):
    """What was known when the comment came in, and nothing that was learnt later.

    ``refused``: earlier comments under the same e-mail address that a person had refused by then. ``length``:
    characters, folded. ``rules``: codes of the rules that it broke.
    """

    links: int
    refused: int
    shouts: int
    length: int
    is_new: bool = False
    is_fast: bool = False
    has_website: bool = False
    rules: frozenset[str] = frozenset()

    def numbers(self) -> list[float]:
        """Return a number for each of NAMES; the more there is of something, the less one more changes."""
        counted = [math.log1p(number) for number in (self.links, self.refused, self.shouts, self.length)]
        marked = [self.is_new, self.is_fast, self.has_website, *(code in self.rules for code in RULES)]
        return [*counted, *map(float, marked)]


def facts_of_text(text: str) -> Facts:
    """Return what the text alone shows, whatever its spelling."""
    folded = fold(text)
    return Facts(
        links=count_links(folded),
        refused=0,
        shouts=len(_SHOUT.findall(folded)) + len(_DRAWN_OUT.findall(folded)),
        length=len(folded),
    )


def reason_of(name: str, facts: Facts) -> str:
    """Return how Comment.risk_because keeps one of NAMES: «links:3», «fast»; nothing for what needs no words.

    The queue shows the rules that a comment broke anyway.
    """
    counts: dict[str, int] = {"links": facts.links, "refused": facts.refused}
    if name in counts:
        return f"{name}:{counts[name]}"
    return name if name in ("shouts", *MARKED) else ""


def names_above(parts: Iterable[float], least: float) -> list[tuple[float, str]]:
    """Return those of NAMES that add so much to a risk, with what they add; ``parts`` are in the same order."""
    return [(part, name) for part, name in zip(parts, NAMES, strict=True) if part >= least]
