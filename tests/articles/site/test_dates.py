from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import engines
from django.utils import formats, translation

from articles.site.conventions import date_time, long_date, timestamp
from newsportal.arabic import conventions

pytestmark = pytest.mark.django_db

# Five past two in the afternoon in Riyadh.
MOMENT = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
# Already the 24th in Riyadh.
LATE = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


def render(source, **context):
    return engines["django"].from_string("{% load conventions %}" + source).render(context)


class TestLongDate:
    def test_arabic(self):
        assert render("{{ day|long_date }}", day=date(2026, 11, 23)) == "الاثنين 23\u00a0نوفمبر 2026"

    def test_english(self):
        with translation.override("en"):
            assert long_date(date(2026, 11, 23)) == "Monday 23 November 2026"

    def test_moment_is_the_day_of_the_paper_s_zone(self):
        assert long_date(LATE) == "الثلاثاء 24\u00a0نوفمبر 2026"

    def test_no_date_is_nothing(self):
        assert long_date(None) == ""


class TestDateTime:
    def test_arabic(self):
        assert render("{{ moment|date_time }}", moment=MOMENT) == "23\u00a0نوفمبر 2026، 14:05"

    def test_english(self):
        with translation.override("en"):
            assert date_time(MOMENT) == "23 November 2026, 14:05"

    def test_zone_is_the_papers(self, settings):
        settings.TIME_ZONE = "Africa/Cairo"
        assert date_time(MOMENT) == "23\u00a0نوفمبر 2026، 13:05"

    def test_no_moment_is_nothing(self):
        assert date_time(None) == ""


class TestTimestamp:
    def test_machine_reads_iso_and_people_read_the_date(self):
        expected = '<time datetime="2026-11-23T14:05:00+03:00" data-relative>23\u00a0نوفمبر 2026، 14:05</time>'
        assert render("{% timestamp moment %}", moment=MOMENT) == expected

    def test_fractions_of_a_second_are_dropped(self):
        assert "T14:05:00+03:00" in timestamp(MOMENT + timedelta(microseconds=5))

    def test_machine_reads_the_same_in_english(self):
        with translation.override("en"):
            assert 'datetime="2026-11-23T14:05:00+03:00"' in timestamp(MOMENT)

    def test_no_moment_is_nothing(self):
        assert render("{% timestamp moment %}", moment=None) == ""


class TestFormatsOfFormsAndAdmin:
    @pytest.mark.parametrize("month", [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12])
    def test_arabic_dates_read_as_on_pages(self, month):
        day = date(2026, month, 23)
        with translation.override("ar"):
            assert formats.date_format(day) == conventions.format_date(day)

    def test_arabic_times_read_as_on_pages(self):
        moment = datetime(2026, 11, 23, 14, 5)
        with translation.override("ar"):
            assert formats.date_format(moment, "DATETIME_FORMAT") == conventions.format_datetime(moment)
            assert formats.date_format(moment, "SHORT_DATETIME_FORMAT") == "23/11/2026 14:05"

    def test_english_dates_begin_with_the_day(self):
        with translation.override("en"):
            assert formats.date_format(date(2026, 11, 23)) == "23 November 2026"

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_numbers_and_inputs_are_western(self, language):
        with translation.override(language):
            assert formats.number_format(1234.5, use_l10n=True, force_grouping=True) == "1,234.5"
            assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%Y-%m-%d"
            assert formats.get_format("DATETIME_INPUT_FORMATS")[0] == "%Y-%m-%d %H:%M:%S"
            assert formats.get_format("FIRST_DAY_OF_WEEK") == 6
