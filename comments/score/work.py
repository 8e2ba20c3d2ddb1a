"""What the worker does: learns once a day, and gives waiting comments their risk."""

from django.db import transaction
from django.db.models import QuerySet

from comments.models import Comment
from comments.score.history import Number, decisions, number_of
from comments.score.library import is_installed, is_on, learnt, model_path

# What one round judges, in one transaction.
BATCH = 200
# What one statement clears.
CLEARED = 1_000


def train() -> Number | None:
    """Learn anew from the decisions that stand; return how many, or None without scikit-learn.

    With too few the score goes off: what was learnt is forgotten, and every risk with it. Takes seconds to a minute.
    """
    if not is_installed():
        return None
    latest = decisions()
    number = number_of(latest)
    if number.is_enough:
        learnt("model.save")(learnt("learning.fit")(latest))
    else:
        model_path().unlink(missing_ok=True)
        _clear()
    return number


def score_waiting() -> int:
    """Give risks to waiting comments that have none, the newest first; return how many got one.

    Where nothing waits for one it costs a query, and none where nothing was learnt. Who decides, or changes a text,
    in the meantime wins.
    """
    if not is_on():
        return 0
    judged = list(_unjudged().order_by("-created_at", "-pk")[:BATCH])
    return _store(judged) if judged and learnt("learning.score")(judged) else 0


def _unjudged() -> QuerySet[Comment]:
    return Comment.objects.pending().filter(risk=None)


def _store(judged: list[Comment]) -> int:
    seen = {comment.pk: comment.version for comment in judged}
    with transaction.atomic():
        # Whoever decides on one of them now goes first, and nobody waits for the others.
        free = _unjudged().select_for_update(no_key=True, skip_locked=True).filter(pk__in=seen)
        versions = dict(free.values_list("pk", "version"))
        same = [comment for comment in judged if versions.get(comment.pk) == comment.version]
        Comment.objects.bulk_update(same, ["risk", "risk_because"])
    return len(same)


def _clear() -> None:
    judged = Comment.objects.filter(risk__isnull=False)
    while keys := list(judged.values_list("pk", flat=True)[:CLEARED]):
        Comment.objects.filter(pk__in=keys).update(risk=None, risk_because="")
