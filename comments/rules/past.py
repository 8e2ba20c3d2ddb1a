"""What was received before: the same text below the same comment, and how fast one address or network writes."""

import hashlib
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from articles.models import Article
from comments.models import Comment
from comments.text import text_digest

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
    """Return what was received before a comment, in one query.

    Call it in the transaction that receives the comment: on PostgreSQL it makes posts wait that it would have to
    compare with each other, and SQLite has one writer at a time anyway.
    """
    folded = text_digest(comment.text)
    _take_turn(folded, comment.email, comment.network)
    now = timezone.now()
    # A comment that its author withdrew may be written again.
    same = Comment.objects.filter(article_id=OuterRef("pk"), folded=folded, parent_id=comment.parent_id).exclude(
        status=Comment.Status.WITHDRAWN
    )
    pause = timedelta(seconds=settings.COMMENTS_FLOOD_SECONDS)
    by_email = Comment.objects.filter(email=comment.email).accepted_since(now - pause)
    by_network = Comment.objects.filter(network=comment.network or None).accepted_since(now - MINUTE)
    most = settings.COMMENTS_PER_MINUTE
    times = by_network.order_by("-created_at").values("created_at")
    facts = Article.objects.filter(pk=comment.article_id).values_list(
        Exists(same),
        Subquery(by_email.order_by("-created_at").values("created_at")[:1]),
        # The oldest of those that fill the minute makes room when it leaves it.
        Subquery(times[most - 1 : most]),
    )
    has_same_text, email_at, network_at = facts.first() or (False, None, None)
    return Past(has_same_text, email_at, network_at, now)


def _left(moment: datetime | None, pause: timedelta, now: datetime) -> int:
    return max(1, ceil((moment + pause - now).total_seconds())) if moment else 0


def _take_turn(*facts: str) -> None:
    """Wait for other transactions that post the same text, or from the same address, until they end."""
    if connection.vendor != "postgresql":
        return
    digests = (hashlib.blake2b(fact.encode(), digest_size=8).digest() for fact in facts)
    # One order for all, so that two posts cannot wait for each other.
    keys = sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['pg_advisory_xact_lock(%s)'] * len(keys))}", keys)
