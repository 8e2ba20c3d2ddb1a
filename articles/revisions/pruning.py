"""How many revisions are kept, and for how long; the settings ARTICLE_REVISIONS_KEPT and ARTICLE_REVISIONS_DAYS."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.utils import timezone

from articles.models import Revision

# Articles whose revisions are looked at in one query; what is deleted in one statement.
BATCH = 200
# Each of these changed what readers had read.
LASTING = frozenset({Revision.Kind.UPDATE.value, Revision.Kind.CORRECTION.value})


def prune_revisions() -> int:
    """Delete the revisions that are too many or too old, and return how many.

    Of each article the first and the latest stay, and those that changed a published text. Reads no texts, and works
    in batches, so that nobody who saves meanwhile waits for long.
    """
    kept, days = settings.ARTICLE_REVISIONS_KEPT, settings.ARTICLE_REVISIONS_DAYS
    if not kept and not days:
        return 0
    since = timezone.now() - timedelta(days=days) if days else None
    pruned = 0
    for rows in _batches():
        gone = [
            row.pk
            for _, of_one in groupby(rows, key=attrgetter("article_id"))
            for row in surplus([*of_one], kept=kept, since=since)
        ]
        for start in range(0, len(gone), BATCH):
            pruned += Revision.objects.filter(pk__in=gone[start : start + BATCH]).delete()[0]
    return pruned


def surplus(revisions: list[Revision], *, kept: int, since: datetime | None) -> Iterable[Revision]:
    """Return which of one article's revisions go, given in the order of their numbers.

    ``kept`` is the number of the latest that stay, 0 for all; what was made before ``since`` goes, None for nothing.
    """
    for place, revision in enumerate(revisions[1:-1], start=1):
        is_too_many = bool(kept) and len(revisions) - place > kept
        is_too_old = since is not None and revision.made_at < since
        if revision.kind not in LASTING and (is_too_many or is_too_old):
            yield revision


def _batches() -> Iterator[list[Revision]]:
    """Yield all revisions without their texts, in the order of articles and numbers, some articles at a time."""
    last = 0
    while True:
        after = Revision.objects.filter(article__gt=last).order_by("article_id")
        keys = [*after.values_list("article_id", flat=True).distinct()[:BATCH]]
        if not keys:
            return
        rows = Revision.objects.filter(article__gt=last, article__lte=keys[-1]).order_by("article_id", "number")
        yield [*rows.only("article_id", "number", "kind", "made_at")]
        last = keys[-1]
