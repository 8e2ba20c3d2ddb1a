"""Learns from decisions, and judges comments by what was learnt."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.metrics import precision_score, recall_score, roc_auc_score

from comments.models import Comment
from comments.score import model as kept
from comments.score.facts import Facts, names_above, reason_of
from comments.score.history import Decision, facts_of, number_of
from comments.score.model import Model
from comments.score.regression import regression
from comments.score.vectors import Vector, counts_of, parts_of_words, rarity_of, weighed
from comments.score.words import HIGH, MEDIUM, level, stored, telling_words

# A reason adds so much to the logarithm of the odds, or goes unsaid.
LEAST_PART = 0.25
# The share of decisions, the latest, on which a model is tried that learnt from those before.
HELD_OUT = 0.2
# With fewer of either kind among them, a figure would be chance.
LEAST_TRIED = 10


class Quality(NamedTuple):
    """How well the latest decisions were foretold from those before.

    ``precision`` and ``recall``: of what is labelled with a high risk, and of what is labelled at all.
    """

    learnt: int
    tried: int
    auc: float
    high: tuple[float, float]
    labelled: tuple[float, float]


def fit(decisions: Sequence[Decision]) -> Model:
    """Return what these decisions teach; there are some of either kind. The same decisions give the same weights."""
    counts = counts_of([each.text for each in decisions])
    numbers = np.array([each.facts.numbers() for each in decisions])
    rarity, middle, spread = rarity_of(counts), numbers.mean(axis=0), numbers.std(axis=0)
    spread[spread == 0] = 1
    matrix = kept.rows(weighed(counts, rarity), (numbers - middle) / spread)
    weights, offset = regression(matrix, np.array([each.was_refused for each in decisions]))
    return Model(rarity.astype("f4"), weights.astype("f4"), middle, spread, offset)


def evaluate(decisions: Sequence[Decision]) -> Quality | None:
    """Return how well the latest fifth is foretold from what was written before; None where that cannot be said."""
    split = round(len(decisions) * (1 - HELD_OUT))
    earlier, latest = decisions[:split], decisions[split:]
    if min(*number_of(earlier), *number_of(latest)) < LEAST_TRIED:
        return None
    risks = fit(earlier).risks([each.text for each in latest], np.array([each.facts.numbers() for each in latest]))
    refused = np.array([each.was_refused for each in latest])
    high, labelled = (_precision_and_recall(refused, percent(risks) >= least) for least in (HIGH, MEDIUM))
    return Quality(split, len(latest), float(roc_auc_score(refused, risks)), high, labelled)


def score(comments: Sequence[Comment]) -> bool:
    """Give each comment its risk and the reasons, unsaved; return whether there is a model to do it by.

    Costs a query for each comment, or two.
    """
    if not (model := kept.load()):
        return False
    facts = [facts_of(comment) for comment in comments]
    risks = model.risks([comment.text for comment in comments], np.array([each.numbers() for each in facts]))
    for comment, each, risk in zip(comments, facts, percent(risks), strict=True):
        comment.risk = int(risk)
        # What nobody labels needs no reasons, and keeps no words.
        comment.risk_because = _reasons(model, comment.text, each) if level(comment.risk) else ""
    return True


def percent(risks: Vector) -> Vector:
    rounded: Vector = np.rint(risks * 100).astype(int)
    return rounded


def _reasons(model: Model, text: str, facts: Facts) -> str:
    """Return what adds most to a risk, as Comment.risk_because keeps it."""
    found = names_above(model.parts_of_numbers(facts.numbers()), LEAST_PART)
    codes = [code for _, name in sorted(found, reverse=True) if (code := reason_of(name, facts))]
    return stored(codes, _words(model, text))


def _words(model: Model, text: str) -> list[str]:
    words = telling_words(text)
    if not words:
        return []
    parts = parts_of_words(words, text, model.rarity, model.weights)
    return [words[place] for place in np.argsort(-parts, kind="stable") if parts[place] >= LEAST_PART]


def _precision_and_recall(refused: Vector, labelled: Vector) -> tuple[float, float]:
    return (
        float(precision_score(refused, labelled, zero_division=0)),
        float(recall_score(refused, labelled, zero_division=0)),
    )
