"""The ways between the pages of the desk, by what their addresses carry along."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from newsportal.converters import key_in

# Names the comment on whose own page a button stands.
AT = "at"
# What Django calls the query of the list from which a page was opened.
FILTERS = "_changelist_filters"


def queue_address(request: HttpRequest) -> str:
    """Return the address of the view of the queue from which a button or a link led here."""
    filters = request.GET.get(FILTERS, "")
    return reverse("admin:comments_comment_changelist") + (f"?{filters}" if filters else "")


def way_back(request: HttpRequest) -> str:
    """Return the address of the page on which a button or a link stood: a comment's own, or a view of the queue."""
    key, filters = key_in(request.GET.get(AT)), request.GET.get(FILTERS, "")
    if not key:
        return queue_address(request)
    address = reverse("admin:comments_comment_change", args=[key])
    return f"{address}?{urlencode({FILTERS: filters})}" if filters else address
