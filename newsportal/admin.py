"""Accounts of the newsroom, with what each chose for its own pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from newsportal import generations
from newsportal.desk import is_harmless, without_false_keys
from newsportal.desk.deletion import delete_selected
from newsportal.desk.flags import flag_column
from newsportal.inputs import TYPED
from newsportal.models import StaffPreference
from newsportal.newsroom.preferences import PreferenceForm


class PreferenceInline(admin.StackedInline):  # type: ignore[type-arg]  # because only the stubs' inline takes types
    model = StaffPreference
    form = PreferenceForm
    can_delete = False


class AccountAdmin(UserAdmin):  # type: ignore[type-arg]  # because only the stubs' UserAdmin takes a type
    """Every change moves the ``people`` generation: readers may not sign with the names of accounts."""

    formfield_overrides = TYPED
    list_display = ("username", "email", "first_name", "last_name", flag_column(User, "is_staff"))
    inlines = [PreferenceInline]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and is_harmless(lookup, value) and super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.POST = without_false_keys(request.POST)  # type: ignore[assignment]  # because only the stubs' POST is fixed
        return super().changelist_view(request, *args, **kwargs)

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


class RoleAdmin(GroupAdmin):
    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.POST = without_false_keys(request.POST)  # type: ignore[assignment]  # because only the stubs' POST is fixed
        return super().changelist_view(request, *args, **kwargs)


admin.site.add_action(delete_selected, "delete_selected")
admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
admin.site.unregister(Group)
admin.site.register(Group, RoleAdmin)
