"""What stands above the pages now; a warm process answers it without a query."""

from django.http import HttpRequest
from django.utils import timezone

from articles.site.breaking.models import BreakingNews
from newsportal.generations import remembered
from newsportal.page_cache.rules import end_page

# The story is judged again at each request, so that only what that takes is read.
OF_STORY = ("slug", "status", "published_at", "unpublished_at")


def breaking_news(request: HttpRequest) -> BreakingNews | None:
    """Return what stands above this page, and end the page at the moment that this changes by itself."""
    news = newest()
    if news is None:
        return None
    # Before it is judged: what passes in between has ended, and no page shows it until midnight.
    for moment in news.moments:
        end_page(request, moment)
    return news if news.is_seen_at(timezone.now()) else None


@remembered("site")
def newest() -> BreakingNews | None:
    """Return the newest that has not ended, whether or not its story can be read."""
    columns = ("words", "ends_at", *(f"article__{name}" for name in OF_STORY))
    news: BreakingNews | None = BreakingNews.objects.standing().select_related("article").only(*columns).first()
    return news
