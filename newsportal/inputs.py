"""Numbers, dates and times as people type them: in Western, Eastern or Persian digits."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime, AdminTimeWidget
from django.db import models

from newsportal.arabic.conventions import western


def read(typed: Any) -> Any:
    """Return what was typed with Western digits; what is no text stays."""
    return western(typed) if isinstance(typed, str) else typed


class NumberInput(forms.TextInput):
    """A box for a number that browsers leave alone: ``type=number`` refuses Eastern digits."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vIntegerField", "inputmode": "numeric", **(attrs or {})})


class NumberField(forms.IntegerField):
    widget = NumberInput

    def to_python(self, value: Any) -> int | None:
        return super().to_python(read(value))


class DateField(forms.DateField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(read(value))


class TimeField(forms.TimeField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(read(value))


class MomentField(forms.SplitDateTimeField):
    """A date and a time, each in a box of its own."""

    def clean(self, value: Any) -> Any:
        return super().clean(self.read_parts(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, self.read_parts(data))

    def read_parts(self, value: Any) -> Any:
        return [read(part) for part in value] if isinstance(value, (list, tuple)) else value


# For ``formfield_overrides`` of every form in the admin; tests/articles/site/test_inputs.py finds one that forgot it.
TYPED: dict[Any, dict[str, Any]] = {
    models.IntegerField: {"form_class": NumberField, "widget": NumberInput},
    models.DateField: {"form_class": DateField, "widget": AdminDateWidget},
    models.TimeField: {"form_class": TimeField, "widget": AdminTimeWidget},
    models.DateTimeField: {"form_class": MomentField, "widget": AdminSplitDateTime},
}
