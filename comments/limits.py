"""What is refused before it is stored: the same comment twice, and comments that come too fast."""

import hashlib
from datetime import timedelta
from math import ceil

from django.conf import settings
from django.db import connection
from django.utils import timezone

from comments.models import Comment
from comments.text import text_digest

MINUTE = timedelta(seconds=60)


class DuplicateError(Exception):
    """The same text already stands below the same article or comment."""


class TooFastError(Exception):
    """Too many comments from one address in too short a time."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def check(comment: Comment) -> None:
    """Raise DuplicateError or TooFastError for a comment that is not to be received; costs three queries.

    Call it in the transaction that receives the comment: on PostgreSQL it makes posts wait that it would have to
    compare with each other, and SQLite has one writer at a time anyway.
    """
    folded = text_digest(comment.text)
    _take_turn(folded, comment.email, comment.network)
    # A comment that its author withdrew may be written again.
    same = Comment.objects.filter(article_id=comment.article_id, folded=folded, parent_id=comment.parent_id)
    if same.exclude(status=Comment.Status.WITHDRAWN).exists():
        raise DuplicateError
    _check_email(comment.email)
    if comment.network:
        _check_network(comment.network)


def _check_email(email: str) -> None:
    pause = timedelta(seconds=settings.COMMENTS_FLOOD_SECONDS)
    now = timezone.now()
    times = Comment.objects.filter(email=email).accepted_since(now - pause).values_list("created_at", flat=True)
    latest = times.order_by("-created_at").first()
    if latest:
        raise TooFastError(_whole_seconds(latest + pause - now))


def _check_network(network: str) -> None:
    now = timezone.now()
    times = Comment.objects.filter(network=network).accepted_since(now - MINUTE).values_list("created_at", flat=True)
    # The oldest of those that fill the minute makes room when it leaves it.
    most = settings.COMMENTS_PER_MINUTE
    for oldest in times.order_by("-created_at")[most - 1 : most]:
        raise TooFastError(_whole_seconds(oldest + MINUTE - now))


def _whole_seconds(pause: timedelta) -> int:
    return max(1, ceil(pause.total_seconds()))


def _take_turn(*facts: str) -> None:
    """Wait for other transactions that post the same text, or from the same address, until they end."""
    if connection.vendor != "postgresql":
        return
    digests = (hashlib.blake2b(fact.encode(), digest_size=8).digest() for fact in facts)
    # One order for all, so that two posts cannot wait for each other.
    keys = sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['pg_advisory_xact_lock(%s)'] * len(keys))}", keys)
