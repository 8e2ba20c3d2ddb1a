"""Dates on pages: Arabic by the paper's conventions, English under ``/en/``, always in the paper's zone."""

from datetime import date, datetime

from django import template
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsportal.arabic import conventions

register = template.Library()

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_english() -> bool:
    return translation.get_language() == "en"


@register.filter
def long_date(day: date) -> str:
    """Return «الاثنين 23 نوفمبر 2026», or “Monday 23 November 2026”."""
    if is_english():
        return f"{ENGLISH_WEEKDAYS[day.weekday()]} {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return conventions.format_long_date(day)


@register.filter
def date_time(moment: datetime) -> str:
    """Return «23 نوفمبر 2026، 14:05», or “23 November 2026, 14:05”."""
    local = timezone.localtime(moment)
    if is_english():
        return f"{local.day} {ENGLISH_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
    return conventions.format_datetime(local)


@register.simple_tag
def timestamp(moment: datetime) -> SafeString:
    """Return a ``<time>`` in ISO 8601 with an absolute text; a script makes recent ones relative."""
    iso = timezone.localtime(moment).isoformat(timespec="seconds")
    return format_html('<time datetime="{}" data-relative>{}</time>', iso, date_time(moment))
