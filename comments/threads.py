"""One page of an article's thread: which comments stand on it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce, Substr

from articles.models import Article
from comments.marks import position_of, root_at
from comments.models import Comment, CommentQuerySet
from comments.paths import STEP

OLDEST, NEWEST = "oldest", "newest"

# Every path lies between them.
FIRST, END = "0", "z"

SHOWN = (
    "id", "parent_id", "answered_id", "depth", "name", "website", "html", "status", "created_at",
    "is_staff", "is_pick",
)  # fmt: skip


@dataclass(frozen=True)
class ThreadPage:
    """Rows are plain dictionaries, since a thread is only shown and never changed from here."""

    rows: list[dict[str, Any]]
    number: int
    pages: int
    order: str

    def query(self, *, number: int = 1, order: str = "", **others: Any) -> str:
        """Return the query string of a page of this thread; the first page in the paper's order needs none."""
        order = order or self.order
        parts = {
            **({"page": number} if number > 1 else {}),
            **({"order": order} if order != settings.COMMENTS_ORDER else {}),
            **others,
        }
        return f"?{urlencode(parts)}" if parts else ""


def thread_page(article: Article, *, number: str, order: str) -> ThreadPage:
    """Return one page of what readers see of a thread, in one query; nonsense leads to the first one."""
    order = order if order in (OLDEST, NEWEST) else settings.COMMENTS_ORDER
    pages = max(1, -(-article.thread_count // settings.COMMENTS_PER_PAGE))
    page = _number(number, pages)
    comments = _newest_page(article, page, pages) if order == NEWEST else _oldest_page(article, page, pages)
    return ThreadPage(rows=list(comments.values(*SHOWN)), number=page, pages=pages, order=order)


def query_of(comment: Comment) -> str:
    """Return the query string of the page, older first, on which a shown comment stands; costs two queries."""
    number = position_of(comment.path[:STEP], comment.article_id) // int(settings.COMMENTS_PER_PAGE) + 1
    return ThreadPage(rows=[], number=number, pages=number, order=OLDEST).query(number=number)


def _number(value: str, pages: int) -> int:
    try:
        number = int(value)
    except ValueError:
        return 1
    return number if 1 <= number <= pages else 1


def _oldest_page(article: Article, number: int, pages: int) -> CommentQuerySet:
    """Return the comments from the page's first root up to the next page's: one stretch of the index."""
    start, stop = (number - 1) * settings.COMMENTS_PER_PAGE, number * settings.COMMENTS_PER_PAGE
    first = root_at(article.pk, start) if number > 1 else FIRST
    end = root_at(article.pk, stop) if number < pages else END
    return _stretch(article, first, end).order_by("path")


def _newest_page(article: Article, number: int, pages: int) -> CommentQuerySet:
    """Return the same stretch counted from the end; replies still read from older to newer."""
    stop = article.thread_count - (number - 1) * settings.COMMENTS_PER_PAGE
    first = root_at(article.pk, stop - settings.COMMENTS_PER_PAGE) if number < pages else FIRST
    end = root_at(article.pk, stop) if number > 1 else END
    return _stretch(article, first, end).order_by(Substr("path", 1, STEP).desc(), "path")


def _stretch(article: Article, first: Subquery | str, end: Subquery | str) -> CommentQuerySet:
    # Both ends are always given: PostgreSQL takes a stretch with one open end for a third of the table. A thread that
    # was hidden since its article was read leaves the page before it open.
    stop = Coalesce(end, Value(END)) if isinstance(end, Subquery) else end
    return Comment.objects.shown().filter(article=article, path__gte=first, path__lt=stop)
