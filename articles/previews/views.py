"""The page of a preview link."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.previews.models import PreviewLink
from articles.views import preview_page
from newsportal.tokens import digest_of, private_page


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft as it is stored now, or lead to the story once readers see it.

    A link that was revoked, or whose story was taken down, is a 410 for good; one that has ended is so until the story
    is published.
    """
    links = PreviewLink.objects.select_related(*(f"article__{name}" for name in ("section", "source", "lead_picture")))
    link = get_object_or_404(links, token_hash=digest_of(token))
    article = link.article
    if link.revoked_at:
        return _ended(request)
    if Article.objects.published().filter(pk=article.pk).exists():
        return private_page(HttpResponsePermanentRedirect(article.get_absolute_url()))
    if link.has_ended or Article.objects.gone().filter(pk=article.pk).exists():
        return _ended(request)
    bylines = list(article.bylines.select_related("author"))
    return preview_page(request, article, bylines, list(article.tags.all()))


def _ended(request: HttpRequest) -> HttpResponse:
    return private_page(render(request, "articles/preview_ended.html", status=410))
