"""What a form holds beside what is stored, field by field."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from articles.body.build import plain_text
from articles.site.conventions import date_time

RICH = "body"


class Value(NamedTuple):
    """``key`` tells values apart, ``text`` is for people."""

    key: str
    text: str


@dataclass(frozen=True)
class Row:
    """A field in which the form and the story differ; ``changed_by`` is who moved it: "mine", "theirs" or "both".

    ``markup`` is what both sides hold in a field of rich text, the stored one first.
    """

    name: str
    label: str
    mine: str
    theirs: str
    changed_by: str
    markup: tuple[str, str] | None = None

    @property
    def is_markup_alone(self) -> bool:
        """Whether the words are the same, and differ in how they are set."""
        return self.mine == self.theirs


def stored_values(form: "forms.BaseModelForm[Any]", formsets: Iterable[Any]) -> dict[str, Value]:
    """Return the values of an unbound form and its rows."""
    values = {name: _value(name, field, form.get_initial_for_field(field, name)) for name, field in _own_fields(form)}
    for formset in formsets:
        rows = [[(field, row.get_initial_for_field(field, name)) for name, field in _columns(row, formset)]
                for row in formset.initial_forms]  # fmt: skip
        values[formset.prefix] = _rows(rows)
    return values


def typed_values(form: "forms.BaseModelForm[Any]", formsets: Iterable[Any]) -> dict[str, Value]:
    """Return the values of a bound form and its rows; what cannot be understood as it was typed."""
    form.is_valid()
    values = {name: _typed(name, field, form) for name, field in _own_fields(form)}
    for formset in formsets:
        kept = [row for row in formset.forms if _is_kept(row, formset)]
        values[formset.prefix] = _rows(
            [[(field, _cleaned(name, field, row)) for name, field in _columns(row, formset)] for row in kept]
        )
    return values


def labels_of(form: "forms.BaseModelForm[Any]", formsets: Iterable[Any]) -> dict[str, str]:
    labels = {name: capfirst(str(field.label)) for name, field in _own_fields(form)}
    return labels | {formset.prefix: capfirst(str(formset.model._meta.verbose_name_plural)) for formset in formsets}


def fingerprint(values: Mapping[str, Value]) -> str:
    """Return what a form remembers of the story as it was when the form was opened: a short digest of each field."""
    return json.dumps({name: _digest(value) for name, value in values.items()}, separators=(",", ":"))


def compare(
    mine: Mapping[str, Value], theirs: Mapping[str, Value], labels: Mapping[str, str], opened: str = ""
) -> list[Row]:
    """Return the fields that differ; ``opened`` is the fingerprint, without which both sides count as changed."""
    was = _read(opened)
    rows = []
    for name, own in mine.items():
        other = theirs.get(name, own)
        if own.key != other.key:
            sides = {"mine": _digest(own), "theirs": _digest(other)}
            unmoved = [side for side, digest in sides.items() if digest == was.get(name)]
            changed_by = {"mine": "theirs", "theirs": "mine"}[unmoved[0]] if unmoved else "both"
            markup = (other.key, own.key) if name == RICH else None
            rows.append(Row(name, labels.get(name, name), own.text, other.text, changed_by, markup))
    return rows


def _own_fields(form: "forms.BaseModelForm[Any]") -> list[tuple[str, forms.Field]]:
    """Return the fields that the story itself has; questions such as the kind of a change are none."""
    known = {field.name for field in form.instance._meta.get_fields()}
    return [(name, field) for name, field in form.fields.items() if name in known]


def _columns(row: Any, formset: Any) -> list[tuple[str, forms.Field]]:
    left_out = {"DELETE", formset.model._meta.pk.name, formset.fk.name}
    return [(name, field) for name, field in row.fields.items() if name not in left_out]


def _is_kept(row: Any, formset: Any) -> bool:
    row.is_valid()
    is_gone = formset.can_delete and formset._should_delete_form(row)
    return not is_gone and (bool(row.instance.pk) or row.has_changed())


def _typed(name: str, field: forms.Field, form: "forms.BaseModelForm[Any]") -> Value:
    return _value(name, field, _cleaned(name, field, form))


def _cleaned(name: str, field: forms.Field, form: Any) -> Any:
    """Return what was understood, else what was typed."""
    cleaned = getattr(form, "cleaned_data", {})
    if name in cleaned:
        return cleaned[name]
    typed = form[name].data
    return " ".join(map(str, typed)) if isinstance(typed, (list, tuple)) else typed


def _rows(rows: list[list[tuple[forms.Field, Any]]]) -> Value:
    shown = [[_value("", field, value) for field, value in row] for row in rows]
    keys = sorted("\x1f".join(value.key for value in row) for row in shown)
    texts = [" ".join(value.text for value in row if value.text) for row in shown]
    return Value("\x1e".join(keys), "\n".join(texts))


def _value(name: str, field: forms.Field, value: Any) -> Value:
    if value is None or value == "":
        return Value("", "")
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    if isinstance(value, bool):
        return Value(str(value), gettext("Yes") if value else gettext("No"))
    if isinstance(value, datetime):
        # Boxes know no fractions of a second.
        return Value(str(int(value.timestamp())), date_time(value))
    text = str(value).replace("\r\n", "\n").strip()
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return Value(text, str(dict(choices).get(value, text)))
    return Value(text, plain_text(text) if name == RICH else text)


def _chosen(field: Any, value: Any) -> Value:
    """Return rows by key and by name; a form opens with keys, and with rows where there may be several."""
    if not isinstance(value, (list, tuple, QuerySet)):
        value = [value]
    named = sorted((str(getattr(row, "pk", row)), str(_row(field, row))) for row in value)
    return Value(",".join(key for key, _ in named), pgettext("between names", ", ").join(name for _, name in named))


def _row(field: Any, key: Any) -> Any:
    """Return the row with this key, or what was typed in its place."""
    if isinstance(key, Model):
        return key
    try:
        return field.queryset.filter(pk=key).first() or key
    except (TypeError, ValueError, OverflowError):
        return key


def _digest(value: Value) -> str:
    return hashlib.sha256(value.key.encode("utf-8", "replace")).hexdigest()[:10]


def _read(opened: str) -> dict[str, Any]:
    try:
        was = json.loads(opened or "{}")
    except ValueError:
        return {}
    return was if isinstance(was, dict) else {}
