"""Columns and read-only fields that Django would write without asking the paper's conventions."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, Model

from articles.site.conventions import digits


def number_column(model: type[Model], name: str) -> Any:
    """Return a column for a field that holds a number, named and sorted as Django's own would be."""
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # because it is no relation

    @admin.display(description=field.verbose_name, ordering=name)
    def column(row: Model) -> str:
        return digits(getattr(row, name))

    # Django makes the cell's class of it.
    column.__name__ = name
    return column
