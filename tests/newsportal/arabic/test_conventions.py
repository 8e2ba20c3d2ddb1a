from datetime import UTC, date, datetime

import pytest

from newsportal.arabic.conventions import (
    Conventions,
    Digits,
    Months,
    Quotes,
    format_date,
    format_datetime,
    format_hijri,
    format_long_date,
    in_digits,
    month_name,
    quoted,
    western,
)

EASTERN = Conventions(digits=Digits.EASTERN)


class TestMonthName:
    def test_months_are_those_of_the_press(self):
        assert month_name(1) == "يناير"
        assert month_name(4) == "أبريل"
        assert month_name(12) == "ديسمبر"

    @pytest.mark.parametrize("months", Months)
    def test_there_are_twelve(self, months):
        assert len({month_name(number, months) for number in range(1, 13)}) == 12
        with pytest.raises(IndexError):
            month_name(13, months)

    def test_levantine_names_are_their_own(self):
        assert month_name(1, Months.LEVANTINE) == "كانون\u00a0الثاني"
        assert month_name(2, Months.LEVANTINE) == "شباط"
        assert month_name(12, Months.LEVANTINE) == "كانون\u00a0الأول"

    def test_both_names_stand_with_the_levantine_first(self):
        assert month_name(1, Months.BOTH) == "كانون\u00a0الثاني/يناير"
        assert month_name(4, Months.BOTH) == "نيسان/أبريل"


class TestFormats:
    def test_date(self):
        assert format_date(date(2026, 11, 3)) == "3\u00a0نوفمبر 2026"

    def test_long_date_names_the_day(self):
        assert format_long_date(date(2026, 11, 23)) == "الاثنين 23\u00a0نوفمبر 2026"
        assert format_long_date(date(2026, 11, 22)) == "الأحد 22\u00a0نوفمبر 2026"

    def test_date_and_time(self):
        assert format_datetime(datetime(2026, 11, 23, 4, 5, tzinfo=UTC)) == "23\u00a0نوفمبر 2026، 04:05"

    def test_every_part_obeys_the_choice(self):
        both = Conventions(digits=Digits.EASTERN, months=Months.BOTH)
        moment = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)
        assert format_datetime(moment, both) == "٢٣\u00a0تشرين\u00a0الثاني/نوفمبر ٢٠٢٦، ٠٤:٠٥"
        assert format_long_date(date(2026, 11, 23), both) == "الاثنين ٢٣\u00a0تشرين\u00a0الثاني/نوفمبر ٢٠٢٦"


class TestHijri:
    # Of the Umm al-Qura calendar as published: first days of Ramadan, Shawwal and years.
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2026, 11, 25), "15\u00a0جمادى\u00a0الآخرة 1448\u00a0هـ"),
            (date(2026, 2, 18), "1\u00a0رمضان 1447\u00a0هـ"),
            (date(2026, 3, 20), "1\u00a0شوال 1447\u00a0هـ"),
            (date(2025, 6, 26), "1\u00a0محرم 1447\u00a0هـ"),
            (date(1924, 8, 1), "1\u00a0محرم 1343\u00a0هـ"),
            (date(2077, 11, 16), "30\u00a0ذو\u00a0الحجة 1500\u00a0هـ"),
        ],
    )
    def test_days_are_those_of_umm_al_qura(self, day, expected):
        assert format_hijri(day) == expected

    @pytest.mark.parametrize("day", [date(1924, 7, 31), date(2077, 11, 17), date.min, date.max])
    def test_outside_the_published_calendar_is_nothing(self, day):
        assert format_hijri(day) == ""

    def test_digits_obey_the_choice(self):
        assert format_hijri(date(2026, 11, 25), EASTERN) == "١٥\u00a0جمادى\u00a0الآخرة ١٤٤٨\u00a0هـ"

    def test_every_month_of_a_year_has_its_name(self):
        year = [date.fromordinal(date(2025, 6, 26).toordinal() + day) for day in range(354)]
        names = dict.fromkeys(" ".join(format_hijri(day).split()[1:-2]) for day in year)
        assert list(names) == [
            "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
            "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
        ]  # fmt: skip


class TestDigits:
    def test_western_stays(self):
        assert in_digits("12 تعليقاً", Digits.WESTERN) == "12 تعليقاً"

    def test_eastern_replaces_every_digit(self):
        assert in_digits("0123456789", Digits.EASTERN) == "٠١٢٣٤٥٦٧٨٩"

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("٢٠٢٦-١١-٢٣", "2026-11-23"),
            ("۱۴:۰۵", "14:05"),
            ("١٬٢٣٤٬٥٦٧", "1234567"),
            ("٣٫٥", "3.5"),
            ("1٬234", "1234"),
            ("٬٫", "٬٫"),
            ("abc", "abc"),
            ("", ""),
        ],
    )
    def test_typed_numbers_are_read(self, typed, expected):
        assert western(typed) == expected


class TestQuoted:
    @pytest.mark.parametrize(
        ("quotes", "expected"),
        [(Quotes.GUILLEMETS, "«نص»"), (Quotes.CURLY, "“نص”"), (Quotes.STRAIGHT, '"نص"')],
    )
    def test_marks_are_the_chosen_ones(self, quotes, expected):
        assert quoted("نص", quotes) == expected
