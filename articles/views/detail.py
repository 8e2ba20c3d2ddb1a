"""One article: its page, its short link, and what stands there when it is gone."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from articles.corrections.markup import corrections_of
from articles.live.coverage import PARAMETERS as LIVE_PARAMETERS
from articles.live.coverage import coverage_of, has_page
from articles.live.metadata import feed_link, live_facts
from articles.metadata import Metadata, arabic_address, article_metadata
from articles.models import Article, Byline, Tag
from articles.related import related_articles
from articles.upcoming import next_move
from newsportal.arabic.slugs import same_slug
from newsportal.gone import Gone
from newsportal.origin import absolute
from newsportal.page_cache.rules import cached_page, end_page
from newsportal.tokens import private_page


def published_article(pk: int, *fields: str) -> Article:
    """Return the published article with its section, source and picture, in one query; or these fields of it alone.

    Raises Gone for one that was taken down, Http404 for one that readers never saw.
    """
    whole = Article.objects.select_related("section", "source", "lead_picture")
    articles = Article.objects.only(*fields) if fields else whole
    try:
        return get_object_or_404(articles.published(), pk=pk)
    except Http404:
        gone = Article.objects.gone().only("status", "unpublished_at", "withdrawal_reason").filter(pk=pk).first()
        if gone:
            raise what_is_gone(gone) from None
        raise


def what_is_gone(article: Article) -> Gone:
    """Return what readers are told of a story that was taken down; costs a query where the paper withdrew it."""
    if article.status != Article.Status.WITHDRAWN:
        return Gone(moment=article.unpublished_at)
    withdrawals = article.transitions.filter(to_status=Article.Status.WITHDRAWN).order_by("-pk")
    moment = withdrawals.values_list("made_at", flat=True).first()
    return Gone(is_withdrawn=True, moment=moment, reason=article.withdrawal_reason)


@cached_page(
    article="pk",
    lagging=("lists", "reads"),
    parameters=("page", "order", *LIVE_PARAMETERS),
    uncached=("reply",),
    until=next_move,
)
@require_safe
def article_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    article = published_article(pk)
    if not has_page(article, request.GET):
        # Else anybody could have one page made and kept under endless addresses.
        return HttpResponseRedirect(article.get_absolute_url())
    if not same_slug(slug, article.slug):
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(article.get_absolute_url() + (f"?{query}" if query else ""))
    end_page(request, article.comments_close_at)
    return article_page(request, article)


def article_page(
    request: HttpRequest, article: Article, *, comment_form: Any = None, status: int = 200
) -> HttpResponse:
    """Render the article with its thread; ``comment_form`` is a bound form whose errors and text are shown."""
    bylines = list(article.bylines.select_related("author__portrait"))
    tags = list(article.tags.all())
    corrections = corrections_of(article)
    live = coverage_of(article, request.GET)
    more = live_facts(live, absolute(arabic_address(article))) if live else None
    metadata = article_metadata(article, bylines, tags, corrections, more=more)
    context = {
        "corrections": corrections,
        "metadata": replace(metadata, head=metadata.head + feed_link(live)) if live else metadata,
        "live": live,
        "comment_form": comment_form,
        # A page that answers a reply or an error is nobody's search result, nor are older entries.
        "noindex": status != 200 or "reply" in request.GET or (live is not None and not live.is_first),
    }
    return story_page(request, article, bylines, tags, context, status=status)


def preview_page(
    request: HttpRequest,
    article: Article,
    bylines: list[Byline],
    tags: list[Tag],
    *,
    framed_theme: str = "",
    is_public: bool = False,
) -> HttpResponse:
    """Render the page that readers would get of a story which they do not see; it need not be stored (decision 31).

    It offers no thread, nothing to share and nothing for search engines. With a ``framed_theme``, "light" or "dark",
    it stands in a frame of the newsroom: in that theme, without scripts, its links opening windows of their own.
    Where it ``is_public``, readers see what was last saved.
    """
    head = render_to_string("articles/_preview_head.html", {"framed_theme": framed_theme})
    context = {
        "metadata": Metadata(head=head, short_url=""),
        "noindex": True,
        "is_preview": True,
        "live": coverage_of(article),
        "framed_theme": framed_theme,
        "is_public": is_public,
    }
    return private_page(story_page(request, article, bylines, tags, context))


def story_page(
    request: HttpRequest,
    article: Article,
    bylines: list[Byline],
    tags: list[Tag],
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Render a story by the readers' template; ``context`` is what its page says and does beside the story."""
    story = {"article": article, "bylines": bylines, "tags": tags, "related": related_articles(article, tags)}
    return render(request, "articles/article_detail.html", {**story, **context}, status=status)


@require_safe
def short_link(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponsePermanentRedirect(arabic_address(published_article(pk)))
