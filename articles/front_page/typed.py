"""An arrangement while an editor makes it: rows of a form, moved from slot to slot before anything is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.front_page.models import Area
from articles.front_page.slots import Slot, slot_name

# More than any page has slots.
MOST_ROWS = 30
TOTAL = "pins-total"


@dataclass(frozen=True)
class TypedPin:
    """One row as it was typed: an article's key, a slot such as "secondary-2", and the end in two boxes.

    ``stood`` is the slot in which the page showed the story when it was typed.
    """

    article: str
    slot: str = ""
    day: str = ""
    time: str = ""
    stood: str = ""

    def named(self, number: int) -> dict[str, str]:
        """Return the names under which a browser posts it."""
        values = {"article": self.article, "slot": self.slot, "ends_at_0": self.day, "ends_at_1": self.time}
        return {f"pins-{number}-{name}": value for name, value in values.items()}


def read_pins(posted: Mapping[str, str]) -> list[TypedPin]:
    """Return the rows of a posted form; what is no number of rows has none."""
    total = posted.get(TOTAL, "")
    count = min(int(total), MOST_ROWS) if total.isascii() and total.isdecimal() and len(total) < 5 else 0
    names = ("article", "slot", "ends_at_0", "ends_at_1", "stood")
    return [TypedPin(*(posted.get(f"pins-{number}-{name}", "") for name in names)) for number in range(count)]


def write_pins(pins: Sequence[TypedPin]) -> dict[str, str]:
    """Return what a browser would post for these rows."""
    rows = [pin.named(number) for number, pin in enumerate(pins)]
    return {TOTAL: str(len(pins)), **{name: value for row in rows for name, value in row.items()}}


def slot_in(name: str, slots: Iterable[Slot]) -> Slot | None:
    """Return the one of ``slots`` with this name; None for any other text."""
    return next((slot for slot in slots if slot_name(slot) == name), None)


def place(pins: Sequence[TypedPin], article: str, slot: Slot, slots: Sequence[Slot]) -> list[TypedPin]:
    """Put a story into a slot; what was pinned there takes its former slot, or the next free one.

    Where none is free it keeps its row, without a slot: the editor decides.
    """
    wanted = slot_name(slot)
    mover = next((pin for pin in pins if pin.article == article), None)
    occupied = {pin.slot for pin in pins} | {wanted}
    later = [slot_name(other) for other in slots[slots.index(slot) :]]
    left = mover.slot if mover else next((name for name in later if name not in occupied), "")
    moved = [
        replace(pin, slot=wanted) if pin is mover else replace(pin, slot=left) if pin.slot == wanted else pin
        for pin in pins
    ]
    return moved if mover else [*moved, TypedPin(article, wanted)]


def move(pins: Sequence[TypedPin], article: str, slots: Sequence[Slot]) -> list[TypedPin]:
    """Put a story into the slot that its row names; what stands there takes the one in which it stood."""
    wanted = next((slot_in(pin.slot, slots) for pin in pins if pin.article == article), None)
    if wanted is None:
        return [*pins]
    return place([replace(pin, slot=pin.stood) for pin in pins], article, wanted, slots)


def first_free(pins: Sequence[TypedPin], slots: Sequence[Slot]) -> Slot:
    """Return the slot for a story that is pinned without naming one: beside the lead, else anywhere, else the last."""
    taken = {pin.slot for pin in pins}
    free = [slot for slot in slots if slot_name(slot) not in taken]
    return next((slot for slot in free if slot.area is not Area.LEAD), free[0] if free else slots[-1])
