"""What tests of the calendar share: a clock that stands, moments around it, and rows on its days."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse

from articles.models import Article, Assignment
from tests.factories import make_article, numbers

RIYADH = ZoneInfo("Asia/Riyadh")
# A Thursday.
TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=RIYADH)
CALENDAR = reverse("admin:articles_assignment_changelist")


def at(days: int = 0, hour: int = 8, minute: int = 0) -> datetime:
    """Return a moment so many days after today."""
    return datetime(2026, 11, 26, hour, minute, tzinfo=RIYADH) + timedelta(days=days)


def make_assignment(**fields: Any) -> Assignment:
    """Return an open assignment that is due tomorrow."""
    return Assignment.objects.create(**{"what": f"تغطية رقم {next(numbers)}", "due_at": at(1, 15), **fields})


def make_planned(days: int = 1, hour: int = 8, **fields: Any) -> Article:
    """Return a story that is scheduled for a day after today."""
    return make_article(**{"published_at": at(days, hour), **fields})


def page_of(client: Client, query: str = "") -> Any:
    answer = client.get(f"{CALENDAR}?{query}")
    assert answer.status_code == 200
    return answer.context["page"]


def shown(client: Client, query: str = "") -> dict[str, list[str]]:
    """Return the titles on each day that has some, by date."""
    days = [day for week in page_of(client, query).weeks for day in week if day]
    return {day.date.isoformat(): [entry.title for entry in day.entries] for day in days if day.entries}


def entry_of(client: Client, title: str, query: str = "") -> Any:
    """Return the one entry with this title."""
    days = [day for week in page_of(client, query).weeks for day in week if day]
    (found,) = [entry for day in days for entry in day.entries if entry.title == title]
    return found
