"""The days of a page, and what an address may ask for."""

from datetime import date

import pytest

from articles.planning.span import NoDateError, Span, Unit, asked_span, span_of

TODAY = date(2026, 11, 26)


def first_and_last(span: Span | None) -> tuple[date, date] | None:
    return (span.first, span.last) if span else None


class TestWeek:
    @pytest.mark.parametrize("day", [22, 25, 28])
    def test_it_begins_on_sunday(self, day: int) -> None:
        span = span_of(Unit.WEEK, date(2026, 11, day))
        assert first_and_last(span) == (date(2026, 11, 22), date(2026, 11, 28))
        assert (span.value, len(span.weeks), span.days[0].weekday()) == ("2026-11-22", 1, 6)

    def test_it_has_neighbours(self) -> None:
        span = span_of(Unit.WEEK, TODAY)
        assert first_and_last(span.previous) == (date(2026, 11, 15), date(2026, 11, 21))
        assert first_and_last(span.next) == (date(2026, 11, 29), date(2026, 12, 5))


class TestMonth:
    def test_it_is_shown_in_whole_weeks(self) -> None:
        span = span_of(Unit.MONTH, TODAY)
        assert first_and_last(span) == (date(2026, 11, 1), date(2026, 11, 30))
        assert (span.value, span.days[0], span.days[-1]) == ("2026-11", date(2026, 11, 1), date(2026, 12, 5))

    def test_one_that_begins_late_in_its_week_shows_days_of_the_one_before(self) -> None:
        span = span_of(Unit.MONTH, date(2026, 8, 20))
        assert (span.days[0], span.days[-1], len(span.weeks)) == (date(2026, 7, 26), date(2026, 9, 5), 6)

    def test_it_has_neighbours(self) -> None:
        span = span_of(Unit.MONTH, date(2026, 12, 31))
        assert first_and_last(span.previous) == (date(2026, 11, 1), date(2026, 11, 30))
        assert first_and_last(span.next) == (date(2027, 1, 1), date(2027, 1, 31))


class TestEdges:
    @pytest.mark.parametrize("unit", Unit)
    def test_nothing_comes_before_the_first_year_or_after_the_last(self, unit: Unit) -> None:
        first, last = span_of(unit, date.min), span_of(unit, date.max)
        assert (first.previous, last.next) == (None, None)
        assert (first.days[0], last.days[-1]) == (date.min, date.max)
        assert (first.weeks[0][0], last.weeks[-1][-1]) == (None, None)
        assert first.next
        assert last.previous
        assert (first.next.previous, last.previous.next) == (first, last)


class TestAsked:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({}, span_of(Unit.WEEK, TODAY)),
            ({"week": "2026-11-22"}, span_of(Unit.WEEK, TODAY)),
            ({"week": "٢٠٢٦-١١-٢٥"}, span_of(Unit.WEEK, TODAY)),
            ({"month": "2026-11"}, span_of(Unit.MONTH, TODAY)),
            ({"month": "2026-11-09"}, span_of(Unit.MONTH, TODAY)),
            ({"month": "0001-01"}, span_of(Unit.MONTH, date.min)),
            ({"week": "9999-12-31"}, span_of(Unit.WEEK, date.max)),
        ],
    )
    def test_a_date_is_found(self, query: dict[str, str], expected: Span) -> None:
        assert asked_span(query, TODAY) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "abc",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "0000-01-01",
            "10000-01-01",
            "2026-W47-1",
            "20261122",
            "²⁰²⁶-11-22",
            "2026-11-22\x00",
        ],
    )
    @pytest.mark.parametrize("unit", Unit)
    def test_what_is_none_is_refused(self, unit: Unit, text: str) -> None:
        with pytest.raises(NoDateError):
            asked_span({unit.value: text}, TODAY)
