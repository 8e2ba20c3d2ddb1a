"""Deleting comments for good: their records stay, and name nobody but those who decided."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from comments.models import Comment, CommentQuerySet, Move, Revision
from comments.moderation.deciding import Status
from comments.upkeep import bring_level, lock, rows_of

DISCARDED = (Status.REFUSED, Status.SPAM, Status.WITHDRAWN)
# What a transaction deletes, so that nobody who decides or posts meanwhile waits for long.
BATCH = 500
# What tells who somebody is, beside the name.
NOBODY: dict[str, Any] = {
    "email": "",
    "website": "",
    "ip_address": None,
    "network": "",
    "user_agent": "",
    "wants_decision": False,
    "wants_answers": False,
}
NOTHING: dict[str, Any] = {
    "name": "",
    "text": "",
    "html": "",
    "folded": "",
    "search_text": "",
    "risk": None,
    "risk_because": "",
}


def erase(comments: QuerySet[Comment]) -> int:
    """Delete comments for good; return how many. Their records stay, and name nobody.

    Raises django.db.models.RestrictedError where one of them has replies outside the queryset.
    """
    with transaction.atomic():
        rows = rows_of(comments)
        keys = [row.pk for row in rows]
        lock({row.article_id for row in rows})
        _forget_reasons(keys)
        Comment.objects.filter(pk__in=keys).delete()
        bring_level(rows)
    return len(rows)


def blank(comments: QuerySet[Comment]) -> int:
    """Leave nothing of comments but their places, which others answered; return how many."""
    with transaction.atomic():
        keys = list(comments.values_list("pk", flat=True))
        _forget_reasons(keys)
        Revision.objects.filter(comment__in=keys).delete()
        return Comment.objects.filter(pk__in=keys).update(**NOBODY, **NOTHING)


def empty_trash() -> int:
    """Delete what was refused, withdrawn or put among the spam COMMENTS_EMPTY_DAYS ago; return how many.

    A comment that others answered stays as an empty place, and one that is kept for the law stays whole. Works in
    batches.
    """
    if not settings.COMMENTS_EMPTY_DAYS:
        return 0
    done = 0
    while emptied := _empty(erase, _old().filter(~Exists(Comment.objects.filter(parent=OuterRef("pk"))))):
        done += emptied
    while emptied := _empty(blank, _old().exclude(text="")):
        done += emptied
    return done


def _empty(take: Callable[[QuerySet[Comment]], int], old: CommentQuerySet) -> int:
    with transaction.atomic():
        found = dict(old.order_by("created_at", "pk").values_list("pk", "article_id")[:BATCH])
        lock(set(found.values()))
        # Asked anew under the lock: somebody may have approved one meanwhile.
        return take(old.filter(pk__in=found))


def _old() -> CommentQuerySet:
    limit = timezone.now() - timedelta(days=settings.COMMENTS_EMPTY_DAYS)
    since = Move.objects.filter(comment=OuterRef("pk"), at__gte=limit)
    discarded = Comment.objects.filter(status__in=DISCARDED, legal_hold=False, created_at__lt=limit)
    return discarded.exclude(Exists(since))


def _forget_reasons(keys: Sequence[int]) -> None:
    # A note of a moderator's may name the author.
    Move._base_manager.filter(comment__in=keys).exclude(reason="").update(reason="")
