"""The slots of a page's top, and how they are filled: by what is pinned, and otherwise by the newest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.front_page.models import Area, Layout
from articles.models import Article

# Lead stories, those beside it and headlines of the strip; a section's own list follows below its top.
HOME = {Layout.QUIET: (1, 2, 3), Layout.NORMAL: (1, 4, 6), Layout.BIG: (1, 3, 6)}
SECTION = {Layout.QUIET: (1, 2, 0), Layout.NORMAL: (1, 4, 3), Layout.BIG: (1, 3, 6)}
# Among so many of the newest a story with a picture is sought that leads.
LEADING = 5


class Slot(NamedTuple):
    """A place at the top of a page; numbers begin at one in each area."""

    area: Area
    number: int


@dataclass(frozen=True)
class Top:
    """The stories at the top of a page, none of them twice; ``related`` are headlines below the lead."""

    layout: Layout
    lead: Article | None
    secondary: list[Article]
    strip: list[Article]
    related: list[Article] = field(default_factory=list)

    def __iter__(self) -> Iterator[Article]:
        yield from ([self.lead] if self.lead else [])
        yield from self.secondary
        yield from self.strip
        yield from self.related


def slot_name(slot: Slot) -> str:
    """Return the name by which forms and pages know a slot, such as "secondary-2"."""
    return f"{slot.area}-{slot.number}"


def slots_of(layout: Layout, *, is_home: bool) -> list[Slot]:
    """Return the slots in the order in which they are filled."""
    counts = zip(Area, (HOME if is_home else SECTION)[layout], strict=True)
    return [Slot(area, number) for area, count in counts for number in range(1, count + 1)]


def filled(slots: Sequence[Slot], pinned: Mapping[Slot, Article], newest: Sequence[Article]) -> dict[Slot, Article]:
    """Return the story of each slot; the last ones stay empty where there are too few.

    What is pinned to no slot of these does not count. Of the newest, a story with a picture leads.
    """
    standing = {slot: pinned[slot] for slot in slots if slot in pinned}
    taken = {article.pk for article in standing.values()}
    rest = [article for article in newest if article.pk not in taken]
    if rest and slots[0] not in standing:
        leading = next((article for article in rest[:LEADING] if article.lead_picture_id), rest[0])
        rest.remove(leading)
        standing[slots[0]] = leading
    free = [slot for slot in slots if slot not in standing]
    return {**standing, **dict(zip(free, rest, strict=False))}


def top_of(layout: Layout, stories: Mapping[Slot, Article]) -> Top:
    """Return the stories by their areas, in the order of their slots."""
    by_area = {area: [stories[slot] for slot in sorted(stories) if slot.area == area] for area in Area}
    return Top(layout, next(iter(by_area[Area.LEAD]), None), by_area[Area.SECONDARY], by_area[Area.STRIP])
