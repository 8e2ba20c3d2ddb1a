"""Deleting comments for good: their records stay, and name nobody but those who decided."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from comments.mail.letters import about
from comments.models import IS_EMPTIED, Comment, CommentQuerySet, MailLink, Move, Report, Revision
from comments.moderation.deciding import Status
from comments.upkeep import Row, bring_level, lock, rows_of
from newsportal.models import OutboxMail

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
    "author": None,
    "risk": None,
    "risk_because": "",
    "open_reports": 0,
}
HOLDS_SOMETHING = ~IS_EMPTIED
IS_UNANSWERED = ~Exists(Comment.objects.filter(parent=OuterRef("pk")))


class KeptForLawError(PermissionDenied):
    """What is kept for the law was to be deleted; nothing was."""


def erase(comments: QuerySet[Comment]) -> int:
    """Delete comments for good; return how many. Their records stay, and name nobody.

    Raises django.db.models.RestrictedError where one of them has replies outside the queryset, and KeptForLawError
    where one is kept for the law.
    """
    with transaction.atomic():
        lock(set(comments.order_by().values_list("article_id", flat=True)))
        rows = rows_of(comments)
        if Comment.objects.filter(pk__in=[row.pk for row in rows], legal_hold=True).exists():
            raise KeptForLawError
        _erase(rows)
    return len(rows)


def blank(comments: QuerySet[Comment]) -> int:
    """Leave nothing of comments but their places, which others answered; return how many."""
    with transaction.atomic():
        rows = rows_of(comments)
        _blank(rows)
    return len(rows)


def empty_trash() -> int:
    """Delete what was refused, withdrawn or put among the spam COMMENTS_EMPTY_DAYS ago; return how many.

    A comment that others answered stays as an empty place, until these are gone, and one that is kept for the law
    stays whole. Works in batches, each a transaction of its own.
    """
    emptied = 0
    # What had replies has none once they are gone.
    while erased := _take_all(_erase, IS_UNANSWERED):
        emptied += erased
    return emptied + _take_all(_blank, HOLDS_SOMETHING)


def ripe() -> int:
    """Return how many comments empty_trash() would empty now; counts them all."""
    return sum(_due(status).filter(HOLDS_SOMETHING).count() for status in DISCARDED)


def _take_all(take: Callable[[Sequence[Row]], None], wanted: Q | Combinable) -> int:
    """Take what is due of each status; return how many comments held something, beside the empty places."""
    return sum(_take_status(take, status, wanted) for status in DISCARDED)


def _take_status(take: Callable[[Sequence[Row]], None], status: Status, wanted: Q | Combinable) -> int:
    # The latest first, since replies are younger than what they answer.
    taken, latest = 0, timezone.now()
    while True:
        with transaction.atomic():
            due = _due(status).filter(wanted)
            batch = due.filter(created_at__lte=latest).order_by("-created_at", "-pk")
            found = list(batch.values_list("pk", "article_id", "created_at")[:BATCH])
            if not found:
                return taken
            lock({article_id for _, article_id, _ in found})
            # Asked anew under the lock: somebody may have approved one meanwhile, or answered it. Whatever was found
            # and is not taken fits no longer, so that the next batch is another one.
            still = due.filter(pk__in=[pk for pk, _, _ in found])
            taken += still.filter(HOLDS_SOMETHING).count()
            take(rows_of(still))
        latest = found[-1][-1]


def _due(status: Status) -> CommentQuerySet:
    """Return what was discarded long enough ago, of one status: read as a stretch of the queue's index."""
    if not settings.COMMENTS_EMPTY_DAYS:
        return Comment.objects.none()
    limit = timezone.now() - timedelta(days=settings.COMMENTS_EMPTY_DAYS)
    since = Move.objects.filter(comment=OuterRef("pk"), at__gte=limit)
    return Comment.objects.filter(~Exists(since), status=status, legal_hold=False, created_at__lt=limit)


def _erase(rows: Sequence[Row]) -> None:
    keys = [row.pk for row in rows]
    forget(keys)
    Comment.objects.filter(pk__in=keys).delete()
    # What readers did not see is missed by no page and no count.
    bring_level([row for row in rows if row.was_shown])


def _blank(rows: Sequence[Row]) -> None:
    keys = [row.pk for row in rows]
    forget(keys)
    for model in (Revision, Report, MailLink):
        model.objects.filter(comment__in=keys).delete()
    Comment.objects.filter(pk__in=keys).update(**NOBODY, **NOTHING, version=F("version") + 1)


def forget(keys: Sequence[int]) -> None:
    """Forget the notes of moderators about comments, and all letters about them."""
    # A note of a moderator's may name the author; a letter has an address, and a waiting or failed one its text.
    Move._base_manager.filter(comment__in=keys).exclude(reason="").update(reason="")
    OutboxMail.objects.filter(about__in=map(about, keys)).delete()
