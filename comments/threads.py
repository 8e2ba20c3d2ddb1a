"""One page of an article's thread: which comments stand on it, and what its template shows of each."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Subquery
from django.db.models.functions import Substr
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.models import Article
from comments.models import Comment, CommentQuerySet
from comments.paths import STEP
from newsportal.arabic.bidi import isolate
from newsportal.arabic.names import colour_of, initial

OLDEST, NEWEST = "oldest", "newest"

# Every path lies between them.
FIRST, END = "0", "z"

SHOWN = ("id", "parent_id", "depth", "name", "website", "html", "status", "created_at")


@dataclass(frozen=True)
class ThreadPage:
    """Rows are plain dictionaries, since templates read those faster than objects."""

    rows: list[dict[str, Any]]
    number: int
    pages: int
    order: str

    def query(self, *, number: int = 1, order: str = "", **others: Any) -> str:
        """Return the query string of a page of this thread; the first page, older first, needs none."""
        order = order or self.order
        parts = {
            **({"page": number} if number > 1 else {}),
            **({"order": order} if order != OLDEST else {}),
            **others,
        }
        return f"?{urlencode(parts)}" if parts else ""


def thread_page(article: Article, *, number: str, order: str) -> ThreadPage:
    """Return one page of what readers see of a thread, in one query; nonsense leads to the first page, older first."""
    order = NEWEST if order == NEWEST else OLDEST
    pages = max(1, -(-article.thread_count // settings.COMMENTS_PER_PAGE))
    page = _number(number, pages)
    comments = _newest_page(article, page, pages) if order == NEWEST else _oldest_page(article, page, pages)
    rows = list(comments.values(*SHOWN))
    _dress(rows)
    return ThreadPage(rows=rows, number=page, pages=pages, order=order)


def page_of(comment: Comment) -> int:
    """Return the number of the page, older first, on which a shown comment stands; costs one query."""
    earlier = _roots(comment.article_id).filter(path__lt=comment.path[:STEP]).count()
    return int(earlier) // settings.COMMENTS_PER_PAGE + 1


def _number(value: str, pages: int) -> int:
    try:
        number = int(value)
    except ValueError:
        return 1
    return number if 1 <= number <= pages else 1


def _roots(article_id: int) -> CommentQuerySet:
    return Comment.objects.shown().filter(article_id=article_id, parent=None)


def _oldest_page(article: Article, number: int, pages: int) -> CommentQuerySet:
    """Return the comments from the page's first root up to the next page's: one stretch of the index."""
    roots = _roots(article.pk).order_by("path").values("path")
    start, stop = (number - 1) * settings.COMMENTS_PER_PAGE, number * settings.COMMENTS_PER_PAGE
    first = Subquery(roots[start : start + 1]) if number > 1 else FIRST
    end = Subquery(roots[stop : stop + 1]) if number < pages else END
    return _stretch(article, first, end).order_by("path")


def _newest_page(article: Article, number: int, pages: int) -> CommentQuerySet:
    """Return the same stretch counted from the end; replies still read from older to newer."""
    roots = _roots(article.pk).order_by("-path").values("path")
    start, stop = (number - 1) * settings.COMMENTS_PER_PAGE, number * settings.COMMENTS_PER_PAGE
    first = Subquery(roots[stop - 1 : stop]) if number < pages else FIRST
    end = Subquery(roots[start - 1 : start]) if number > 1 else END
    return _stretch(article, first, end).order_by(Substr("path", 1, STEP).desc(), "path")


def _stretch(article: Article, first: Subquery | str, end: Subquery | str) -> CommentQuerySet:
    # Both ends are always given: PostgreSQL takes a stretch with one open end for a third of the table.
    return Comment.objects.shown().filter(article=article, path__gte=first, path__lt=end)


@lru_cache(maxsize=10_000)
def _avatar(name: str) -> tuple[str, str]:
    return initial(name), str(colour_of(name))


def _dress(rows: list[dict[str, Any]]) -> None:
    """Add what the template shows beside the columns, and take away what stood in a deleted place."""
    names: dict[int, str] = {}
    heading, nobody = gettext("Reply to %(name)s"), gettext("a deleted comment")
    for row in rows:
        row["is_deleted"] = row["status"] != Comment.Status.APPROVED
        if row["is_deleted"]:
            row["is_withdrawn"] = row["status"] == Comment.Status.WITHDRAWN
            row["name"] = row["website"] = row["html"] = ""
        else:
            row["initial"], row["colour"] = _avatar(row["name"])
            row["reply_heading"] = heading % {"name": isolate(row["name"])}
        # A parent stands above its replies, on the same page.
        row["parent_name"] = names.get(row["parent_id"]) or nobody
        names[row["id"]] = row["name"]
        # Templates localise numbers, which costs more than everything else about them.
        row.update({name: SafeString(row[name]) for name in ("id", "parent_id", "depth") if row[name]})
