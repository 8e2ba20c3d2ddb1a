"""Marks in long threads: where every fiftieth of them begins, so that no page counts the threads before it."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, Subquery

from articles.models import Article
from comments.models import Comment, ThreadMark

STRIDE = 50


def root_at(article_id: int, position: int) -> Subquery:
    """Return the path of a shown thread of an article, the oldest at 0, as a subquery that passes over few others."""
    number, rest = divmod(position, STRIDE)
    mark = Subquery(ThreadMark.objects.filter(article_id=article_id, number=number).values("path"))
    if number and not rest:
        return mark
    roots = Comment.objects.roots(article_id).order_by("path").values("path")
    return Subquery((roots.filter(path__gte=mark) if number else roots)[rest : rest + 1])


def position_of(root: str, article_id: int) -> int:
    """Return the position of the shown thread that begins with a path; costs two queries."""
    marks = ThreadMark.objects.filter(article_id=article_id, path__lte=root)
    number, path = marks.order_by("-number").values_list("number", "path").first() or (0, "")
    return number * STRIDE + Comment.objects.roots(article_id).filter(path__gte=path, path__lt=root).count()


def lay_marks(earliest: Mapping[int, str]) -> None:
    """Lay the marks of articles anew from the earliest thread on that was shown or hidden, by its path.

    Call it under the lock of the articles, once they count their threads right. Costs a query; for each long thread
    some more, and a walk through the threads from there on.
    """
    has_marks = Exists(ThreadMark.objects.filter(article=OuterRef("pk")))
    known = Article.objects.filter(pk__in=earliest).order_by("pk")
    for article_id in known.filter(Q(thread_count__gt=STRIDE) | has_marks).values_list("pk", flat=True):
        lay_marks_of(article_id, earliest[article_id])


def lay_marks_of(article_id: int, earliest: str) -> None:
    marks = ThreadMark.objects.filter(article_id=article_id).order_by("number")
    before = marks.filter(path__lt=earliest).values_list("number", "path").last()
    number, path = before or (0, "")
    paths = Comment.objects.roots(article_id).filter(path__gte=path).order_by("path").values_list("path", flat=True)
    wanted = dict(enumerate(paths[::STRIDE], number))
    # The first thread needs none.
    wanted.pop(0, None)
    stored = dict(marks.filter(number__gte=number).values_list("number", "path"))
    moved = [number for number, path in stored.items() if wanted.get(number) != path]
    if moved:
        marks.filter(number__in=moved).delete()
    ThreadMark.objects.bulk_create(
        ThreadMark(article_id=article_id, number=number, path=path)
        for number, path in wanted.items()
        if stored.get(number) != path
    )
