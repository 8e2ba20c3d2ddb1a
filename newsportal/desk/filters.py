"""Filters beside a list whose choices may be thousands: a box that completes names instead of a link for each."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.safestring import SafeString

from newsportal.converters import key_in


class CompletedFilter(RelatedFieldListFilter):
    """Offers everything, what has no value, the chosen value, and a box for any other one.

    The box asks the admin of the other side, which has to search and whose rows the account has to be allowed to see.
    """

    template = "admin/_completed_filter.html"

    def field_choices(self, field: Any, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[Any]:
        """Return the chosen row alone, in a query where there is one; and make the box."""
        self.is_allowed = model_admin.admin_site.get_model_admin(field.related_model).has_view_permission(request)
        self.box = completing_box(field, model_admin)
        own = {PAGE_VAR, *self.expected_parameters()}
        # What the box's form sends along: the other filters, the search, the order.
        self.kept = [(name, value) for name, values in request.GET.lists() for value in values if name not in own]
        keys = [key for key in map(key_in, self.lookup_val or []) if key]
        return field.get_choices(include_blank=False, limit_choices_to={"pk__in": keys}) if keys else []

    def has_output(self) -> bool:
        return True

    def render_box(self) -> SafeString:
        chosen = [key for key, _ in self.lookup_choices]
        rendered: SafeString = self.box.widget.render(self.lookup_kwarg, chosen, {"id": f"filter_{self.field.name}"})
        return rendered


def completing_box(field: "ForeignKey[Any, Any]", model_admin: "ModelAdmin[Any]") -> "forms.ModelChoiceField[Any]":
    """Return a form field whose box completes the names of what a foreign key points to."""
    widget = AutocompleteSelect(field, model_admin.admin_site)
    return forms.ModelChoiceField(field.related_model._default_manager.all(), widget=widget)
