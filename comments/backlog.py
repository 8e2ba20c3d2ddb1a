"""What waits for a moderator at this moment, in numbers and in words."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from articles.site.conventions import date_time, grouped
from comments.models import Comment
from comments.waiting import in_words
from newsportal.desk.counting import MOST, Number, count_each


@dataclass(frozen=True)
class Backlog:
    """``since``: when the comment that waits longest arrived; None where none waits."""

    waiting: Number
    since: datetime | None
    reported: Number


def backlog() -> Backlog:
    """Return what waits now; costs two queries, whatever waits."""
    waiting, reported = count_each([Comment.objects.pending(), Comment.objects.reported()], MOST)
    oldest = Comment.objects.pending().order_by("created_at", "pk").values_list("created_at", flat=True)
    return Backlog(waiting, oldest.first(), reported)


def waiting_by_section() -> list[tuple[str, int]]:
    """Return the sections where comments wait, the most first, of the ``MOST`` that wait longest; costs a query."""
    waiting = Comment.objects.pending().order_by("created_at", "pk").values_list("article__section__name", flat=True)
    return sorted(Counter(waiting[:MOST]).items(), key=lambda item: (-item[1], item[0]))


def up_to(number: Number) -> str:
    """Return «12», or «more than 10,000»."""
    count = grouped(number.value)
    return gettext("more than %(count)s") % {"count": count} if number.is_more else count


def waiting_in_words(now: datetime, found: Backlog) -> str:
    """Return a sentence on how many comments wait, and since when."""
    if found.since is None:
        return gettext("No comment is waiting.")
    words = ngettext(
        "%(count)s comment has been waiting for %(wait)s (%(moment)s).",
        "%(count)s comments are waiting, the longest for %(wait)s (%(moment)s).",
        found.waiting.value,
    )
    return words % {
        "count": up_to(found.waiting),
        "wait": in_words(now - found.since),
        "moment": date_time(timezone.localtime(found.since)),
    }


def reported_in_words(number: Number) -> str:
    """Return a sentence on how many comments readers reported since the latest decision about them."""
    words = ngettext(
        "Readers have reported %(count)s comment.", "Readers have reported %(count)s comments.", number.value
    )
    return words % {"count": up_to(number)}
