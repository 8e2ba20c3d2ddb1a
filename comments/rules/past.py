"""What was received before: the same text below the same comment, and how fast one address or network writes."""

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from comments.models import Comment
from comments.text import text_digest
from newsportal.turns import take_turn

MINUTE = timedelta(seconds=60)

# Written out, since other writers wait meanwhile: three QuerySets take longer to build than the database to answer. A
# comment that its author withdrew may be written again.
_FACTS = """
    SELECT
        EXISTS (
            SELECT 1 FROM comments_comment
            WHERE article_id = %s AND folded = %s AND parent_id {parent} AND status <> 'withdrawn'
        ),
        (
            SELECT created_at FROM comments_comment
            WHERE email = %s AND created_at > %s ORDER BY created_at DESC LIMIT 1
        ),
        (
            SELECT created_at FROM comments_comment
            WHERE network = %s AND network <> '' AND created_at > %s ORDER BY created_at DESC LIMIT 1 OFFSET %s
        )
"""
ON_ITS_OWN, ON_REPLY = _FACTS.format(parent="IS NULL"), _FACTS.format(parent="= %s")


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
    """Return what was received before a comment; costs a query.

    Call it in the transaction that receives the comment: on PostgreSQL it makes posts wait that it would have to
    compare with each other, and SQLite has one writer at a time anyway.
    """
    folded = text_digest(comment.text)
    take_turn(folded, comment.email, comment.network)
    now = timezone.now()
    pause = timedelta(seconds=settings.COMMENTS_FLOOD_SECONDS)
    as_stored = connection.ops.adapt_datetimefield_value
    same: list[Any] = [comment.article_id, folded, *([comment.parent_id] if comment.parent_id else [])]
    by_email = [comment.email, as_stored(now - pause)]
    # The oldest of those that fill the minute makes room when it leaves it.
    by_network = [comment.network, as_stored(now - MINUTE), settings.COMMENTS_PER_MINUTE - 1]
    with connection.cursor() as cursor:
        cursor.execute(ON_REPLY if comment.parent_id else ON_ITS_OWN, [*same, *by_email, *by_network])
        has_same_text, latest, filling = cursor.fetchone()
    return Past(bool(has_same_text), _moment(latest), _moment(filling), now)


def _moment(stored: datetime | None) -> datetime | None:
    """Return a column's moment; SQLite keeps it without its zone, in UTC."""
    return stored.replace(tzinfo=UTC) if stored and stored.tzinfo is None else stored


def _left(moment: datetime | None, pause: timedelta, now: datetime) -> int:
    return max(1, ceil((moment + pause - now).total_seconds())) if moment else 0
