"""How long comments wait for a moderator, by what happened lately."""

from datetime import timedelta
from math import ceil
from statistics import median

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import npgettext

from articles.site.conventions import digits
from comments.models import Move

LATELY = timedelta(days=7)
# Of so many decisions a median means something, and more of them say no more.
FEWEST, MOST = 5, 300


def usual_wait() -> timedelta | None:
    """Return the median time from a comment's arrival to its decision in the last seven days; costs a query.

    None where too few were decided to promise anything.
    """
    recent = first_decisions().filter(at__gt=timezone.now() - LATELY)
    latest = recent.order_by("-at").values_list("at", "comment__created_at")
    waits = [(decided_at - written_at).total_seconds() for decided_at, written_at in latest[:MOST]]
    return timedelta(seconds=median(waits)) if len(waits) >= FEWEST else None


def first_decisions() -> QuerySet[Move]:
    """Return the moves by which a person first decided about a reader's comment."""
    decisions = Move.objects.decisions()
    # What was held again afterwards did not wait from its arrival on.
    earlier = decisions.filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"))
    return decisions.filter(comment__is_staff=False).exclude(Exists(earlier))


def in_words(wait: timedelta) -> str:
    """Return a wait as a reader counts it, rounded up: minutes up to two hours, hours up to two days, then days."""
    minutes = max(1, ceil(wait.total_seconds() / 60))
    hours = ceil(minutes / 60)
    if minutes <= 120:
        count, words = minutes, npgettext("a usual wait", "%(count)d minute", "%(count)d minutes", minutes)
    elif hours <= 48:
        count, words = hours, npgettext("a usual wait", "%(count)d hour", "%(count)d hours", hours)
    else:
        count = ceil(hours / 24)
        words = npgettext("a usual wait", "%(count)d day", "%(count)d days", count)
    return digits(words % {"count": count})
