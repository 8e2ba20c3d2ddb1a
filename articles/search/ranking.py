"""BM25, the same for every database.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the weights of FTS5 and
the inverse document frequency of Lucene, which is never negative.
"""

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

from articles.search.conditions import Candidate
from articles.search.vocabulary import Statistics

K1 = 1.2
B = 0.75
# A word of the title counts as often.
TITLE = 3.0

# A word of the query: its stem, or the known stems that may have been meant.
Group = tuple[str, ...]


class Score(NamedTuple):
    """What a document is worth, and how many of the groups it holds: fewer than all, where keys are shared."""

    value: float
    held: int


def inverse_document_frequency(documents: int, holding: int) -> float:
    """Return how much a word tells that so many of all documents hold; more for a rare one, never below 0."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def scorer(groups: Sequence[Group], statistics: Statistics) -> Callable[[Candidate], Score]:
    """Return the function that scores a document: the sum over the groups, each by the best of its stems.

    A stem that stands twice side by side counts once: a text is searched by ``str.count``.
    """
    weighted = [
        [
            (f" {stem} ", inverse_document_frequency(statistics.documents, statistics.frequencies[stem]))
            for stem in group
            if stem in statistics.frequencies
        ]
        for group in groups
    ]

    def score(candidate: Candidate) -> Score:
        title, body = f" {candidate.title} ", f" {candidate.body} "
        allowance = K1 * (1 - B + B * candidate.length / statistics.mean_length)
        total, held = 0.0, 0
        for group in weighted:
            best = 0.0
            for word, weight in group:
                times = TITLE * title.count(word) + body.count(word)
                if times:
                    best = max(best, weight * times * (K1 + 1) / (times + allowance))
            total += best
            held += best > 0
        return Score(total, held)

    return score
