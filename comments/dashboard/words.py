"""The sentence above each chart: what it shows, for whom a glance is too much or nothing to see."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext, ngettext, pgettext

from articles.site.conventions import digits, grouped, long_date, quoted
from comments.backlog import up_to
from comments.dashboard.figures import Day, Figures, Status, median_of, total_of
from comments.rules.registry import labels
from comments.waiting import in_words
from newsportal.arabic.bidi import isolate
from newsportal.desk.counting import Number


def by_outcome(numbers: Mapping[Status, Number]) -> str:
    """Return «منشور 12، مرفوض 3», without what did not happen."""
    happened = [f"{status.label} {up_to(number)}" for status, number in numbers.items() if number.value]
    return pgettext("between names", ", ").join(happened)


def comments_in_words(days: Sequence[Day]) -> str:
    if not (total := total_of(day.total for day in days)).value:
        return gettext("No comment came in the last two weeks.")
    words = ngettext(
        "%(count)s comment came in the last two weeks: %(parts)s.",
        "%(count)s comments came in the last two weeks: %(parts)s.",
        total.value,
    )
    outcomes = {status: total_of(day.received[status] for day in days) for status in days[0].received}
    return words % {"count": up_to(total), "parts": by_outcome(outcomes)}


def waits_in_words(days: Sequence[Day]) -> str:
    usual = median_of([wait for day in days for wait in day.waits])
    if usual is None:
        return gettext("Nobody decided about a comment in the last two weeks.")
    decided = {day.day: day.wait for day in days if day.wait is not None}
    slowest = max(decided, key=lambda day: decided[day])
    if len(decided) == 1 or decided[slowest] <= usual:
        return gettext("Half of the comments were decided within %(wait)s.") % {"wait": in_words(usual)}
    return gettext("Half of the comments were decided within %(wait)s; the slowest day was %(day)s (%(longest)s).") % {
        "wait": in_words(usual),
        "day": long_date(slowest),
        "longest": in_words(decided[slowest]),
    }


def stories_in_words(found: Figures) -> str:
    if not found.stories:
        return gettext("No comment came in the last two weeks.")
    most = found.stories[0]
    words = ngettext(
        "%(count)s comment under %(story)s: no story has more.",
        "%(count)s comments under %(story)s: no story has more.",
        most.received,
    )
    return words % {"count": grouped(most.received), "story": quoted(isolate(most.title, is_arabic=True))}


def held_in_words(found: Figures) -> str:
    if not found.held:
        return gettext("No rule applied to a comment in the last two weeks.")
    words = ngettext(
        "Rules applied to %(count)s comment, most often this: %(rule)s.",
        "Rules applied to %(count)s comments, most often this: %(rule)s.",
        found.held_comments,
    )
    return words % {"count": grouped(found.held_comments), "rule": _rule(found.held[0][0])}


def refused_in_words(found: Figures) -> str:
    if not found.refused:
        return gettext("No comment was refused by a rule of the paper in the last two weeks.")
    number = sum(times for _, times in found.refused)
    words = ngettext(
        "%(count)s comment was refused by a rule of the paper: %(rule)s.",
        "%(count)s comments were refused by a rule of the paper, most often by this: %(rule)s.",
        number,
    )
    return words % {"count": grouped(number), "rule": _rule(found.refused[0][0])}


def wait_in_words(wait: timedelta | None) -> str:
    return "–" if wait is None else in_words(wait)


def label_of(code: str) -> str:
    """Return what a rule says, without its full stop; a code that is no longer known stands for itself."""
    (label,) = labels(code)
    return digits(label.rstrip("."))


def _rule(code: str) -> str:
    return quoted(label_of(code))
