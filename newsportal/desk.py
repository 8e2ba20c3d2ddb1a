"""What the lists and forms of the whole newsroom share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from newsportal.arabic.bidi import isolate

# A pattern may keep the database busy for minutes, or be none.
PATTERNS = frozenset({"regex", "iregex"})


def is_harmless(lookup: str, value: Any) -> bool:
    """Return whether an address of a list may ask this of the database; PostgreSQL takes no NUL."""
    return not PATTERNS & set(lookup.split("__")) and "\x00" not in str(value)


class DeskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # because only the stubs' ModelAdmin takes a type
    """Django's own, for rows whose names may hold letters of any script."""

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and is_harmless(lookup, value) and super().lookup_allowed(lookup, value, request)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        # Other messages put the name into a link, which theme.css isolates.
        return super().response_delete(request, isolate(obj_display), obj_id)
