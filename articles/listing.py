"""The gate between the newsroom and the readers, and the places that stories have in lists.

A list is a stretch of one index, the newest first. The paper and its sections have theirs over the articles; authors
and tags have theirs over the lines that join them to a story, which hold its time of publication for that.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.db.models.lookups import In
from django.utils import timezone

if TYPE_CHECKING:
    # The models of articles and lines ask this module, so it cannot import them when the program runs.
    from articles.models.line import Line

PUBLISHED, ARCHIVED, WITHDRAWN = "published", "archived", "withdrawn"
READABLE = (PUBLISHED, ARCHIVED)
# Stories that stand nowhere yet.
UNSEEN = frozenset({"draft", "in_review", "ready"})


class Place(NamedTuple):
    """A story's place in a list: what comes after it is older, or as old and has a smaller key."""

    moment: datetime
    pk: int


def is_published(
    before: Place | None = None,
    *,
    statuses: Collection[str] = READABLE,
    story: str = "",
    moment: str = "published_at",
    key: str = "pk",
) -> Q:
    """Return what readers may see at this moment; of it, what comes after a place in a list, where one is given.

    ``story`` leads to the article, ``moment`` and ``key`` to the columns by which the list is ordered.
    """
    now = timezone.now()
    # One upper end alone: SQLite would walk its index from the later one of two.
    until = min(before.moment, now) if before else now
    ends = {f"{story}published_at__lte": until, f"{moment}__lte": until}
    # A condition for the only one: partial indexes are chosen by it.
    kinds = {f"{story}status__in": statuses} if len(statuses) > 1 else {f"{story}status": next(iter(statuses))}
    seen = is_standing(story=story) & Q(**kinds, **ends)
    # Until then the index leads; this parts the stories of one moment.
    return seen & (Q((f"{moment}__lt", before.moment)) | Q((f"{key}__lt", before.pk))) if before else seen


def is_published_of(keys: Collection[int], *, statuses: Collection[str] = READABLE) -> Q:
    """Return the same gate for stories with these keys, of which databases look at no others.

    SQLite would walk its index of all that is published. It takes none whose first column stands in an expression
    (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    """
    has_status = Q(In(Concat(F("status"), Value("")), list(statuses)))
    return Q(pk__in=keys) & has_status & Q(published_at__lte=timezone.now()) & is_standing()


def is_standing(*, story: str = "") -> Q:
    """Return what is not over: the last part of the gate, for stories whose status and time are known to be right."""
    return Q((f"{story}unpublished_at", None)) | Q((f"{story}unpublished_at__gt", timezone.now()))


def stands(unpublished_at: datetime | None) -> bool:
    """Return ``is_standing()`` of a story that is loaded."""
    return unpublished_at is None or unpublished_at > timezone.now()


def list_anew(lines: "type[Line]", articles: Collection[int]) -> None:
    """Give the lines of these articles the time from which lists show them: that of publication, or none.

    Call it in the transaction that changed the articles or their lines. It locks the articles first: who adds a line
    waits for who changes a status.
    """
    articles_of = lines._meta.get_field("article").related_model._base_manager
    stories = articles_of.select_for_update(no_key=True).filter(pk__in=articles).order_by("pk")
    listed = articles_of.filter(pk=OuterRef("article_id"), status=PUBLISHED).values("published_at")
    with transaction.atomic(savepoint=False):
        list(stories.values_list("pk"))
        lines._base_manager.filter(article_id__in=articles).update(listed_at=Subquery(listed))
