"""Accounts of the newsroom, with what each chose for its own pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from newsportal.desk import is_harmless
from newsportal.desk.deletion import delete_selected
from newsportal.inputs import TYPED
from newsportal.models import StaffPreference


class PreferenceInline(admin.StackedInline):  # type: ignore[type-arg]  # because only the stubs' inline takes types
    model = StaffPreference
    can_delete = False


class AccountAdmin(UserAdmin):  # type: ignore[type-arg]  # because only the stubs' UserAdmin takes a type
    formfield_overrides = TYPED
    inlines = [PreferenceInline]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and is_harmless(lookup, value) and super().lookup_allowed(lookup, value, request)


admin.site.add_action(delete_selected, "delete_selected")
# Lists need the width; the front page and the line above each page lead everywhere.
admin.site.enable_nav_sidebar = False
admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
