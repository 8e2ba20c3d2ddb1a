"""One article: its page, its short link, and what stands there when it is gone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.corrections.markup import corrections_of
from articles.metadata import arabic_address, article_metadata
from articles.models import Article
from articles.related import related_articles
from articles.upcoming import next_move
from newsportal.arabic.slugs import same_slug
from newsportal.gone import Gone
from newsportal.page_cache.rules import cached_page, end_page


def published_article(pk: int, *fields: str) -> Article:
    """Return the published article with its section, source and picture, in one query; or these fields of it alone.

    Raises Gone for one that was taken down, Http404 for one that readers never saw.
    """
    whole = Article.objects.select_related("section", "source", "lead_picture")
    articles = Article.objects.only(*fields) if fields else whole
    try:
        return get_object_or_404(articles.published(), pk=pk)
    except Http404:
        if Article.objects.gone().filter(pk=pk).exists():
            raise Gone from None
        raise


@cached_page(article="pk", lagging=("lists",), parameters=("page", "order"), uncached=("reply",), until=next_move)
@require_safe
def article_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    article = published_article(pk)
    if not same_slug(slug, article.slug):
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(article.get_absolute_url() + (f"?{query}" if query else ""))
    end_page(request, article.comments_close_at)
    return article_page(request, article)


def article_page(
    request: HttpRequest, article: Article, *, comment_form: Any = None, status: int = 200
) -> HttpResponse:
    """Render the article with its thread; ``comment_form`` is a bound form whose errors and text are shown."""
    bylines = list(article.bylines.select_related("author"))
    tags = list(article.tags.all())
    corrections = corrections_of(article)
    context = {
        "article": article,
        "bylines": bylines,
        "tags": tags,
        "related": related_articles(article, tags),
        "corrections": corrections,
        "metadata": article_metadata(article, bylines, tags, corrections),
        "comment_form": comment_form,
        # A page that answers a reply or an error is nobody's search result.
        "noindex": status != 200 or "reply" in request.GET,
    }
    return render(request, "articles/article_detail.html", context, status=status)


@require_safe
def short_link(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponsePermanentRedirect(arabic_address(published_article(pk)))
