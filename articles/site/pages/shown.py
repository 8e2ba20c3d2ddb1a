"""The static pages that readers may see, and building their texts anew."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from articles.site.pages.models import StaticPage
from newsportal.generations import remembered

if TYPE_CHECKING:
    from django.db.models import QuerySet

TEXTS = ("body", "body_html")


@remembered("site")
def shown_pages() -> dict[str, StaticPage]:
    """Return the shown pages by their slugs, without their texts; kept in the process until one of them changes."""
    return {page.slug: page for page in StaticPage.objects.shown().defer(*TEXTS)}


def rebuild_pages(pages: "QuerySet[StaticPage] | Iterable[StaticPage]") -> list[StaticPage]:
    """Build the texts anew, store those that come out different, which moves ``site``, and return them.

    No time of theirs moves. Costs a query for each page with pictures.
    """
    changed = []
    for page in pages:
        before = (page.body, page.body_html)
        page.rebuild()
        if before != (page.body, page.body_html):
            changed.append(page)
    StaticPage.objects.bulk_update(changed, list(TEXTS))
    return changed
