"""The revisions of an article: a panel beside its form, a list, a comparison, and the way back to one."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from articles.admin.comparison import comparison
from articles.admin.late_save import VERSION
from articles.admin.side import Panel
from articles.models import Article, Revision
from articles.permissions import may_change
from articles.revisions.restoring import Missing, missing, restore
from articles.revisions.snapshot import labels
from articles.site.conventions import digits
from articles.workflow.moving import NotMovedError
from newsportal.arabic.bidi import isolate
from newsportal.converters import key_in

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

ON_A_PAGE = 100
IN_THE_PANEL = 5
BEFORE, AFTER = "before", "after"


def pages(admin: "ModelAdmin[Article]") -> list[URLPattern]:
    """Return the addresses of the list, the comparison and the restoration."""
    own: dict[str, tuple[Callable[..., HttpResponse], str]] = {
        "<id:pk>/revisions/": (list_view, "revisions"),
        "<id:pk>/revisions/compare/": (compare_view, "compare"),
        "<id:pk>/revisions/<id:number>/restore/": (restore_view, "restore"),
    }
    return [
        path(route, admin.admin_site.admin_view(partial(view, admin)), name=f"articles_article_{name}")
        for route, (view, name) in own.items()
    ]


def panel(request: HttpRequest, article: Article | None) -> Panel | None:
    """Return the latest revisions of a story that is stored, and the way to all; costs a query."""
    if article is None:
        return None
    context = {"article": article, "revisions": told(article)[:IN_THE_PANEL]}
    return Panel("revisions", gettext_lazy("Revisions"), "admin/articles/article/_revisions.html", context)


def list_view(admin: "ModelAdmin[Article]", request: HttpRequest, pk: int) -> HttpResponse:
    """Show the revisions, the latest first, a hundred at a time."""
    article = _article(admin, request, pk)
    revisions = told(article)
    if BEFORE in request.GET:
        revisions = revisions.filter(number__lt=_number(request, BEFORE))
    found = [*revisions[: ON_A_PAGE + 1]]
    shown = found[:ON_A_PAGE]
    context = {
        "title": _("Revisions"),
        "revisions": shown,
        "older": shown[-1].number if len(found) > ON_A_PAGE else None,
        "may_restore": may_change(request.user, article),
        "is_latest": BEFORE not in request.GET,
    }
    return _page(admin, request, article, "revisions", context)


def compare_view(admin: "ModelAdmin[Article]", request: HttpRequest, pk: int) -> HttpResponse:
    """Show what differs between two revisions, or between one and the one before it."""
    article = _article(admin, request, pk)
    after = get_object_or_404(of(article), number=_number(request, AFTER))
    if BEFORE in request.GET:
        before = get_object_or_404(of(article), number=_number(request, BEFORE))
    else:
        before = of(article).filter(number__lt=after.number).order_by("-number").first() or after
    if before.number > after.number:
        before, after = after, before
    context = {
        "title": digits(
            _("What differs between revisions %(old)s and %(new)s") % {"old": before.number, "new": after.number}
        ),
        "before": before,
        "after": after,
        "newer": told(article).filter(number__gt=after.number).order_by("number").first(),
        "comparison": comparison(before.fields, after.fields),
        "may_restore": may_change(request.user, article),
    }
    return _page(admin, request, article, "compare", context)


@transaction.atomic
def restore_view(admin: "ModelAdmin[Article]", request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask whether to bring a revision back, and do so; ask again (409) where the story was saved meanwhile.

    A POST without a version is not asked for it.
    """
    if request.method == "POST":
        Article.objects.filter(pk=pk).lock()
    article = _article(admin, request, pk)
    if not may_change(request.user, article):
        raise PermissionDenied
    revision = get_object_or_404(of(article), number=number)
    is_late = request.POST.get(VERSION, str(article.version)) != str(article.version)
    if request.method == "POST" and not is_late:
        return _bring_back(admin, request, article, number)
    now = of(article).order_by("-number").first()
    context = {
        "title": digits(_("Bring back revision %(number)d?") % {"number": number}),
        "revision": revision,
        "missing": [missing_in_words(each) for each in missing(revision)],
        "comparison": comparison(now.fields, revision.fields, is_restored=True) if now else None,
        "version": article.version,
        "is_late": is_late,
    }
    return _page(admin, request, article, "restore", context, status=409 if is_late else 200)


def _bring_back(admin: "ModelAdmin[Article]", request: HttpRequest, article: Article, number: int) -> HttpResponse:
    try:
        done = restore(article, number, by=cast(User, request.user))
    except NotMovedError as refusal:
        told = _("Nothing was changed: ready or published, the story cannot become what this revision says.")
        messages.error(request, f"{told} {refusal}")
        return HttpResponseRedirect(request.path)
    words = _("Revision %(number)d is back. It stands as revision %(latest)d.")
    words %= {"number": number, "latest": done.revision.number}
    admin.log_change(request, article, words)
    messages.success(request, digits(words))
    for each in done.missing:
        messages.warning(request, missing_in_words(each))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def of(article: Article) -> "QuerySet[Revision]":
    return Revision.objects.filter(article=article.pk).select_related("by")


def told(article: Article) -> "QuerySet[Revision]":
    """Return the revisions of an article for a list, the latest first, without what they hold."""
    return of(article).defer("fields").order_by("-number")


def changed_in_words(revision: Revision) -> str:
    """Return «العنوان، النص: 12 كلمة»; nothing for a first revision."""
    names, words = revision.changed.get("names", []), revision.changed.get("words", 0)
    said = dict(zip(names, labels(names), strict=True))
    if words and "body" in said:
        count = digits(ngettext("%(count)d word", "%(count)d words", words) % {"count": words})
        said["body"] = f"{said['body']}: {count}"
    return pgettext("between names", ", ").join(said.values())


def missing_in_words(row: Missing) -> str:
    if row.field == "body":
        return digits(_("Picture %(key)s of the text no longer exists.") % {"key": row.name})
    values = {"field": labels([row.field])[0], "name": isolate(row.name)}
    return _("%(field)s: %(name)s no longer exists.") % values


def _article(admin: "ModelAdmin[Article]", request: HttpRequest, pk: int) -> Article:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(Article.objects.defer("body", "body_html"), pk=pk)


def _number(request: HttpRequest, name: str) -> int:
    number = key_in(request.GET.get(name))
    if number is None:
        raise Http404
    return number


def _page(
    admin: "ModelAdmin[Article]",
    request: HttpRequest,
    article: Article,
    name: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    shared = {**admin.admin_site.each_context(request), "opts": admin.opts, "original": article}
    return render(request, f"admin/articles/article/{name}.html", {**shared, **context}, status=status)
