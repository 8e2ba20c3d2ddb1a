"""The form in which the top of a page is arranged: its density, and a row for each pinned story."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.front_page.arrangement import Arrangement, Pinned
from articles.front_page.models import Area, Layout
from articles.front_page.slots import Slot, slot_name, slots_of
from articles.front_page.typed import TypedPin, read_pins, slot_in, write_pins
from articles.models import Article
from articles.site.conventions import digits
from newsportal.converters import key_in
from newsportal.inputs import MomentField

# The names of the fields that are no pin's.
LAYOUT, VERSION = "layout", "version"


class PinForm(forms.Form):
    """One pinned story: where it stands, and until when."""

    slot = forms.ChoiceField(label=_("Slot"), error_messages={"required": _("Choose a slot, or unpin the story.")})
    ends_at = MomentField(
        label=_("Until"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=_("Then the slot fills itself again; empty where the story stays until you unpin it."),
    )

    def __init__(self, *args: Any, slots: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((slot_name(slot), slot_label(slot)) for slot in slots)]
        self.fields["slot"].choices = choices  # type: ignore[attr-defined]  # because it is a field of choices
        self.fields["slot"].error_messages["invalid_choice"] = gettext(
            "This density has no such slot. Choose another."
        )

    def clean_ends_at(self) -> Any:
        ends_at = self.cleaned_data["ends_at"]
        if ends_at and ends_at <= timezone.now():
            message = _("This time has passed. Choose a later one, or unpin the story.")
            raise ValidationError(message, code="passed")
        return ends_at


class ArrangementForm:
    """What an editor makes of a page; ``pins`` are its rows, each with its form and story.

    Nothing that is posted breaks it: rows of stories that are none are left out.
    """

    def __init__(self, section: int | None, posted: Mapping[str, str]) -> None:
        layout = posted.get(LAYOUT, "")
        self.section = section
        self.is_refused = False
        self.layout = Layout(layout) if layout in Layout.values else Layout.NORMAL
        self.version = key_in(posted.get(VERSION)) or 0
        self.slots = slots_of(self.layout, is_home=section is None)
        self.rearrange(read_pins(posted))

    def rearrange(self, pins: Sequence[TypedPin]) -> None:
        """Take other rows in the place of those that were posted; costs a query where there are any."""
        keys = {key for pin in pins if (key := key_in(pin.article))}
        rows = Article.objects.filter(pk__in=keys).for_cards() if keys else ()
        self.stories: dict[int, Article] = {story.pk: story for story in rows}
        # Of a story that is posted twice the first row counts, as with one that a button moved.
        once = {pin.article: pin for pin in reversed(pins) if key_in(pin.article) in self.stories}
        self.typed = [pin for pin in pins if once.get(pin.article) is pin]
        data = write_pins(self.typed)
        self.forms = [PinForm(data, prefix=f"pins-{number}", slots=self.slots) for number in range(len(self.typed))]

    @property
    def refused(self) -> list[tuple[str, PinForm]]:
        """The titles and forms of rows in which something is wrong, once somebody asked."""
        stories = [self.stories[int(pin.article)].title for pin in self.typed]
        return [pair for pair in zip(stories, self.forms, strict=True) if pair[1].errors] if self.is_refused else []

    def is_valid(self) -> bool:
        """Look at all rows, and say at each what is wrong with it."""
        for row in self.forms:
            row.is_valid()
        taken = Counter(row.cleaned_data.get("slot") for row in self.forms)
        for pin, row in zip(self.typed, self.forms, strict=True):
            if taken[row.cleaned_data.get("slot")] > 1 and row.cleaned_data.get("slot"):
                row.add_error("slot", ValidationError(_("Two stories stand in this slot."), code="taken"))
            if self.stories[int(pin.article)].status == Article.Status.WITHDRAWN:
                row.add_error(None, ValidationError(_("This story was withdrawn. Unpin it."), code="withdrawn"))
        self.is_refused = any(row.errors for row in self.forms)
        return not self.is_refused

    def arrangement(self) -> Arrangement:
        """Return what was understood, for storing where the form is valid, and for showing where it is not."""
        pins: dict[Slot, Pinned] = {}
        for pin, row in zip(self.typed, self.forms, strict=True):
            row.is_valid()
            slot = slot_in(pin.slot, self.slots)
            if slot and slot not in pins:
                pins[slot] = Pinned(slot, int(pin.article), row.cleaned_data.get("ends_at"))
        return Arrangement(self.section, self.layout, tuple(pins.values()))


def slot_label(slot: Slot) -> str:
    """Return «الخبر الرئيسي», or «بجانبه 2»."""
    label = str(slot.area.label)
    return label if slot.area is Area.LEAD else f"{label} {digits(slot.number)}"


def posted_of(arrangement: Arrangement, version: int) -> dict[str, str]:
    """Return what a browser would post for an arrangement as it is stored; what is over is left out."""
    pins = [
        TypedPin(str(pin.article), slot_name(pin.slot), *(_parts(pin.ends_at) if pin.ends_at else ()))
        for pin in arrangement.standing
    ]
    return {LAYOUT: arrangement.layout.value, VERSION: str(version), **write_pins(pins)}


def _parts(moment: Any) -> tuple[str, str]:
    local = timezone.localtime(moment)
    return f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}"
