"""Yes and no in the newsroom's lists: Django's signs, which it calls "True" and "False" in every language."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext


def flag_column(model: type[Model], name: str) -> Any:
    """Return a column for a field that is true or false, called and sorted as Django's own would be."""
    verbose_name = model._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # because it is no relation

    @admin.display(description=verbose_name, ordering=name)
    def column(row: Model) -> SafeString:
        sign, said = ("yes", gettext("Yes")) if getattr(row, name) else ("no", gettext("No"))
        return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{sign}.svg"), said)

    # Django makes the cell's class of it.
    column.__name__ = name
    return column
