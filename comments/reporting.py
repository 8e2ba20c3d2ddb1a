"""What becomes of a reader's word against a comment."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from comments import moderation
from comments.models import Comment, Report
from comments.rules.registry import REPORTED
from comments.upkeep import lock
from newsportal.turns import in_turn, take_turn

HOUR = timedelta(hours=1)
# Reports that are taken from one network in an hour.
MOST = 10


class TooManyReportsError(Exception):
    """A network has reported enough for now; after ``seconds`` it may report again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def report(comment: Comment, *, network: str, reason: str, line: str = "") -> bool:
    """Store a report, and return whether it counts: a network has one voice about a comment.

    ``network`` is as comments.privacy.truncated() returns it. Where networks enough have reported the comment since
    the latest decision, it waits for a moderator again; that happens once in its life, and later reports only count.
    Raises TooManyReportsError.
    """
    with in_turn():
        take_turn(network)
        # The lock that moderation takes first, too: nothing about this comment is decided meanwhile.
        lock({comment.article_id})
        if has_reported(comment.pk, network=network):
            return False
        if seconds := _seconds_left(network):
            raise TooManyReportsError(seconds)
        Report.objects.create(comment=comment, network=network, reason=reason, line=line)
        Comment.objects.filter(pk=comment.pk).update(open_reports=F("open_reports") + 1)
        _hold_once(comment)
    return True


def has_reported(pk: int, *, network: str) -> bool:
    """Return whether somebody in this network reported the comment with this key."""
    return Report.objects.filter(comment_id=pk, network=network).exists()


def _seconds_left(network: str) -> int:
    """Return whole seconds until this network may report again; 0 where it may."""
    now = timezone.now()
    lately = Report.objects.filter(network=network, at__gt=now - HOUR).order_by("-at").values_list("at", flat=True)
    # The oldest of those that fill the hour makes room when it leaves it.
    full = next(iter(lately[MOST - 1 : MOST]), None)
    return max(1, ceil((full + HOUR - now).total_seconds())) if full else 0


def _hold_once(comment: Comment) -> None:
    most = settings.COMMENTS_REPORTS_HOLD
    if not most:
        return
    shown = Comment.objects.approved().filter(pk=comment.pk, open_reports__gte=most)
    moderation.hold(shown.exclude(moves__rule=REPORTED.code), by=None, rule=REPORTED.code)
