"""What was received before: the same text below the same comment, and how fast one address or network writes."""

from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from comments.models import Comment, CommentQuerySet
from comments.text import text_digest
from newsportal.turns import take_turn

MINUTE = timedelta(seconds=60)


class Past(NamedTuple):
    """Facts about comments that were received before one, and the moment of looking.

    ``by_email``: when the latest one of the same e-mail address came. ``by_network``: when that one of the same
    network came that fills the minute. None where there is no such comment within the time that matters.
    """

    has_same_text: bool
    by_email: datetime | None
    by_network: datetime | None
    now: datetime

    @property
    def email_seconds(self) -> int:
        """Whole seconds until this e-mail address may write again."""
        return _left(self.by_email, timedelta(seconds=settings.COMMENTS_FLOOD_SECONDS), self.now)

    @property
    def network_seconds(self) -> int:
        """Whole seconds until this network may write again."""
        return _left(self.by_network, MINUTE, self.now)


def past_of(comment: Comment) -> Past:
    """Return what was received before a comment; costs three queries, which are cheaper than one that joins them.

    Call it in the transaction that receives the comment: on PostgreSQL it makes posts wait that it would have to
    compare with each other, and SQLite has one writer at a time anyway.
    """
    folded = text_digest(comment.text)
    take_turn(folded, comment.email, comment.network)
    now = timezone.now()
    # A comment that its author withdrew may be written again.
    same = Comment.objects.filter(article_id=comment.article_id, folded=folded, parent_id=comment.parent_id)
    pause = timedelta(seconds=settings.COMMENTS_FLOOD_SECONDS)
    by_email = _latest_first(Comment.objects.filter(email=comment.email).accepted_since(now - pause))
    by_network = _latest_first(Comment.objects.filter(network=comment.network).accepted_since(now - MINUTE))
    # The oldest of those that fill the minute makes room when it leaves it.
    most = settings.COMMENTS_PER_MINUTE
    return Past(
        has_same_text=same.exclude(status=Comment.Status.WITHDRAWN).exists(),
        by_email=next(iter(by_email[:1]), None),
        by_network=next(iter(by_network[most - 1 : most]), None) if comment.network else None,
        now=now,
    )


def _latest_first(comments: CommentQuerySet) -> QuerySet[Comment, datetime]:
    return comments.order_by("-created_at").values_list("created_at", flat=True)


def _left(moment: datetime | None, pause: timedelta, now: datetime) -> int:
    return max(1, ceil((moment + pause - now).total_seconds())) if moment else 0
