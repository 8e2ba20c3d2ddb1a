"""What was learnt: a weight for each place, kept in one file without a word in it."""

import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy import sparse

from comments.score.facts import NAMES
from comments.score.library import model_path
from comments.score.vectors import SIZE, Matrix, Vector, counts_of, weighed

logger = logging.getLogger(__name__)

# Rises with whatever changes what a place or a number means: an older file is then no model.
LAYOUT = 1
# How much the numbers say beside the words: a row of them is about as long as a text's.
SHARE = 0.3


@dataclass(frozen=True, eq=False)
class Model:
    """Weights of a logistic regression. ``rarity``: 2 × SIZE; ``weights``: the same and one for each of NAMES.

    ``middle`` and ``spread`` bring the numbers of Facts to one scale.
    """

    rarity: Vector
    weights: Vector
    middle: Vector
    spread: Vector
    offset: Vector

    def rows(self, texts: Sequence[str], numbers: Vector) -> Matrix:
        """Return what the weights are multiplied with, a row a text; ``numbers``: texts × NAMES."""
        return rows(weighed(counts_of(texts), self.rarity), (numbers - self.middle) / self.spread)

    def risks(self, texts: Sequence[str], numbers: Vector) -> Vector:
        """Return how likely each comment is to be refused, 0 to 1."""
        risks: Vector = 1 / (1 + np.exp(-(self.rows(texts, numbers) @ self.weights + self.offset[0])))
        return risks

    def parts_of_numbers(self, numbers: Sequence[float]) -> Vector:
        """Return what each number adds to a comment's result, against one in which it is 0."""
        parts: Vector = SHARE * np.asarray(numbers) / self.spread * self.weights[2 * SIZE :]
        return parts


def rows(texts: Matrix, scaled: Vector) -> Matrix:
    """Return TF-IDF and numbers, brought to one scale, side by side."""
    return sparse.hstack([texts, sparse.csr_matrix(SHARE * scaled)], format="csr")


def save(model: Model) -> None:
    """Put a model in the place of the former one, in one step, for nobody's eyes but the worker's."""
    # A temporary file is its owner's alone.
    with tempfile.NamedTemporaryFile(dir=model_path().parent, prefix=model_path().name, delete=False) as file:
        try:
            np.savez_compressed(file, layout=np.array(LAYOUT), **vars(model))
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, model_path())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def load() -> Model | None:
    """Return the model; None where there is none, or none that this version can read. Read once a change."""
    try:
        changed = model_path().stat()
    except FileNotFoundError:
        return None
    return _read(model_path(), changed.st_mtime_ns, changed.st_ino)


@lru_cache(maxsize=1)
def _read(place: Path, changed: int, inode: int) -> Model | None:
    try:
        # Nothing in it is executed, whoever wrote it.
        with place.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            if int(stored["layout"]) != LAYOUT:
                return None
            model = Model(*(stored[each.name] for each in fields(Model)))
    # Whatever is wrong with it, the next training puts another in its place.
    except Exception as error:
        logger.warning("The model of the score cannot be read, and waits for the next training: %s", error)
        return None
    lengths = (2 * SIZE, 2 * SIZE + len(NAMES), len(NAMES), len(NAMES), 1)
    return model if tuple(len(getattr(model, each.name)) for each in fields(Model)) == lengths else None
