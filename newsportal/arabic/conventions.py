"""How Arabic newspapers write dates: pure functions, without Django."""

from datetime import date, datetime

# Monday first, as datetime.weekday() counts.
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
# April is «أبريل» in the press; Django's own catalogue says «إبريل».
MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)


def month_name(number: int) -> str:
    """Return the name of month 1 to 12."""
    return MONTHS[number - 1]


def format_date(day: date) -> str:
    """Return «23 نوفمبر 2026»."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def format_long_date(day: date) -> str:
    """Return «الاثنين 23 نوفمبر 2026»."""
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}"


def format_datetime(moment: datetime) -> str:
    """Return «23 نوفمبر 2026، 14:05», in the zone that ``moment`` carries."""
    return f"{format_date(moment)}، {moment:%H:%M}"
