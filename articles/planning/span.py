"""The days of one page of the calendar: a week, or the weeks of a month; and the pages before and after it."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from newsportal.arabic.conventions import western

# Sunday, as date.weekday() counts: with it the working week of Riyadh begins.
FIRST_WEEKDAY = 6
IN_A_WEEK = 7
LAST = date.max.toordinal()
WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")


class NoDateError(Exception):
    """An address asks for a date that is none: the text."""


class Unit(StrEnum):
    """What a page shows; the value is the name by which an address asks for it."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Span:
    """``first`` and ``last`` are days of the week or month itself; a month is shown in whole weeks."""

    unit: Unit
    first: date
    last: date

    @cached_property
    def weeks(self) -> list[list[date | None]]:
        """The weeks, from Sunday on; None for a day before the year 1 or after the year 9999."""
        days = range(_week_start(self.first), _week_start(self.last) + IN_A_WEEK)
        return [
            [_day(number) for number in days[place : place + IN_A_WEEK]] for place in range(0, len(days), IN_A_WEEK)
        ]

    @property
    def days(self) -> list[date]:
        return [day for week in self.weeks for day in week if day]

    @property
    def value(self) -> str:
        """How an address names it."""
        return self.first.isoformat()[: len("2026-11") if self.unit is Unit.MONTH else None]

    @property
    def previous(self) -> "Span | None":
        day = _day(self.first.toordinal() - 1)
        return span_of(self.unit, day) if day else None

    @property
    def next(self) -> "Span | None":
        day = _day(self.last.toordinal() + 1)
        return span_of(self.unit, day) if day else None


def span_of(unit: Unit, day: date) -> Span:
    """Return the week or the month in which a day lies."""
    if unit is Unit.MONTH:
        return Span(unit, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    start = _week_start(day)
    return Span(unit, date.fromordinal(max(start, 1)), date.fromordinal(min(start + IN_A_WEEK - 1, LAST)))


def asked_span(query: Mapping[str, str], today: date) -> Span:
    """Return the page that an address asks for, the week of today where it asks for none.

    Digits of any script are read. Raises NoDateError for a date that is none.
    """
    unit = Unit.MONTH if Unit.MONTH in query else Unit.WEEK
    if unit not in query:
        return span_of(unit, today)
    written = WRITTEN.fullmatch(western(query[unit]))
    if written is None:
        raise NoDateError(query[unit])
    try:
        return span_of(unit, date(*map(int, written.groups("1"))))
    except ValueError as error:
        raise NoDateError(query[unit]) from error


def _week_start(day: date) -> int:
    """Return the ordinal of the first day of the week, which may lie before the year 1."""
    return day.toordinal() - (day.weekday() - FIRST_WEEKDAY) % IN_A_WEEK


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if 1 <= ordinal <= LAST else None
