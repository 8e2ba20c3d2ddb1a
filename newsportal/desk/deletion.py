"""What a deletion takes along, told as far as a person reads: a story may have twenty thousand comments."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.actions import delete_selected as delete_confirmed
from django.contrib.admin.utils import quote
from django.db.models import CASCADE, PROTECT, RESTRICT, ForeignObjectRel, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsportal.desk.counting import Number, count_some

# Django's own page reads and names every row; where more are concerned, their number is told.
NAMED = 200
# The page that asks for a confirmation posts a field for each row (DATA_UPLOAD_MAX_NUMBER_FIELDS).
MOST_AT_ONCE = 1_000

# Asks why some rows of a table may not be deleted, in words; nothing where all may.
Refusal = Callable[["QuerySet[Any]"], str]
# By model: what the database itself does not protect, and no deletion of anything else may take along.
REFUSALS: dict[type[Model], Refusal] = {}

# As Django's get_deleted_objects(): what goes, how many of each kind, which rights are missing, what forbids it.
Told = tuple[list[Any], dict[Any, Any], set[Any], list[Any]]


@dataclass(frozen=True)
class Concerned:
    """The rows of another table that point to what is to be deleted."""

    rows: "QuerySet[Any]"
    number: Number
    on_delete: Callable[..., Any]


def concerned_by(model: type[Model], keys: Sequence[Any], path: str = "") -> Iterator[Concerned]:
    """Yield what a deletion concerns, in a query for each table.

    What points to a row that goes along is looked at, too, unless it may go along itself (RESTRICT).
    """
    rules = {CASCADE, PROTECT} if path else {CASCADE, PROTECT, RESTRICT}
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.on_delete not in rules:
            continue
        name, other = f"{relation.field.name}{path}", relation.related_model
        rows = other._base_manager.filter(**{f"{name}__in": keys})
        if other is model:
            rows = rows.exclude(pk__in=keys)
        yield Concerned(rows, count_some(rows), relation.on_delete)
        if relation.on_delete is CASCADE and other is not model:
            yield from concerned_by(other, keys, f"__{name}")


def concerned_rows(rows: Sequence[Model]) -> list[Concerned]:
    """Return what the deletion of rows of one table concerns in others, without the tables where that is nothing."""
    keys = [row.pk for row in rows]
    return [each for each in concerned_by(type(rows[0]), keys) if each.number.value] if rows else []


def refusals(rows: Sequence[Model], concerned: Iterable[Concerned]) -> list[str]:
    """Return why these rows, or what goes along with them, may not be deleted; costs a query for a table that asks."""
    gone = [each.rows for each in concerned if each.on_delete is CASCADE]
    if rows:
        gone.insert(0, type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]))
    return [why for each in gone if each.model in REFUSALS and (why := REFUSALS[each.model](each))]


def told_in_numbers(
    rows: Sequence[Model], concerned: Sequence[Concerned], request: HttpRequest, site: AdminSite
) -> Told | None:
    """Return what a deletion takes along, or None where so little is concerned that each row can be named."""
    if len(rows) + sum(each.number.value for each in concerned) <= NAMED:
        return None
    gone = [each for each in concerned if each.on_delete is CASCADE]
    numbers = {each.rows.model: each.number for each in gone} | {type(rows[0]): Number(len(rows))}
    protected = [link for each in concerned if each.on_delete is not CASCADE for link in links(each.rows)]
    missing = {
        model._meta.verbose_name
        for model in numbers
        if site.is_registered(model) and not site.get_model_admin(model).has_delete_permission(request)
    }
    told = {model._meta.verbose_name_plural: written(number) for model, number in numbers.items()}
    return [*links(rows)], told, missing, protected


def links(rows: Any) -> Iterator[Any]:
    """Yield the first rows by name, and say whether there are more."""
    for row in rows[:NAMED]:
        yield link_to(row)
    if len(rows[: NAMED + 1]) > NAMED:
        yield _("… and more")


def link_to(row: Model) -> str:
    """Return a row as Django's deletion page names it."""
    opts = row._meta
    if not admin.site.is_registered(type(row)):
        return f"{capfirst(opts.verbose_name)}: {row}"
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(row.pk)])
    return format_html('{}: <a href="{}">{}</a>', capfirst(opts.verbose_name), address, row)


def written(number: Number) -> str:
    return _("more than %(count)s") % {"count": f"{number.value:,}"} if number.is_more else f"{number.value:,}"


@admin.action(permissions=["delete"], description=delete_confirmed.short_description)  # type: ignore[attr-defined]  # because the decorator sets it
def delete_selected(
    model_admin: "ModelAdmin[Any]", request: HttpRequest, rows: "QuerySet[Any]"
) -> HttpResponse | None:
    """Delete the selected rows as Django does, a thousand at most."""
    if rows[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE:
        message = _("At most %(count)s are deleted at a time: select fewer.") % {"count": f"{MOST_AT_ONCE:,}"}
        model_admin.message_user(request, message, messages.WARNING)
        return None
    return delete_confirmed(model_admin, request, rows)
