"""What the front page shows of the figures: each panel is a heading, a sentence, a chart and a table of numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext

from articles.site.conventions import digits, grouped, long_date, month
from comments.backlog import up_to
from comments.dashboard import words
from comments.dashboard.charts import Column, Part, bar, column_chart, scale_to, swatch
from comments.dashboard.figures import LATEST, MOST_OF_A_DAY, OUTCOMES, Day, Figures, Status
from newsportal.desk.counting import Number

# Columns that the name of a month needs to itself.
MONTH = 4
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """One line of a list with bars: what it is, how often, and where it leads."""

    label: str
    number: str
    bar: SafeString
    address: str = ""
    more: str = ""


@dataclass(frozen=True)
class Panel:
    """``columns`` and ``table``: the headings and rows of its numbers; a panel without rows is its sentence alone."""

    name: str
    heading: str
    summary: str
    columns: Sequence[str]
    table: Sequence[Sequence[str]]
    note: str = ""
    chart: str = ""
    key: Sequence[tuple[SafeString, str]] = ()
    rows: Sequence[Row] = ()


def panels(found: Figures) -> list[Panel]:
    return [_comments(found), _waits(found), _stories(found), _held(found), _refused(found)]


def _comments(found: Figures) -> Panel:
    has_some = any(day.total.value for day in found.days)
    is_cut = any(day.total.is_more for day in found.days)
    note = gettext("Of one kind at most %(count)s are counted a day; a + stands where there were more.")
    return Panel(
        name="comments",
        heading=gettext("Comments, day by day"),
        summary=words.comments_in_words(found.days),
        note=note % {"count": grouped(MOST_OF_A_DAY)} if is_cut else "",
        chart=_chart("comments", found.days, _outcomes) if has_some else "",
        key=[(swatch(status), str(status.label)) for status in OUTCOMES] if has_some else [],
        columns=[gettext("Day"), *(str(status.label) for status in OUTCOMES)],
        table=[
            [long_date(day.day), *(up_to(number) for number in day.received.values())]
            for day in found.days
            if has_some
        ],
    )


def _waits(found: Figures) -> Panel:
    waits = [day.wait for day in found.days if day.wait is not None]
    unit, unit_name = _unit(max(waits, default=MINUTE))
    is_cut = any(day.has_more_waits for day in found.days)

    def column(day: Day) -> tuple[list[Part], str, bool]:
        height = day.wait / unit if day.wait is not None else 0.0
        return [Part("wait", height)], words.wait_in_words(day.wait), False

    return Panel(
        name="waits",
        heading=gettext("Median wait for a decision (%(unit)s)") % {"unit": unit_name},
        summary=words.waits_in_words(found.days),
        note=gettext("On busy days the last decisions of the day stand for all.") if is_cut else "",
        chart=_chart("waits", found.days, column) if waits else "",
        columns=[gettext("Day"), gettext("Median wait"), gettext("Decisions")],
        table=[
            [
                long_date(day.day),
                words.wait_in_words(day.wait),
                up_to(Number(len(day.waits), is_more=day.has_more_waits)),
            ]
            for day in found.days
            if waits
        ],
    )


def _stories(found: Figures) -> Panel:
    queue = reverse("admin:comments_comment_changelist")
    longest = max((story.received for story in found.stories), default=1)
    return Panel(
        name="stories",
        heading=gettext("Stories that readers talk about"),
        summary=words.stories_in_words(found),
        note=_latest(found),
        rows=[
            Row(
                label=story.title,
                number=grouped(story.received),
                bar=_bar(story.received, longest),
                address=f"{queue}?article={story.pk}",
                more=words.by_outcome({Status.PENDING: Number(story.waiting)}),
            )
            for story in found.stories
        ],
        columns=[gettext("Article"), gettext("Comments"), str(Status.PENDING.label)],
        table=[[story.title, grouped(story.received), grouped(story.waiting)] for story in found.stories],
    )


def _held(found: Figures) -> Panel:
    return _rules("held", gettext("Rules that applied"), words.held_in_words(found), found.held, _latest(found))


def _refused(found: Figures) -> Panel:
    note = gettext("Counted among the latest %(count)s decisions.") % {"count": grouped(LATEST)}
    heading = gettext("Rules of the paper that were broken")
    return _rules(
        "refused", heading, words.refused_in_words(found), found.refused, note if found.has_more_decisions else ""
    )


def _rules(name: str, heading: str, summary: str, rules: Sequence[tuple[str, int]], note: str) -> Panel:
    longest = max((times for _, times in rules), default=1)
    return Panel(
        name=name,
        heading=heading,
        summary=summary,
        note=note if rules else "",
        rows=[Row(words.label_of(code), grouped(times), _bar(times, longest)) for code, times in rules],
        columns=[gettext("Rule"), gettext("Comments")],
        table=[[words.label_of(code), grouped(times)] for code, times in rules],
    )


def _latest(found: Figures) -> str:
    note = gettext("Counted among the latest %(count)s comments.") % {"count": grouped(LATEST)}
    return note if found.has_more_comments else ""


def _outcomes(day: Day) -> tuple[list[Part], str, bool]:
    parts = [Part(status, number.value) for status, number in day.received.items() if number.value]
    return parts, words.by_outcome(day.received), day.total.is_more


def _chart(name: str, days: Sequence[Day], column_of: Callable[[Day], tuple[list[Part], str, bool]]) -> SafeString:
    drawn = [column_of(day) for day in days]
    months = _months([day.day for day in days])
    columns = [
        Column(
            parts,
            day=digits(day.day.day),
            below=below,
            title=f"{long_date(day.day)}: {said}" if said else long_date(day.day),
            is_open=is_open,
        )
        for day, (parts, said, is_open), below in zip(days, drawn, months, strict=True)
    ]
    values = scale_to(max(column.height for column in columns))
    scale = [(value, grouped(int(value))) for value in values]
    return column_chart(columns, name=name, is_rtl=get_language_bidi(), scale=scale)


def _months(days: Sequence[date]) -> list[str]:
    """Return the month below its first day in a chart, where there is room for its name."""
    begins = [place for place, day in enumerate(days) if place == 0 or day.day == 1]
    ends = [*begins[1:], len(days)]
    named = {begin for begin, end in zip(begins, ends, strict=True) if end - begin >= MONTH}
    return [month(day) if place in named else "" for place, day in enumerate(days)]


def _unit(longest: timedelta) -> tuple[timedelta, str]:
    """Return in what a wait is measured so that two digits say it, and its name."""
    if longest <= 2 * HOUR:
        return MINUTE, gettext("in minutes")
    return (HOUR, gettext("in hours")) if longest <= 2 * DAY else (DAY, gettext("in days"))


def _bar(value: int, longest: int) -> SafeString:
    return bar(value, longest=longest, is_rtl=get_language_bidi())
