"""How Arabic newspapers write dates, digits and quotations: pure functions, without Django.

Newspapers differ, so each function takes the paper's choice; the default is what most newsrooms choose.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hijridate import Gregorian


class Digits(StrEnum):
    WESTERN = "western"
    EASTERN = "eastern"


class Months(StrEnum):
    GREGORIAN = "gregorian"
    LEVANTINE = "levantine"
    BOTH = "both"


class Quotes(StrEnum):
    GUILLEMETS = "guillemets"
    CURLY = "curly"
    STRAIGHT = "straight"


@dataclass(frozen=True)
class Conventions:
    """What one paper has chosen."""

    digits: Digits = Digits.WESTERN
    months: Months = Months.GREGORIAN
    hijri: bool = False
    quotes: Quotes = Quotes.GUILLEMETS


USUAL = Conventions()

# Monday first, as datetime.weekday() counts.
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
# April is «أبريل» in the press; Django's own catalogue says «إبريل».
GREGORIAN_MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
LEVANTINE_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
HIJRI_MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
MARKS = {
    Quotes.GUILLEMETS: ("«", "»"),
    Quotes.CURLY: ("“", "”"),
    Quotes.STRAIGHT: ('"', '"'),
}

# A phone may break a line before the year, and nowhere else in a date.
NO_BREAK = "\u00a0"

# As dates name them; a page writes some fifty dates.
_LEVANTINE_UNBROKEN = tuple(name.replace(" ", NO_BREAK) for name in LEVANTINE_MONTHS)
WRITTEN_MONTHS = {
    Months.GREGORIAN: GREGORIAN_MONTHS,
    Months.LEVANTINE: _LEVANTINE_UNBROKEN,
    Months.BOTH: tuple(map("/".join, zip(_LEVANTINE_UNBROKEN, GREGORIAN_MONTHS, strict=True))),
}

_WESTERN, _ARABIC_INDIC, _PERSIAN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
_TO_EASTERN = str.maketrans(_WESTERN, _ARABIC_INDIC)
_TO_WESTERN = str.maketrans(_ARABIC_INDIC + _PERSIAN, _WESTERN * 2)
# U+066C parts thousands, U+066B begins a fraction; both mean something between two digits only.
THOUSANDS = "\u066c"
_THOUSANDS = re.compile(rf"(?<=\d){THOUSANDS}(?=\d)")
_FRACTION = re.compile(r"(?<=\d)\u066b(?=\d)")


def in_digits(text: str, digits: Digits) -> str:
    """Return the text with its Western digits written as chosen."""
    return text.translate(_TO_EASTERN) if digits is Digits.EASTERN else text


def grouped(number: int, digits: Digits = Digits.WESTERN) -> str:
    """Return «10,000», or «١٠٬٠٠٠»."""
    text = f"{number:,}"
    return in_digits(text.replace(",", THOUSANDS), digits) if digits is Digits.EASTERN else text


def western(typed: str) -> str:
    """Return what a person typed as a number, date or time with Western digits, so that Python reads it.

    Persian digits, which phones in Iraq and the Gulf offer too, count as well. «١٬٢٣٤٫٥» becomes «1234.5».
    """
    return _FRACTION.sub(".", _THOUSANDS.sub("", typed)).translate(_TO_WESTERN)


def quoted(text: str, quotes: Quotes) -> str:
    """Return the text between the marks of the paper."""
    opening, closing = MARKS[quotes]
    return f"{opening}{text}{closing}"


def month_name(number: int, months: Months = Months.GREGORIAN) -> str:
    """Return the name of month 1 to 12, or both names as «كانون الثاني/يناير»."""
    return WRITTEN_MONTHS[months][number - 1]


def format_date(day: date, chosen: Conventions = USUAL) -> str:
    """Return «23 نوفمبر 2026»."""
    return in_digits(f"{day.day}{NO_BREAK}{month_name(day.month, chosen.months)} {day.year}", chosen.digits)


def format_long_date(day: date, chosen: Conventions = USUAL) -> str:
    """Return «الاثنين 23 نوفمبر 2026»."""
    return f"{WEEKDAYS[day.weekday()]} {format_date(day, chosen)}"


def format_datetime(moment: datetime, chosen: Conventions = USUAL) -> str:
    """Return «23 نوفمبر 2026، 14:05», in the zone that ``moment`` carries."""
    return datetime_format(chosen)(moment)


def datetime_format(chosen: Conventions = USUAL) -> Callable[[datetime], str]:
    """Return a function that writes moments as ``format_datetime`` does, for a page with many."""
    months = WRITTEN_MONTHS[chosen.months]

    def write(moment: datetime) -> str:
        day = f"{moment.day}{NO_BREAK}{months[moment.month - 1]} {moment.year}"
        return in_digits(f"{day}، {moment.hour:02}:{moment.minute:02}", chosen.digits)

    return write


def format_hijri(day: date, chosen: Conventions = USUAL) -> str:
    """Return «15 جمادى الآخرة 1448 هـ» by the calendar of Umm al-Qura, whether or not the paper prints it.

    The calendar is published for 1924-08-01 to 2077-11-16; any other day gives an empty text. A day is taken from
    midnight to midnight, as civil dates are, and not from sunset.
    """
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return ""
    month = HIJRI_MONTHS[hijri.month - 1]
    return in_digits(f"{_unbroken(f'{hijri.day} {month}')} {_unbroken(f'{hijri.year} هـ')}", chosen.digits)


def _unbroken(words: str) -> str:
    return words.replace(" ", NO_BREAK)
