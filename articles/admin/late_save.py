"""Pages for a save that comes too late: the story was saved, moved or deleted by somebody else meanwhile."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.cache import cache_control

from articles.editing.comparison import Row
from articles.editing.copies import FORM_KEY, CopyTooLargeError, keep, typed_fields
from articles.editing.telling import clock, latest_saving, name_of
from articles.models import Article
from newsportal.converters import key_in
from newsportal.desk.kept_post import CSRF, kept_post

if TYPE_CHECKING:
    from articles.admin.open_form import OpenFormAdmin

# Hidden fields of the form: the version that it was opened with, and what the story said then.
VERSION, OPENED = "version", "opened"
# Rows of the deleted story, which a new one has to make again.
ROW_KEY = re.compile(r"[a-z_]+-\d+-(?:id|article)|[a-z_]+-INITIAL_FORMS")


def saved_meanwhile(admin: "OpenFormAdmin", request: HttpRequest, article: Article) -> HttpResponse:
    """Return the page (409) that offers three ways, and keep what was typed, whichever is taken."""
    fields = typed_fields(request.POST.lists())
    with suppress(CopyTooLargeError):
        keep(cast(User, request.user), article, fields, key_in(request.POST[VERSION]) or 0)
    rows = admin.rows_of(request, article, fields)
    saving = latest_saving(article)
    shown = {
        "title": gettext("Somebody saved this story before you"),
        "article": article,
        "saved_by": name_of(saving.by),
        "saved_at": clock(saving.at),
        "rows": rows,
        **{f"changed_by_{side}": _named(rows, side) for side in ("both", "mine", "theirs")},
        "posted": [*_posted(request), (VERSION, str(article.version))],
        "stored": reverse("admin:articles_article_change", args=[article.pk]),
    }
    return _page(request, admin, "admin/articles/article/late_save.html", shown)


def deleted_meanwhile(admin: "OpenFormAdmin", request: HttpRequest) -> HttpResponse:
    """Return the page (409) that holds the text of a story that is gone, and offers to save it as a new one."""
    kept = kept_post(request)
    posted = {text.name for text in kept.texts}
    shown = {
        "title": gettext("This story was deleted meanwhile"),
        "texts": kept.texts,
        "posted": [pair for pair in _posted(request, is_new=True) if pair[0] not in posted],
        "add": reverse("admin:articles_article_add") if admin.has_add_permission(request) else "",
    }
    return _page(request, admin, "admin/articles/article/deleted_meanwhile.html", shown)


def _named(rows: list[Row], side: str) -> str:
    return pgettext("between names", ", ").join(row.label for row in rows if row.changed_by == side)


@cache_control(no_store=True)
def _page(request: HttpRequest, admin: "OpenFormAdmin", template: str, shown: dict[str, Any]) -> HttpResponse:
    is_popup = IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET
    context = {**admin.admin_site.each_context(request), "is_popup": is_popup, **shown}
    return render(request, template, context, status=409)


def _posted(request: HttpRequest, *, is_new: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what was sent, to be sent again, but for the version."""
    for name, values in request.POST.lists():
        if name in {CSRF, VERSION} or (is_new and name in {OPENED, FORM_KEY}):
            continue
        for value in values:
            if is_new and ROW_KEY.fullmatch(name):
                yield name, "0" if name.endswith("FORMS") else ""
            else:
                yield name, value
