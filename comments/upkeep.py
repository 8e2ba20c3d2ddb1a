"""What articles and comments store about their threads, brought level with a change; under one lock an article."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from articles.models import Article
from comments.marks import lay_marks
from comments.models import Comment, CommentQuerySet
from comments.paths import STEP, keys_above
from newsportal import generations

# Keeps a statement's parameters well under SQLite's limit.
BATCH = 2_000


class Row(NamedTuple):
    """What is to be known of a comment that changes."""

    pk: int
    article_id: int
    status: str
    path: str
    approved_below: int
    version: int
    is_staff: bool
    is_pick: bool
    open_reports: int

    @property
    def was_shown(self) -> bool:
        return self.status == Comment.Status.APPROVED or self.approved_below > 0


def rows_of(comments: QuerySet[Comment]) -> list[Row]:
    return [Row(*values) for values in comments.values_list(*Row._fields)]


def lock(article_ids: Collection[int]) -> None:
    """Make every other change to the threads of these articles wait until the transaction ends."""
    for batch in batches(sorted(article_ids)):
        list(Article.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk").values_list("pk"))


def bring_level(rows: Iterable[Row]) -> None:
    """Count anew what is stored above the moved comments, and tell their pages."""
    # Of each article the earliest thread.
    earliest = {row.article_id: row.path[:STEP] for row in sorted(rows, key=attrgetter("path"), reverse=True)}
    article_ids = sorted(earliest)
    above = sorted({key for row in rows for key in keys_above(row.path)})
    for batch in batches(above):
        _count_below(Comment.objects.filter(pk__in=batch))
    for batch in batches(article_ids):
        _count_threads(batch)
        lay_marks({article_id: earliest[article_id] for article_id in batch})
    generations.advance(*map(generations.article, article_ids))


def recount(article_ids: Iterable[int]) -> None:
    """Count anew what articles and comments store about their threads; costs a scan of each thread."""
    ids = sorted(set(article_ids))
    with transaction.atomic():
        lock(ids)
        has_replies = Exists(Comment.objects.filter(parent=OuterRef("pk")))
        for batch in batches(ids):
            threads = Comment.objects.filter(article_id__in=batch)
            _count_below(threads.filter(Q(approved_below__gt=0) | has_replies))
            _count_threads(batch)
            lay_marks(dict.fromkeys(batch, ""))
        generations.advance(*map(generations.article, ids))


def batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _count_below(comments: CommentQuerySet) -> None:
    end = Concat(OuterRef("path"), Value("z"), output_field=CharField())
    below = Comment.objects.approved().filter(
        article_id=OuterRef("article_id"), path__gt=OuterRef("path"), path__lt=end
    )
    comments.update(approved_below=_counted(below))


def _count_threads(article_ids: Sequence[int]) -> None:
    thread = Comment.objects.filter(article_id=OuterRef("pk"))
    Article.objects.filter(pk__in=article_ids).update(
        comment_count=_counted(thread.approved()), thread_count=_counted(thread.shown().filter(parent=None))
    )


def _counted(comments: CommentQuerySet) -> Coalesce:
    counted = comments.order_by().values("article_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
