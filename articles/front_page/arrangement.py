"""How editors arranged the pages, as every process keeps it until something changes in lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from articles.front_page.models import Area, Front, Layout, Pin
from articles.front_page.slots import Slot, filled, slots_of
from articles.models import Article
from articles.models.archive import ArticleQuerySet
from newsportal.generations import remembered


@dataclass(frozen=True)
class Pinned:
    """A story that stands in a slot until ``ends_at``, or for good."""

    slot: Slot
    article: int
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Arrangement:
    """``section`` is the key of the section whose page it is, None for home."""

    section: int | None = None
    layout: Layout = Layout.NORMAL
    pins: Sequence[Pinned] = field(default=())

    @property
    def slots(self) -> list[Slot]:
        return slots_of(self.layout, is_home=self.section is None)

    @property
    def standing(self) -> list[Pinned]:
        """What is not over at this moment."""
        now = timezone.now()
        return [pin for pin in self.pins if pin.ends_at is None or pin.ends_at > now]

    def pinned_stories(self) -> dict[Slot, Article]:
        """Return the pinned stories that readers see in lists, in a query where anything is pinned."""
        slots = {pin.article: pin.slot for pin in self.standing}
        stories = Article.objects.listed_of(slots.keys()).for_cards() if slots else ()
        return {slots[story.pk]: story for story in stories}

    def stories(self, newest: Sequence[Article]) -> dict[Slot, Article]:
        """Return the story of each slot, of ``newest`` those that ``fills()`` returned."""
        return filled(self.slots, self.pinned_stories(), newest)

    def fills(self, listed: ArticleQuerySet, *, beyond: int = 0) -> list[Article]:
        """Return enough of the newest for all slots, and so many beyond, in a query: some may be pinned already."""
        return listed.newest(len(self.slots) + len(self.pins) + beyond)


def arrangement_of(section: int | None) -> Arrangement:
    """Return how the page of a section, or home, is arranged; costs two queries where lists have changed."""
    return arrangements().get(section) or Arrangement(section)


@remembered("lists")
def arrangements() -> Mapping[int | None, Arrangement]:
    """Return all that editors arranged, by the section's key."""
    return {
        front.section_id: Arrangement(front.section_id, Layout(front.layout), placed(front.pins.all()))
        for front in Front.objects.prefetch_related("pins")
    }


def placed(pins: Iterable[Pin]) -> tuple[Pinned, ...]:
    """Return stored pins as an arrangement has them."""
    return tuple(Pinned(Slot(Area(pin.area), pin.number), pin.article_id, pin.ends_at) for pin in pins)
