"""The preview of a story while it is written, and links by which others read the draft."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.side import Panel
from articles.admin.typed_story import article_to_write, typed_story
from articles.models import Article
from articles.permissions import may_change
from articles.previews.links import MOST_LIVE, TooManyLinksError, make_link, revoke
from articles.previews.models import PreviewLink
from articles.site.conventions import digits
from articles.views import preview_page
from newsportal.origin import absolute
from newsportal.security import framed
from newsportal.tokens import private_page

if TYPE_CHECKING:
    from articles.admin.article import ArticleAdmin

THEMES = ("light", "dark")
HOUR, MINUTE = 3_600, 60


@dataclass(frozen=True)
class LiveLink:
    """A link that works, as the newsroom lists it."""

    row: PreviewLink

    @property
    def ends_in(self) -> str:
        """How long it still works, in whole hours or minutes, rounded; at least a minute."""
        seconds = int((self.row.expires_at - timezone.now()) / timedelta(seconds=1))
        unit = HOUR if seconds > HOUR - MINUTE else MINUTE
        count = max(round(seconds / unit), 1)
        if unit == HOUR:
            text = ngettext("Ends in %(count)d hour", "Ends in %(count)d hours", count)
        else:
            text = ngettext("Ends in %(count)d minute", "Ends in %(count)d minutes", count)
        return digits(text % {"count": count})

    @property
    def revoke_path(self) -> str:
        return reverse("admin:articles_article_revoke_link", args=[self.row.article_id, self.row.pk])


def preview_panel(request: HttpRequest, article: Article | None) -> Panel | None:
    """Return the panel with the button and the links; costs two queries for an article that is stored."""
    if article is not None and not may_change(request.user, article):
        return None
    return Panel("preview", _("Preview"), "admin/articles/article/_preview.html", preview_context(article))


def preview_context(article: Article | None) -> dict[str, Any]:
    key = article.pk if article else "new"
    name = "admin:articles_article_preview" if article else "admin:articles_article_preview_new"
    context: dict[str, Any] = {"preview_path": reverse(name, args=[key] if article else [])}
    return {**context, **links_context(article)} if article else context


def links_context(article: Article) -> dict[str, Any]:
    links = article.preview_links.live().select_related("by").order_by("-made_at", "-pk")
    shown = [LiveLink(link) for link in links]
    return {
        "links_path": reverse("admin:articles_article_preview_links", args=[article.pk]),
        "links": shown,
        "is_full": len(shown) >= MOST_LIVE,
        "is_public": is_public(article.pk),
        "is_gone": Article.objects.gone().filter(pk=article.pk).exists(),
    }


def is_public(pk: int | None) -> bool:
    """Return whether readers see the story at present; costs a query for one that is stored."""
    return pk is not None and Article.objects.published().filter(pk=pk).exists()


def preview_pages(admin: "ArticleAdmin") -> list[URLPattern]:
    """Return the addresses of the preview and of its links."""

    def shown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return admin.admin_site.admin_view(partial(view, admin=admin))

    return [
        path("new/preview/", shown(live_preview), name="articles_article_preview_new"),
        path("<id:pk>/preview/", shown(live_preview), name="articles_article_preview"),
        path("<id:pk>/preview-links/", shown(preview_links), name="articles_article_preview_links"),
        path("<id:pk>/preview-links/<id:link>/revoke/", shown(revoke_link), name="articles_article_revoke_link"),
    ]


@framed
@require_POST
def live_preview(request: HttpRequest, *, admin: "ArticleAdmin", pk: int | None = None) -> HttpResponse:
    """Answer with the page that readers would get of what the form holds; nothing is stored."""
    story = typed_story(admin, request, article_to_write(admin, request, pk))
    story.article.title = story.article.title or _("Without a title")
    asked = request.POST.get("theme", "")
    theme = asked if asked in THEMES else "auto"
    # Readers get the Arabic page, whatever the language of the account.
    with translation.override("ar"):
        answer = preview_page(
            request, story.article, story.bylines, story.tags, framed_theme=theme, is_public=is_public(pk)
        )
    answer["Content-Language"] = "ar"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def preview_links(request: HttpRequest, *, admin: "ArticleAdmin", pk: int) -> HttpResponse:
    """List the links that work; a POST makes one more and shows it, this once."""
    article = cast(Article, article_to_write(admin, request, pk))
    address = ""
    if request.method == "POST":
        address = fresh_address(article, by=cast(User, request.user))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Links to the preview"),
        "opts": admin.opts,
        "article": article,
        "panel": {**links_context(article), "fresh_address": address},
    }
    return private_page(render(request, "admin/articles/article/preview_links.html", context))


def fresh_address(article: Article, *, by: User) -> str:
    """Return the address of one more link; nothing where enough of them work, which the panel then says."""
    try:
        token = make_link(article, by=by)
    except TooManyLinksError:
        return ""
    with translation.override("ar"):
        return absolute(reverse("articles:preview", args=[token]))


@require_POST
def revoke_link(request: HttpRequest, *, admin: "ArticleAdmin", pk: int, link: int) -> HttpResponse:
    article = cast(Article, article_to_write(admin, request, pk))
    revoke(get_object_or_404(article.preview_links, pk=link), by=cast(User, request.user))
    return HttpResponseRedirect(reverse("admin:articles_article_preview_links", args=[pk]), status=303)
