"""Dates that Django itself writes in Arabic: the admin's columns, read-only fields, history and date filters."""

from datetime import date, datetime, time
from typing import Any

from django.utils import dateformat, formats, translation

from articles.site.conventions import conventions, digits
from newsportal.arabic.conventions import month_name

_django_date_format = formats.date_format
_django_time_format = formats.time_format


def obey_conventions() -> None:
    """Put the two functions below in the place of Django's own, in this process.

    Django offers no hook for month names or digits, and its admin writes dates in too many places to name each. Both
    functions only answer for formats by name, such as ``DATE_FORMAT``; a format that is spelled out, as machines need
    it, never reaches them.
    """
    for function in (date_format, time_format):
        setattr(formats, function.__name__, function)


def date_format(value: date | datetime | str, format: str | None = None, use_l10n: bool | None = None) -> str:  # noqa: A002 - Django's own name
    """Return a date by one of Django's named formats, with the paper's months and digits in Arabic."""
    name = format or "DATE_FORMAT"
    if not (_is_arabic_format(name) and isinstance(value, date)):
        return _django_date_format(value, format, use_l10n)
    pattern = str(formats.get_format(name, use_l10n=use_l10n))
    month = "".join(f"\\{character}" for character in month_name(value.month, conventions().months))
    return digits(dateformat.format(value, pattern.replace("F", month)))


def time_format(value: time | datetime | str, format: str | None = None, use_l10n: bool | None = None) -> str:  # noqa: A002 - Django's own name
    """Return a time by one of Django's named formats, with the paper's digits in Arabic."""
    written: Any = _django_time_format(value, format, use_l10n)
    return digits(written) if _is_arabic_format(format or "TIME_FORMAT") else str(written)


def _is_arabic_format(name: str) -> bool:
    return name.endswith("_FORMAT") and translation.get_language() == "ar"
