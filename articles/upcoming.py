"""When time alone changes what readers see: a scheduled story appears, one is taken down, or a pin ends."""

from bisect import bisect_right
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from articles.models import Article, Pin
from newsportal.generations import remembered

# More than a paper plans; beyond them the next ones are asked for when these have passed.
KNOWN = 500
# No page takes longer to be made. It asks for what comes after its beginning, and moments may pass meanwhile.
MAKING = timedelta(minutes=10)


def next_move(after: datetime) -> datetime | None:
    """Return the first moment after ``after`` at which a story appears, is taken down or is unpinned by itself.

    Costs a query where a list of stories has changed, and none otherwise.
    """
    known = _known()
    if len(known) == KNOWN and known[-1] <= after:
        known = _moves(after)
    place = bisect_right(known, after)
    return known[place] if place < len(known) else None


@remembered("lists")
def _known() -> list[datetime]:
    return _moves(timezone.now() - MAKING)


def _moves(after: datetime) -> list[datetime]:
    appearing = Article.objects.filter(status=Article.Status.PUBLISHED, published_at__gt=after)
    # Of no status: an index holds the few that have such a time.
    leaving = Article.objects.filter(unpublished_at__gt=after)
    unpinned = Pin.objects.filter(ends_at__gt=after).order_by()
    moments = appearing.values(moment=F("published_at")).union(
        leaving.values(moment=F("unpublished_at")), unpinned.values(moment=F("ends_at"))
    )
    return [row["moment"] for row in moments.order_by("moment")[:KNOWN]]
