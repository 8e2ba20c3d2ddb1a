"""Hours of the day as one column keeps them: ``8,16``."""

from collections.abc import Iterable
from typing import Any

from django import forms

HOURS = range(24)


def hours_of(stored: str) -> tuple[int, ...]:
    """Return the hours, 0 to 23, in their order; what is none is left out."""
    found = {int(word) for word in stored.split(",") if word.strip().isdecimal()}
    return tuple(hour for hour in HOURS if hour in found)


def stored(hours: Iterable[int]) -> str:
    return ",".join(map(str, sorted(hours)))


class HoursField(forms.MultipleChoiceField):
    """Boxes to tick, an hour each; its value is what a column keeps."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "hours"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[(str(hour), f"{hour:02}:00") for hour in HOURS], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [str(hour) for hour in hours_of(value)] if isinstance(value, str) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> str:
        return stored(map(int, super().clean(value)))
