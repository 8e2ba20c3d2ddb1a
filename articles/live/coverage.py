"""Which entries of a live coverage a page shows: the pinned ones, then the newest, or those from one entry on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from articles.live.models import LiveEntry
from articles.models import Article
from newsportal.converters import key_in

PAGE_SIZE = 20
MOST_PINNED = 5
# What of the query chooses the entries: those before a key, or the page on which one of them stands.
BEFORE, ENTRY = "entries", "entry"
PARAMETERS = (BEFORE, ENTRY)


@dataclass(frozen=True)
class Coverage:
    """One page of entries; ``next_cursor`` is None on the last one, and only the first one shows what is pinned."""

    article: Article
    pinned: list[LiveEntry]
    latest: list[LiveEntry]
    next_cursor: int | None
    is_first: bool

    @property
    def entries(self) -> list[LiveEntry]:
        """All that the page shows, in its order."""
        return [*self.pinned, *self.latest]

    @property
    def is_ended(self) -> bool:
        return self.article.coverage_ended_at is not None

    @property
    def is_followed(self) -> bool:
        """Whether a script of the page asks for what comes."""
        return self.is_first and not self.is_ended

    @property
    def window(self) -> int:
        """How many entries beside the pinned ones a script of the page is told of."""
        return PAGE_SIZE

    @property
    def last_at(self) -> datetime | None:
        """When the last entry was posted, as far as the first page tells."""
        return max((entry.posted_at for entry in self.entries), default=None) if self.is_first else None


def has_page(article: Article, query: Mapping[str, str]) -> bool:
    """Return whether a query is one by which links lead into this coverage, or chooses no entries at all.

    Every other one would give the first page, too, but such addresses are endless: anybody can make them up. Costs two
    queries at most, and none for the story's own address.
    """
    asked = [(name, query[name]) for name in PARAMETERS if name in query]
    if not asked:
        return True
    name, value = asked[0]
    key = key_in(value)
    if article.kind != Article.Kind.LIVE or len(asked) > 1 or key is None or str(key) != value:
        return False
    entries, standing = article.live_entries, article.live_entries.standing()
    if name == ENTRY:
        return standing.filter(pk=key).exists()
    # A link to older entries stays where its own entry was withdrawn or pinned meanwhile.
    return entries.filter(pk=key).exists() and standing.filter(is_pinned=False, pk__lt=key).exists()


def coverage_of(article: Article, query: Mapping[str, str] | None = None) -> Coverage | None:
    """Return the page that a query chooses, the first one for what chooses none; None for another kind of story.

    Costs one query; two where an entry is asked for that stands on no first page, and for an address that is none.
    """
    if article.kind != Article.Kind.LIVE or article.pk is None:
        return None
    before, wanted = (key_in((query or {}).get(name)) for name in PARAMETERS)
    if before and (page := _page(article, before)).latest:
        return page
    first = _page(article)
    if wanted and wanted not in {entry.pk for entry in first.entries}:
        page = _page(article, wanted + 1)
        if page.latest and page.latest[0].pk == wanted:
            return page
    return first


def _page(article: Article, before: int | None = None) -> Coverage:
    rows = article.live_entries.standing().defer("body")
    if before is None:
        rows = rows.order_by("-is_pinned", "-pk")
    else:
        rows = rows.filter(is_pinned=False, pk__lt=before).order_by("-pk")
    found = list(rows[: MOST_PINNED + PAGE_SIZE + 1])
    pinned = [entry for entry in found if entry.is_pinned]
    others = [entry for entry in found if not entry.is_pinned]
    latest = others[:PAGE_SIZE]
    cursor = latest[-1].pk if len(others) > PAGE_SIZE else None
    return Coverage(article, pinned, latest, cursor, is_first=before is None)
