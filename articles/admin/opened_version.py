"""At which version a form was opened: a hidden field, for rows that two people may have open at once."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

# Not "version": a form of a model takes no field that cannot be edited.
OPENED = "opened_version"


class OpenedVersionField(forms.CharField):
    """The hidden field; never a change, of which the row's history would tell."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def open_again(form: Any, version: object) -> None:
    """Let a bound form come back with the version that stands now: whoever was told of it may save once more."""
    posted = cast(QueryDict, form.data).copy()
    posted[form.add_prefix(OPENED)] = str(version)
    form.data = posted
