"""Unsaved work beside what is stored: to be compared, brought back or forgotten."""

from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from articles.editing.copies import FORM_KEY, copies_of, typed_fields, words_in
from articles.editing.telling import clock
from articles.models import Article

if TYPE_CHECKING:
    from articles.admin.open_form import OpenFormAdmin

# Names of buttons.
COMPARE, DISCARD = "_compare", "_discard"


def unsaved_pages(admin: "OpenFormAdmin") -> list[URLPattern]:
    """Return the addresses below those of the articles."""

    def unsaved(request: HttpRequest, pk: int | None) -> HttpResponse:
        return unsaved_page(admin, request, pk)

    view = admin.admin_site.admin_view(unsaved)
    return [
        path("new/unsaved/", view, {"pk": None}, name="articles_article_new_unsaved"),
        path("<id:pk>/unsaved/", view, name="articles_article_unsaved"),
    ]


def unsaved_page(admin: "OpenFormAdmin", request: HttpRequest, pk: int | None) -> HttpResponse:
    """Show how the working copy, or what a browser kept and posts, differs from the story; forget it on a press."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    article = Article.objects.filter(pk=pk).first() if pk else None
    if pk and article is None:
        raise Http404
    if not admin.may_write(request, article):
        raise PermissionDenied
    user = cast(User, request.user)
    form = reverse("admin:articles_article_change", args=[pk]) if pk else reverse("admin:articles_article_add")
    copies = copies_of(user, article, request.GET.get(FORM_KEY, ""))
    if DISCARD in request.POST:
        copies.filter(pk__in=copies[:1]).delete()
        return redirect(form)
    copy = None if COMPARE in request.POST else copies.first()
    fields = typed_fields(request.POST.lists()) if COMPARE in request.POST else copy.fields if copy else None
    if fields is None:
        return redirect(form)
    posted = {FORM_KEY: [copy.form_key]} if copy else fields
    shown = {
        **admin.admin_site.each_context(request),
        "title": gettext("What was not saved"),
        "article": article,
        "form": form,
        "kept_at": clock(copy.saved_at) if copy else "",
        "words": words_in(fields),
        "rows": admin.rows_of(request, article, fields),
        "posted": [(name, value) for name, values in posted.items() for value in values],
    }
    answer = render(request, "admin/articles/article/unsaved.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer
