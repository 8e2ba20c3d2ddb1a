"""The address of the editorial calendar, and what its query says."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from articles.planning.span import Unit
from newsportal.converters import key_in

CALENDAR = "admin:articles_assignment_changelist"
SECTION, ASSIGNEE = "section", "assignee"
MINE, OPEN = "me", "open"


def calendar_address(query: Mapping[str, str]) -> str:
    """Return the address of the page from which a deed was done; that of this week where the query names none."""
    kept = {unit.value: query[unit][:20] for unit in Unit if unit in query} | filters_in(query)
    return f"{reverse(CALENDAR)}?{urlencode(kept)}" if kept else reverse(CALENDAR)


def filters_in(query: Mapping[str, str]) -> dict[str, str]:
    """Return what of a query narrows the page."""
    section, assignee = query.get(SECTION, ""), query.get(ASSIGNEE, "")
    filters = {SECTION: section} if key_in(section) else {}
    return filters | ({ASSIGNEE: assignee} if assignee in (MINE, OPEN) or key_in(assignee) else {})
