"""Moments as people say them: «قبل 3 ساعات», «غداً 08:00»; far ones stay dates."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from articles.site.conventions import date_time, digits

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def in_words(moment: datetime, *, now: datetime | None = None) -> str:
    """Return how far a moment is from ``now``, in the active language and the paper's digits.

    What lies more than a day off is named by its day in TIME_ZONE, and by its date beyond yesterday and tomorrow.
    """
    now = now or timezone.now()
    distance = abs(now - moment)
    if distance < MINUTE:
        return gettext("now")
    if distance < HOUR:
        return digits(_minutes(distance // MINUTE, is_past=moment < now))
    days = (timezone.localtime(moment).date() - timezone.localtime(now).date()).days
    if moment < now and (days == 0 or distance < 6 * HOUR):
        return digits(_hours_ago(distance // HOUR))
    return digits(_of_day(moment, days))


def moment_in_words(moment: datetime | None) -> SafeString:
    """Return a ``<time>`` whose title is the date; nothing for no moment."""
    if moment is None:
        return SafeString("")
    written = timezone.localtime(moment).isoformat(timespec="seconds")
    return format_html('<time datetime="{}" title="{}">{}</time>', written, date_time(moment), in_words(moment))


def _minutes(count: int, *, is_past: bool) -> str:
    past = ngettext("%(count)d minute ago", "%(count)d minutes ago", count)
    coming = ngettext("in %(count)d minute", "in %(count)d minutes", count)
    return (past if is_past else coming) % {"count": count}


def _hours_ago(count: int) -> str:
    return ngettext("%(count)d hour ago", "%(count)d hours ago", count) % {"count": count}


def _of_day(moment: datetime, days: int) -> str:
    names = {-1: gettext("yesterday %(time)s"), 0: gettext("today %(time)s"), 1: gettext("tomorrow %(time)s")}
    if days not in names:
        return date_time(moment)
    local = timezone.localtime(moment)
    return names[days] % {"time": f"{local:%H:%M}"}
