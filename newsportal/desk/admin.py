"""Django's own admin of a model, for tables that grow without end and names in letters of any script."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, ForeignObjectRel, Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from newsportal.arabic.bidi import isolate
from newsportal.converters import LARGEST_ID, key_in
from newsportal.desk.counting import BoundedPaginator
from newsportal.desk.deletion import Told, concerned_rows, refusals, told_in_numbers
from newsportal.desk.lists import DeskList
from newsportal.desk.stretches import Stretch, stretches_of
from newsportal.inputs import FIRST_YEAR, LAST_YEAR

# A pattern may keep the database busy for minutes, or be none.
PATTERNS = frozenset({"regex", "iregex"})
NUMBER = re.compile(r"\d{19,}")
# Of a day or a moment, in whatever way it goes on.
YEAR = re.compile(r"(?:^|,)(\d+)-\d{1,2}-\d{1,2}")
# The name of the action that Django offers in every list.
DELETION = "delete_selected"


def leads_back(model: type[Model], lookup: str) -> bool:
    """Return whether a lookup crosses into another table against the direction of its foreign keys.

    Such as ``comments__email`` of a story: what stands there has a desk, and rights, of its own.
    """
    opts = model._meta
    for part in lookup.split("__"):
        try:
            field = opts.get_field(part)
        except FieldDoesNotExist:
            return False
        if isinstance(field, ForeignObjectRel):
            return True
        if field.related_model is None:
            return False
        opts = field.related_model._meta
    return False


def is_harmless(lookup: str, value: Any) -> bool:
    """Return whether an address of a list may ask this of the database.

    PostgreSQL takes no NUL, SQLite no number beyond all keys, and a time at the ends of the calendar has no place in
    another zone.
    """
    parts, text = set(lookup.split("__")), str(value)
    if PATTERNS & parts or "\x00" in text or any(int(number) > LARGEST_ID for number in NUMBER.findall(text)):
        return False
    years = [*YEAR.findall(text), *([text] if parts & {"year", "iso_year"} else [])]
    return all(year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR for year in years)


def without_false_keys(posted: QueryDict) -> QueryDict:
    """Return what a list posts, without ticks of what is no key."""
    keys = posted.getlist(ACTION_CHECKBOX_NAME)
    real = [key for key in keys if key_in(key) is not None]
    if real == keys:
        return posted
    posted = posted.copy()
    posted.setlist(ACTION_CHECKBOX_NAME, real)
    return posted


class DeskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # because only the stubs' ModelAdmin takes a type
    """Lists by cursor, counted as far as a person reads; ``sortable_by`` names the columns that an index holds."""

    paginator = BoundedPaginator
    sortable_by: ClassVar[Any] = ()
    list_per_page = 50
    # Texts that no list shows.
    list_defer: Sequence[str] = ()
    # Both would count whole tables.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description="")
    def action_checkbox(self, obj: Any) -> SafeString:
        """Return the box of a row; Django renders a template for each, which takes half the time of a list."""
        label = gettext("Select this object for an action - {}").format(obj)
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    def get_action_choices(
        self, request: HttpRequest, default_choices: Any = None, action_location: Any = None
    ) -> list[Any]:
        """Set deletion apart, behind all that can be taken back; Django 6.1 asks for a place, 5.2 knows none."""
        asked = {"default_choices": default_choices, "action_location": action_location}
        choices = super().get_action_choices(request, **{name: value for name, value in asked.items() if value})
        final = [choice for choice in choices if choice[0] == DELETION]
        others = [choice for choice in choices if choice[0] != DELETION]
        return [*others, (gettext("Cannot be taken back"), final)] if final else others

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DeskList]:
        return DeskList

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Give each box of a list the name of its column, which stands above all of them alone."""
        formset = super().get_changelist_formset(request, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs["aria-label"] = field.label
        return formset

    def get_stretches(self, request: HttpRequest) -> list[Stretch]:
        """Return the order of the list where no column is chosen; an index has to hold each stretch."""
        return stretches_of(self.model, map(str, self.get_ordering(request) or self.opts.ordering or []))

    def response_action(
        self, request: HttpRequest, queryset: "QuerySet[Any]", *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Take no more than the first rows of a list that is not counted to its end."""
        if request.POST.get("select_across", "0") not in {"", "0"}:
            shown = cast(DeskList, self.get_changelist_instance(request))
            if shown.is_more:
                queryset = queryset.filter(pk__in=shown.first_keys())
        return super().response_action(request, queryset, *args, **kwargs)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        if request is None or leads_back(self.model, lookup) or not is_harmless(lookup, value):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Told:
        """Return what a deletion takes along, in numbers where it is too much to be named, and what forbids it.

        Django asks once more when the deletion is confirmed.
        """
        rows = list(objs)
        concerned = concerned_rows(rows)
        told = told_in_numbers(rows, concerned, request, self.admin_site) or super().get_deleted_objects(objs, request)
        deleted, numbers, missing, protected = told
        return deleted, numbers, missing, [*refusals(rows, concerned), *protected]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.POST = without_false_keys(request.POST)  # type: ignore[assignment]  # because only the stubs' POST is fixed
        return super().changelist_view(request, *args, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take no times from an address: Django would show them as they came, and breaks over them."""
        initial = super().get_changeform_initial_data(request)
        times = {field.name for field in self.opts.fields if isinstance(field, DateTimeField)}
        return {name: value for name, value in initial.items() if name not in times}

    def _get_edited_object_pks(self, request: HttpRequest, prefix: str) -> list[str]:
        """Return the posted keys of a list with boxes; a number beyond all keys would break SQLite's query."""
        return [key for key in super()._get_edited_object_pks(request, prefix) if key_in(key) is not None]

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        # Other messages put the name into a link, which theme.css isolates.
        return super().response_delete(request, isolate(obj_display), obj_id)
