"""Accounts of the newsroom, with what each chose for its own pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from newsportal import generations
from newsportal.desk import is_harmless
from newsportal.desk.deletion import delete_selected
from newsportal.inputs import TYPED
from newsportal.models import StaffPreference


class PreferenceInline(admin.StackedInline):  # type: ignore[type-arg]  # because only the stubs' inline takes types
    model = StaffPreference
    can_delete = False


class AccountAdmin(UserAdmin):  # type: ignore[type-arg]  # because only the stubs' UserAdmin takes a type
    """Every change moves the ``people`` generation: readers may not sign with the names of accounts."""

    formfield_overrides = TYPED
    inlines = [PreferenceInline]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and is_harmless(lookup, value) and super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        generations.advance("people")

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        super().delete_model(request, obj)
        generations.advance("people")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            generations.advance("people")


admin.site.add_action(delete_selected, "delete_selected")
# Lists need the width; the front page and the line above each page lead everywhere.
admin.site.enable_nav_sidebar = False
# Alone in a cell, a hyphen looks like a mistake.
admin.site.empty_value_display = "—"
admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
