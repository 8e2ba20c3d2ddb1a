"""The sitemap: an index of files that hold a fixed range of keys each, so that none of them moves."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.chrome import all_sections
from articles.models import Article
from articles.site.pages.shown import shown_pages
from articles.upcoming import next_move
from newsportal.origin import absolute
from newsportal.page_cache.rules import cached_page, end_page

# The protocol allows 50,000 addresses a file (sitemaps.org); Arabic addresses are long.
KEYS_A_FILE = 10_000
# The protocol of news sitemaps (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1_000


@cached_page("lists", until=next_move)
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    last = Article.objects.published().aggregate(last=Max("pk"))["last"]
    numbers = range(1, last // KEYS_A_FILE + 2) if last else ()
    files = [reverse("sitemap_pages"), *(reverse("sitemap_articles", args=[number]) for number in numbers)]
    context = {"addresses": [absolute(path) for path in files]}
    return render(request, "articles/sitemap_index.xml", context, content_type="application/xml")


@cached_page()
@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    paths = [reverse("articles:home"), reverse("articles:latest")]
    paths += [page.get_absolute_url() for page in shown_pages().values()]
    paths += [section.get_absolute_url() for section in all_sections()]
    entries = [(absolute(path), None) for path in paths]
    return render(request, "articles/sitemap.xml", {"entries": entries}, content_type="application/xml")


@cached_page("lists", until=next_move)
@require_safe
def sitemap_articles(request: HttpRequest, number: int) -> HttpResponse:
    start = (number - 1) * KEYS_A_FILE
    articles = Article.objects.published().filter(pk__gte=start, pk__lt=start + KEYS_A_FILE)
    rows = articles.only("pk", "slug", "published_at", "updated_at").order_by("pk")
    entries = [(absolute(row.get_absolute_url()), row.updated_at or row.published_at) for row in rows]
    # A range that an import passed over is empty, and still named by the index.
    if not entries and not Article.objects.published().filter(pk__gte=start).exists():
        raise Http404
    return render(request, "articles/sitemap.xml", {"entries": entries}, content_type="application/xml")


@cached_page("lists", until=next_move)
@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Answer the stories of the last two days, the newest first."""
    newest = Article.objects.listed().filter(published_at__gt=timezone.now() - NEWS_FOR).newest_first()
    stories = list(newest.only("pk", "slug", "title", "published_at", "updated_at")[:MOST_NEWS])
    entries = [
        (absolute(story.get_absolute_url()), story, story.updated_at or story.published_at) for story in stories
    ]
    if stories and stories[-1].published_at:
        # It leaves by itself.
        end_page(request, stories[-1].published_at + NEWS_FOR)
    context = {"entries": entries, "name": settings.SITE_NAME}
    return render(request, "articles/news_sitemap.xml", context, content_type="application/xml")
