"""The sitemap: an index of files that hold a fixed range of keys each, so that none of them moves."""

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.chrome import bar_sections
from articles.models import Article
from articles.upcoming import next_move
from newsportal.origin import absolute
from newsportal.page_cache.rules import cached_page

# The protocol allows 50,000 addresses a file (sitemaps.org); Arabic addresses are long.
KEYS_A_FILE = 10_000


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
    paths = [reverse("articles:home"), reverse("articles:latest"), reverse("articles:about")]
    paths += [section.get_absolute_url() for section in bar_sections()]
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
