"""At which version a form was opened: a hidden field, for rows that two people may have open at once."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

# Not "version": a form of a model takes no field that cannot be edited.
OPENED = "opened_version"


def opened_version_field() -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput)


def open_again(form: Any, version: object) -> None:
    """Let a bound form come back with the version that stands now: whoever was told of it may save once more."""
    posted = cast(QueryDict, form.data).copy()
    posted[form.add_prefix(OPENED)] = str(version)
    form.data = posted
