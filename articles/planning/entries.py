"""What stands on the days of the calendar: stories at their times, times of taking down, and assignments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from articles.models import Article, Assignment
from articles.workflow.moving import PUBLIC

Status = Article.Status
DAY = timedelta(days=1)
# What is read of a story, and what is not of an assignment's.
SHOWN = ("title", "status", "published_at", "unpublished_at", "version", "section__name", "section__colour")
UNSHOWN = ("story__body", "story__body_html", "story__standfirst")
# A day nearer to either end of the calendar may have no place in another zone's; nothing stands there.
FIRST_DAY, LAST_DAY = date.min + DAY, date.max - DAY


class Kind(StrEnum):
    STORY = "story"
    TAKEN_DOWN = "taken_down"
    ASSIGNMENT = "assignment"


# The column that says when a row stands on the calendar.
TIMES = {Kind.STORY: "published_at", Kind.TAKEN_DOWN: "unpublished_at", Kind.ASSIGNMENT: "due_at"}


@dataclass(frozen=True)
class Choice:
    """What the page is narrowed to; an account means its stories and assignments, ``is_open`` what nobody has."""

    section: int | None = None
    account: int | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Entry:
    kind: Kind
    row: Any

    @property
    def at(self) -> datetime:
        moment: datetime = getattr(self.row, TIMES[self.kind])
        return moment


@dataclass
class Day:
    """The entries of a day in the order of their times, and how many more of each kind there are."""

    date: date
    entries: list[Entry] = field(default_factory=list)
    more: dict[Kind, int] = field(default_factory=dict)


def days_with_entries(days: Sequence[date], choice: Choice, most: Mapping[Kind, int]) -> dict[date, Day]:
    """Return the days with as many entries of each kind as ``most`` says, or twice as many on the day of now.

    Costs three queries, each of which reads one stretch of an index, however long the archive is.
    """
    found = {day: Day(day) for day in days}
    known = [day for day in days if FIRST_DAY <= day <= LAST_DAY]
    if not known:
        return found
    ends = sorted({*map(midnight, known), midnight(known[-1] + DAY), timezone.now()})
    ends = [end for end in ends if midnight(known[0]) <= end <= midnight(known[-1] + DAY)]
    for kind, rows in _rows(choice).items():
        shown = firsts(rows, TIMES[kind], ends, most[kind])
        _sort_in(found, [Entry(kind, row) for row in shown], most[kind])
    for day in found.values():
        day.entries.sort(key=lambda entry: entry.at)
    return found


def _rows(choice: Choice) -> dict[Kind, "QuerySet[Any]"]:
    """Return the rows of each kind that the choice leaves; a choice of what nobody has leaves assignments alone."""
    stories: QuerySet[Any] = Article.objects.exclude(status=Status.WITHDRAWN).select_related("section").only(*SHOWN)
    assignments: QuerySet[Any] = Assignment.objects.select_related("section", "assignee", "story").defer(*UNSHOWN)
    if choice.section:
        stories, assignments = (_where(rows, "section_id", choice.section) for rows in (stories, assignments))
    if choice.is_open:
        return {Kind.ASSIGNMENT: assignments.filter(assignee=None)}
    if choice.account:
        stories = _where(stories, "created_by_id", choice.account)
        assignments = assignments.filter(assignee=choice.account)
    # A time that passed while the story was unfinished says nothing.
    appearing = stories.filter(Q(status__in=PUBLIC) | Q(published_at__gt=timezone.now()))
    return {Kind.STORY: appearing, Kind.TAKEN_DOWN: stories, Kind.ASSIGNMENT: assignments}


def _where(rows: "QuerySet[Any]", column: str, key: int) -> "QuerySet[Any]":
    """Return the rows with this key in a column, in such words that no index of the column is used.

    The days of a page are fewer rows than all that a section ever had, which SQLite does not know.
    """
    named = Coalesce(F(column), Value(0), output_field=BigIntegerField())
    found: QuerySet[Any] = rows.alias(**{f"own_{column}": named}).filter(**{f"own_{column}": key})
    return found


def firsts(rows: "QuerySet[Any]", column: str, ends: Sequence[datetime], number: int) -> list[Any]:
    """Return the first rows of each stretch between two of the moments, in one query.

    Each has the number of its ``stretch``, and the ``total`` of rows there.
    """
    whens = [When(**{f"{column}__lt": end}, then=Value(place)) for place, end in enumerate(ends[1:])]
    stretch = Case(*whens, output_field=IntegerField())
    rows = rows.filter(**{f"{column}__gte": ends[0], f"{column}__lt": ends[-1]}).annotate(stretch=stretch)
    order = [F(column).asc(), F("pk").asc()]
    numbered = rows.annotate(
        place=Window(RowNumber(), partition_by=F("stretch"), order_by=order),
        total=Window(Count("*"), partition_by=F("stretch")),
    )
    return list(numbered.filter(place__lte=number).order_by(column, "pk"))


def _sort_in(found: dict[date, Day], entries: Iterable[Entry], number: int) -> None:
    """Put entries of one kind on their days, and note how many more there are."""
    stretches: dict[date, dict[int, int]] = defaultdict(dict)
    for entry in entries:
        day = timezone.localtime(entry.at).date()
        found[day].entries.append(entry)
        stretches[day][entry.row.stretch] = entry.row.total
        more = sum(max(total - number, 0) for total in stretches[day].values())
        if more:
            found[day].more[entry.kind] = more


def midnight(day: date) -> datetime:
    """Return when a day begins in TIME_ZONE."""
    return timezone.make_aware(datetime.combine(day, time.min))
