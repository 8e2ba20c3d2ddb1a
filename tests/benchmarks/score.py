"""How well the score foretells labels that others gave to comments: five-fold, with and without what it is made of.

The file is a table (CSV) with the columns ``text`` and ``label``, 1 for what would be refused. No such set belongs to
the project; the bar was taken on the Multi-Platform Offensive Language Dataset (Chowdhury and others, LREC 2020):
4,000 Arabic news comments.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from comments.score.facts import facts_of_text
from comments.score.model import rows
from comments.score.regression import regression
from comments.score.vectors import counts_of, rarity_of, weighed
from newsportal.arabic.fold import fold
from tests.benchmarks.results import Figure

BAR = 0.847
AT_LEAST = f"AUC ≥ {BAR}"
FOLDS = 5


def read_labelled(path: Path) -> tuple[list[str], np.ndarray]:
    with path.open(encoding="utf-8", newline="") as file:
        labelled = list(csv.DictReader(file))
    return [row["text"] for row in labelled], np.array([int(row["label"]) for row in labelled])


def as_written(text: str) -> str:
    return text.lower()


def five_fold(texts: list[str], refused: np.ndarray, *, written: Callable[[str], str], has_facts: bool) -> list[float]:
    """Return the AUC of each fold; nothing is learnt from the fold that is foretold."""
    counts = counts_of(texts, written=written)
    numbers = np.array([facts_of_text(text).numbers() for text in texts]) * has_facts
    found = []
    for learnt, tried in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, refused):
        rarity, middle, spread = rarity_of(counts[learnt]), numbers[learnt].mean(axis=0), numbers[learnt].std(axis=0)
        spread[spread == 0] = 1
        matrix = rows(weighed(counts, rarity), (numbers - middle) / spread)
        weights, _offset = regression(matrix[learnt], refused[learnt])
        found.append(float(roc_auc_score(refused[tried], matrix[tried] @ weights)))
    return found


def report(path: Path) -> Iterator[Figure]:
    """Yield the AUC of the score as it is, without its numbers, and without folding."""
    texts, refused = read_labelled(path)
    for name, written, has_facts, bar in (
        ("score: folded words and letters, AUC", fold, False, AT_LEAST),
        ("score: the same as written, AUC", as_written, False, ""),
        ("score: folded, with links, length and shouts, AUC", fold, True, AT_LEAST),
    ):
        found = five_fold(texts, refused, written=written, has_facts=has_facts)
        yield Figure(name, sum(found) / FOLDS, low=min(found), high=max(found), bar=bar)


def below_bar(figures: list[Figure]) -> list[str]:
    """Return a line for each figure that does not reach its bar."""
    return [
        f"{each.name}: {each.value:.3f} is below {BAR}"
        for each in figures
        if each.bar == AT_LEAST and each.value < BAR
    ]
