"""The paper's conventions, as pages, letters and the admin obey them."""

import re
from collections.abc import Callable, Hashable
from datetime import date, datetime, tzinfo
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.site.models import SiteSettings
from newsportal.arabic import conventions as arabic
from newsportal.arabic.conventions import USUAL, Conventions, Digits, Quotes
from newsportal.generations import remembered

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# In finished HTML a number inside a tag or a character reference is no text.
TEXT_OR_CODE = re.compile(r"<[^>]*>|&#?\w+;|[^<&]+|[<&]")

WriteMoment = Callable[[datetime | None], SafeString]


@remembered("site")
def chosen() -> Conventions:
    """Return what the newsroom chose; kept in the process until the settings are saved."""
    return SiteSettings.objects.current().conventions


def conventions() -> Conventions:
    """Return what holds in the active language: the paper's choice in Arabic, the usual elsewhere."""
    return chosen() if translation.get_language() == "ar" else USUAL


def long_date(day: date | None) -> str:
    """Return «الاثنين 23 نوفمبر 2026», or “Monday 23 November 2026”; nothing for no date.

    A moment is taken as the day that it falls on in TIME_ZONE.
    """
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day)
    if _is_english():
        return f"{ENGLISH_WEEKDAYS[day.weekday()]} {_english_date(day)}"
    return arabic.format_long_date(day, conventions())


def weekday(day: date) -> str:
    """Return «الاثنين», or “Monday”."""
    return (ENGLISH_WEEKDAYS if _is_english() else arabic.WEEKDAYS)[day.weekday()]


def month(day: date) -> str:
    """Return «نوفمبر», or “November”."""
    return ENGLISH_MONTHS[day.month - 1] if _is_english() else arabic.month_name(day.month, conventions().months)


def hijri_date(day: date) -> str:
    """Return «15 جمادى الآخرة 1448 هـ» where the paper prints it; nothing in English or outside the calendar."""
    return arabic.format_hijri(day, conventions()) if conventions().hijri else ""


def date_time(moment: datetime | None) -> str:
    """Return «23 نوفمبر 2026، 14:05», or “23 November 2026, 14:05”, in TIME_ZONE; nothing for no moment."""
    if moment is None:
        return ""
    return _date_times(None if _is_english() else conventions())(timezone.localtime(moment))


def timestamp(moment: datetime | None, *, stays: bool = False) -> SafeString:
    """Return a ``<time>`` in ISO 8601 with an absolute text; nothing for no moment.

    A script makes the text relative, unless it ``stays``.
    """
    return timestamps(stays=stays)(moment)


def timestamps(*, stays: bool = False) -> WriteMoment:
    """Return a function that writes moments as ``timestamp`` does.

    For a page with many of them: language, zone and conventions are asked for once.
    """
    how = (translation.get_language(), timezone.get_current_timezone(), stays)
    known = _writers()
    if how not in known:
        known[how] = _writer(timezone.get_current_timezone(), None if _is_english() else conventions(), stays)
    return known[how]


@remembered("site")
def _writers() -> dict[Hashable, WriteMoment]:
    return {}


def _writer(zone: tzinfo, choice: Conventions | None, stays: bool) -> WriteMoment:
    written = _date_times(choice)
    hook = "" if stays else " data-relative"

    # The same stories and comments are shown again and again, and nothing in a comment takes longer to write.
    @lru_cache(maxsize=5_000)
    def write(moment: datetime | None) -> SafeString:
        if moment is None:
            return SafeString("")
        local = moment.astimezone(zone)
        # Names of months, digits and commas: nothing that a page would have to escape.
        return SafeString(f'<time datetime="{local.isoformat(timespec="seconds")}"{hook}>{written(local)}</time>')

    return write


def digits(value: object) -> str:
    """Return a number, or a sentence with numbers, in the paper's digits.

    Of finished HTML only the text changes: never a tag, and never a character reference such as ``&#39;``.
    """
    choice = conventions().digits
    if not isinstance(value, SafeString):
        return arabic.in_digits(str(value), choice)

    def rewrite(part: re.Match[str]) -> str:
        return part[0] if part[0][0] in "<&" else arabic.in_digits(part[0], choice)

    return mark_safe(TEXT_OR_CODE.sub(rewrite, value))  # noqa: S308 - digits alone differ from what was safe


def grouped(number: int) -> str:
    """Return a large number in the paper's digits, its thousands parted: «10,000»."""
    return arabic.grouped(number, conventions().digits)


# For words that are written once and shown in many requests, such as the help beside a field.
digits_lazy = lazy(digits, str)


def quoted(text: object) -> str:
    """Return the text between the marks of the page's language: the paper's own in Arabic, “ ” elsewhere.

    An Arabic sentence that quotes a name takes the quoted name as its value: no catalogue holds marks around a place.
    """
    quotes = conventions().quotes if translation.get_language() == "ar" else Quotes.CURLY
    if isinstance(text, SafeString):
        # A straight mark is escaped: the text may stand in an attribute.
        return format_html("{}{}{}", arabic.MARKS[quotes][0], text, arabic.MARKS[quotes][1])
    return arabic.quoted(str(text), quotes)


def page_attributes() -> SafeString:
    """Return the attributes that tell styles and scripts what differs from the usual, for ``<html>``."""
    choice = conventions()
    return SafeString(
        (' data-digits="eastern"' if choice.digits is Digits.EASTERN else "")
        + (f' data-quotes="{choice.quotes}"' if choice.quotes is not Quotes.GUILLEMETS else "")
    )


def _is_english() -> bool:
    return translation.get_language() == "en"


def _date_times(choice: Conventions | None) -> Callable[[datetime], str]:
    """Return what writes the text of a moment, in the zone that it carries; without a choice in English."""
    return arabic.datetime_format(choice) if choice else _english_date_time


def _english_date(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def _english_date_time(moment: datetime) -> str:
    return f"{_english_date(moment)}, {moment.hour:02}:{moment.minute:02}"
