"""Numbers, dates and times as people type them: in Western, Eastern or Persian digits."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsportal.arabic.bidi import isolate
from newsportal.arabic.conventions import western

# Beyond them a time in one zone may have no place in another's calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199


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


def _zone_told() -> str:
    return gettext("The time of %(zone)s.") % {"zone": isolate(settings.TIME_ZONE)}


class MomentField(forms.SplitDateTimeField):
    """A date and a time, each in a box of its own; in the paper's zone, which the help names."""

    default_error_messages = {
        # Django reads the words for both boxes from this very class.
        **forms.SplitDateTimeField.default_error_messages,
        "clock_change": _(
            "In %(zone)s clocks are changed at that time: it does not exist, or comes twice. Choose another hour."
        ),
        "year": _("Type a year from %(first)d to %(last)d."),
    }

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(help_text=format_lazy("{} {}", help_text, lazy(_zone_told, str)()), **kwargs)

    def compress(self, data_list: Any) -> Any:
        day = data_list[0] if data_list else None
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(self.error_messages["year"], code="year", params=years)
        try:
            return super().compress(data_list)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            zone = {"zone": isolate(settings.TIME_ZONE)}
            raise ValidationError(self.error_messages["clock_change"], code="clock_change", params=zone) from error

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
