"""The words of all documents: how rare each is, what a mistyped one may have meant, what a beginning may become."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import islice

from django.db.models import Subquery

from articles.search.models import ALL, SearchDocument, SearchWord
from newsportal.arabic.spelling import near_stems
from newsportal.arabic.words import SUFFIXES, stem, without_prefix

# So many known stems take the place of an unknown one, and of so many words at most.
MOST_GUESSES = 3
MOST_GUESSED = 10
# So many stems, the most frequent, stand for the beginning of one that is being typed.
MOST_ENDINGS = 8
# The letter after all letters: what begins with a stem stands before it.
LAST = "\U0010ffff"


@dataclass(frozen=True)
class Statistics:
    """What ranking needs to know of the archive: how large it is, and how many documents hold each stem."""

    documents: int
    mean_length: float
    latest: int
    frequencies: dict[str, int]

    def with_frequencies(self, frequencies: dict[str, int]) -> "Statistics":
        return replace(self, frequencies=frequencies)

    def frequency(self, stems: Iterable[str]) -> int:
        """Return how many documents hold one of the stems, at most."""
        return sum(self.frequencies.get(each, 0) for each in stems)


def statistics(stems: Collection[str]) -> Statistics:
    """Return the numbers of these stems, in one query; a stem that no document holds has none."""
    latest = Subquery(SearchDocument.objects.order_by("-pk").values("pk")[:1])
    rows = SearchWord.objects.filter(stem__in=[*stems, ALL]).annotate(latest=latest)
    found = {row.stem: row for row in rows}
    everything = found.pop(ALL, None)
    if everything is None or everything.documents <= 0:
        return Statistics(0, 1.0, 0, {})
    return Statistics(
        documents=everything.documents,
        mean_length=max(1.0, everything.occurrences / everything.documents),
        latest=everything.latest or 0,
        frequencies={row.stem: row.documents for row in found.values() if row.documents > 0},
    )


def guesses(tokens: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return for each token the known stems nearest to it, the most frequent first, with their numbers of documents.

    Costs one query for all tokens, ten at most; keeps nothing in memory.
    """
    near = {token: near_stems(token) for token in islice(tokens, MOST_GUESSED)}
    wanted = set().union(*near.values()) if near else set()
    if not wanted:
        return {}
    known = dict(SearchWord.objects.filter(stem__in=wanted, documents__gt=0).values_list("stem", "documents"))
    found = {}
    for token, stems in near.items():
        frequent = sorted(stems & known.keys(), key=lambda each: (-known[each], each))
        found[token] = {each: known[each] for each in frequent[:MOST_GUESSES]}
    return found


def endings(token: str) -> list[str]:
    """Return the stems that a token may become when it is typed on, the most frequent first; costs one query."""
    begun = without_prefix(token)
    words = SearchWord.objects.filter(stem__gte=begun, stem__lt=begun + LAST, documents__gt=0)
    found = words.order_by("-documents", "stem").values_list("stem", flat=True)[:MOST_ENDINGS]
    # A whole word is longer than its stem, and so is one that lacks the last letter: «قانون» comes after «قانو».
    unfinished = [stem(token + ending[1:]) for ending in SUFFIXES if len(ending) > 1 and token.endswith(ending[0])]
    return list(islice(dict.fromkeys([stem(token), *unfinished, *found]), MOST_ENDINGS))
