"""Texts as numbers: folded words and pairs of words, and runs of letters inside words.

A word becomes a place by its hash, so that what was learnt names no word that anybody wrote.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from newsportal.arabic.fold import fold

# Places for each kind. With fewer, words share a place often enough to be felt; more change nothing.
SIZE = 2**18
_AS_COUNTS = {"n_features": SIZE, "alternate_sign": False, "norm": None, "lowercase": False}
_WORD = r"[^\W_]+"
_WORDS = HashingVectorizer(ngram_range=(1, 2), token_pattern=_WORD, **_AS_COUNTS)
# By runs of letters a word is known with its particles and endings, and in the spelling of a dialect.
_LETTERS = HashingVectorizer(ngram_range=(2, 4), analyzer="char_wb", **_AS_COUNTS)

Vector = npt.NDArray[Any]
# SciPy's sparse rows; it ships no types.
Matrix = Any


def counts_of(texts: Sequence[str], *, written: Callable[[str], str] = fold) -> Matrix:
    """Return how often each of 2 × SIZE places stands in each text, a row a text; ``written``: its one spelling."""
    spelt = [written(text) for text in texts]
    return sparse.hstack([_WORDS.transform(spelt), _LETTERS.transform(spelt)], format="csr")


def rarity_of(counts: Matrix) -> Vector:
    """Return how telling each place is: its inverse document frequency, smoothed as if one more text held all."""
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity: Vector = np.log((1 + counts.shape[0]) / (1 + held)) + 1
    return rarity


def weighed(counts: Matrix, rarity: Vector) -> Matrix:
    """Return the counts as TF-IDF: damped, times rarity, words and letters of each text of length 1."""
    return sparse.hstack([normalize(half) for half in _halves(_damped(counts, rarity))], format="csr")


def parts_of_words(words: Sequence[str], text: str, rarity: Vector, weights: Vector) -> Vector:
    """Return what each of these words, with its letters, adds to the result for the text that it stands in."""
    parts: Vector = np.zeros(len(words))
    halves = zip(_halves(_damped(counts_of(words), rarity)), _halves(_damped(counts_of([text]), rarity)), strict=True)
    for (own, whole), learnt in zip(halves, (weights[:SIZE], weights[SIZE : 2 * SIZE]), strict=True):
        parts += own @ learnt / max(float(np.sqrt((whole.data**2).sum())), 1.0)
    return parts


def _damped(counts: Matrix, rarity: Vector) -> Matrix:
    damped = counts.copy()
    damped.data = (1 + np.log(damped.data)) * rarity[damped.indices]
    return damped


def _halves(matrix: Matrix) -> tuple[Matrix, Matrix]:
    return matrix[:, :SIZE], matrix[:, SIZE:]
