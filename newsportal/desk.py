"""What the lists and forms of the whole newsroom share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from newsportal.arabic.bidi import isolate


class DeskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # because only the stubs' ModelAdmin takes a type
    """Django's own, for rows whose names may hold letters of any script."""

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        # Other messages put the name into a link, which theme.css isolates.
        return super().response_delete(request, isolate(obj_display), obj_id)
