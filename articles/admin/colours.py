"""The colours of sections as an editor chooses them: by a patch and a name, not by a number."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Section

# In the order of SECTIONS in newsportal/design/palette.py.
NAMES: list[str | Promise] = [
    _("Crimson"),
    _("Green"),
    _("Copper"),
    _("Plum"),
    _("Indigo"),
    _("Viridian"),
    _("Azure"),
    pgettext_lazy("colour", "Rose"),
    _("Ochre"),
    pgettext_lazy("colour", "Violet"),
    _("Olive"),
    pgettext_lazy("colour", "Slate"),
]


class ColourChoice(forms.RadioSelect):
    """A button for each colour, beside a patch of it."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, patch(int(value), label), *args, **kwargs)


def patch(number: int, name: Any) -> SafeString:
    """Return a name behind a patch of the colour with this number, which screen readers pass over."""
    return format_html('<span class="patch section-{}" aria-hidden="true"></span> {}', number, name)


def colour_field(db_field: Any) -> forms.TypedChoiceField:
    """Return the field of a form for the column that holds a colour's number."""
    return forms.TypedChoiceField(
        label=db_field.verbose_name,
        help_text=db_field.help_text,
        choices=list(enumerate(NAMES, 1)),
        coerce=int,
        initial=db_field.default,
        widget=ColourChoice,
    )


@admin.display(description=Section._meta.get_field("colour").verbose_name)
def colour_column(section: Section) -> SafeString:
    return patch(section.colour, NAMES[section.colour - 1])
