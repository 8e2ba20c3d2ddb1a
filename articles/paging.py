"""Lists by cursor: a page begins where the one before ended, however long the archive is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from articles.kinds import sign_opinions
from articles.listing import Place
from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.models.line import LineQuerySet

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Page:
    """One page of a list; ``next_cursor`` is empty on the last one."""

    articles: list[Article]
    next_cursor: str
    is_first: bool


def cursor_of(article: Article) -> str:
    """Return the place of an article in a list: microseconds since 1970 and the key."""
    if article.published_at is None:
        raise ValueError("Only a published article has a place in a list.")
    return f"{(article.published_at - EPOCH) // MICROSECOND}-{article.pk}"


def read_place(cursor: str) -> tuple[int, int] | None:
    """Return the two numbers of a cursor, or None for anything else; both fit a database's own numbers."""
    first, _, key = cursor.partition("-")
    if not (first.isascii() and first.isdigit() and key.isascii() and key.isdigit()):
        return None
    if len(first) > 17 or len(key) > 18:
        return None
    return int(first), int(key)


def read_cursor(cursor: str) -> Place | None:
    """Return the place of a cursor, or None for anything that ``cursor_of`` did not write."""
    place = read_place(cursor)
    try:
        return place and Place(EPOCH + place[0] * MICROSECOND, place[1])
    except OverflowError:
        return None


def page_of(
    listed: Callable[[Place | None], ArticleQuerySet | LineQuerySet],
    cursor: str,
    *,
    size: int = PAGE_SIZE,
    with_text: bool = False,
) -> Page:
    """Return one page, newest first, in one query, or two where it has opinions. A broken cursor gives the first page.

    ``listed`` is a method of a queryset that returns what comes after a place, or all where it gets none.
    """
    place = read_cursor(cursor)
    rows = listed(place).newest(size + 1, with_text=with_text)
    more = len(rows) > size
    sign_opinions(rows[:size])
    return Page(rows[:size], cursor_of(rows[size - 1]) if more else "", is_first=place is None)
