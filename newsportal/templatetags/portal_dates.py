"""Dates on pages: Arabic by the paper's conventions, English under ``/en/``, always in the paper's zone."""

from datetime import date, datetime

from django import template
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsportal.arabic import conventions

register = template.Library()

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@register.filter
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
    return conventions.format_long_date(day)


@register.filter
def date_time(moment: datetime | None) -> str:
    """Return «23 نوفمبر 2026، 14:05», or “23 November 2026, 14:05”, in TIME_ZONE; nothing for no moment."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if _is_english():
        return f"{_english_date(local)}, {local:%H:%M}"
    return conventions.format_datetime(local)


@register.simple_tag
def timestamp(moment: datetime | None, *, stays: bool = False) -> SafeString | str:
    """Return a ``<time>`` in ISO 8601 with an absolute text; nothing for no moment.

    A script makes the text relative, unless it ``stays``.
    """
    if moment is None:
        return ""
    iso = timezone.localtime(moment).isoformat(timespec="seconds")
    hook = "" if stays else mark_safe(" data-relative")
    return format_html('<time datetime="{}"{}>{}</time>', iso, hook, date_time(moment))


def _is_english() -> bool:
    return translation.get_language() == "en"


def _english_date(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
