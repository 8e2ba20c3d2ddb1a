from datetime import UTC, date, datetime

import pytest

from newsportal.arabic.conventions import format_date, format_datetime, format_long_date, month_name


class TestMonthName:
    def test_months_are_those_of_the_press(self):
        assert month_name(1) == "يناير"
        assert month_name(4) == "أبريل"
        assert month_name(12) == "ديسمبر"

    def test_there_are_twelve(self):
        assert len({month_name(number) for number in range(1, 13)}) == 12
        with pytest.raises(IndexError):
            month_name(13)


class TestFormats:
    def test_date(self):
        assert format_date(date(2026, 11, 3)) == "3 نوفمبر 2026"

    def test_long_date_names_the_day(self):
        assert format_long_date(date(2026, 11, 23)) == "الاثنين 23 نوفمبر 2026"
        assert format_long_date(date(2026, 11, 22)) == "الأحد 22 نوفمبر 2026"

    def test_date_and_time(self):
        assert format_datetime(datetime(2026, 11, 23, 4, 5, tzinfo=UTC)) == "23 نوفمبر 2026، 04:05"
