"""Where a section, an author or a source is in use, which is why it cannot be deleted."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.models import Article, Author, Byline, Section, Source
from articles.site.conventions import digits
from newsportal.desk.counting import count_some

# So many stories are named; the others are only counted, as far as a person reads a number.
NAMED = 10


def uses_of(rows: Sequence[Any]) -> Iterator[str]:
    """Yield the newest stories that use rows of one table, as links, and how many more there are.

    Costs two queries for sections and sources and three for authors, and counts no more than a person reads.
    """
    found = stories_of(rows)
    keys = [key for (key,) in found.order_by("-pk").values_list("pk")[:NAMED]] if found is not None else []
    if not keys or found is None:
        return
    titles = Article.objects.only("title", "status").in_bulk(keys)
    for key in keys:
        address = reverse("admin:articles_article_change", args=[key])
        state = Article.Status(titles[key].status).label
        yield format_html('<a href="{}"><bdi>{}</bdi></a> ({})', address, titles[key].title, state)
    number = count_some(found)
    if number.is_more:
        yield _("… and more than %(count)s others") % {"count": digits(f"{number.value - NAMED:,}")}
    elif number.value > NAMED:
        yield _("… and further ones: %(count)s") % {"count": digits(f"{number.value - NAMED:,}")}


def stories_of(rows: Sequence[Any]) -> "QuerySet[Article] | None":
    """Return the stories that forbid a deletion of these rows, None for rows that nothing keeps from going."""
    model = type(rows[0]) if rows else None
    if model is Section:
        return Article.objects.filter(section__in=rows)
    if model is Source:
        return Article.objects.filter(source__in=rows)
    if model is Author:
        return Article.objects.filter(pk__in=Byline.objects.filter(author__in=rows).values("article"))
    return None
