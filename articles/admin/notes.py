"""The notes beside the form of an article; each button posts a form of its own, in place where a script runs."""

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.side import Panel
from articles.models import Article, Note
from articles.notes import writing
from articles.notes.threads import threads_of
from articles.site.conventions import digits
from newsportal.converters import key_in

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

# What the script sends along: it wants the part alone.
PART = "part"
TEXT, THREAD, DEED = "text", "thread", "deed"
DEEDS = {"resolve": writing.resolve, "reopen": writing.reopen}


def pages(admin: "ModelAdmin[Article]") -> list[URLPattern]:
    """Return the address to which the notes on an article are sent."""
    view = admin.admin_site.admin_view(partial(notes_view, admin))
    return [path("<id:pk>/notes/", view, name="articles_article_notes")]


def panel(request: HttpRequest, article: Article | None) -> Panel | None:
    """Return the notes on a story that is stored, for those who may write some; costs a query."""
    if article is None or not writing.may_note(request.user, article):
        return None
    context = notes_context(request, article)
    return Panel("notes", context["heading"], "admin/articles/article/_notes.html", context)


def notes_view(admin: "ModelAdmin[Article]", request: HttpRequest, pk: int) -> HttpResponse:
    """Store a note or settle a thread, and return to the form, or to the part of the page that the script asked for.

    What cannot be stored comes back with its text: on a page of its own, or in the part.
    """
    if not admin.has_view_permission(request):
        raise PermissionDenied
    article = get_object_or_404(Article.objects.defer("body", "body_html"), pk=pk)
    if not writing.may_note(request.user, article):
        raise PermissionDenied
    errors: dict[str, Any] = {}
    if request.method == "POST":
        try:
            note = _obey(request, article)
        except ValidationError as error:
            errors = {"errors": error.messages, "kept": request.POST.get(TEXT, ""), "at": _thread_in(request)}
        else:
            if PART not in request.POST:
                form = reverse("admin:articles_article_change", args=[pk])
                return HttpResponseRedirect(f"{form}#note-{note.pk}")
            errors = {"fresh": note.pk}
    status = 422 if "errors" in errors else 200
    context = {"panel": {**notes_context(request, article), **errors}}
    if PART in request.POST:
        return render(request, "admin/articles/article/_note_threads.html", context, status=status)
    more = {**admin.admin_site.each_context(request), "title": _("Notes"), "original": article, "opts": admin.opts}
    return render(request, "admin/articles/article/notes.html", {**more, **context}, status=status)


def notes_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Return what the part shows of the notes on an article; costs a query."""
    threads = threads_of(article)
    opened = [thread for thread in threads if thread.is_open]
    settled = [thread for thread in threads if not thread.is_open]
    return {
        # A panel's template is included without the page's own context.
        "csrf_token": get_token(request),
        "address": reverse("admin:articles_article_notes", args=[article.pk]),
        "heading": heading(len(opened)),
        "threads": opened,
        "settled": settled[::-1],
        "settled_words": digits(
            ngettext("%(count)d settled note", "%(count)d settled notes", len(settled)) % {"count": len(settled)}
        ),
        "limit": Note._meta.get_field("text").max_length,
    }


def heading(count: int) -> str:
    """Return how many notes are open, in words."""
    if not count:
        return _("Notes")
    return digits(ngettext("%(count)d open note", "%(count)d open notes", count) % {"count": count})


def _obey(request: HttpRequest, article: Article) -> Note:
    """Do what a form asks for, and return the note that it was about.

    Raises ValidationError for a text that is none, Http404 for a note that is none of this article.
    """
    user, key = cast(User, request.user), _thread_in(request)
    thread = get_object_or_404(Note.objects.select_related("thread"), pk=key, article=article) if key else None
    deed = DEEDS.get(request.POST.get(DEED, ""))
    if thread and deed:
        deed(thread, by=user)
        return thread
    return writing.write(article, request.POST.get(TEXT, ""), by=user, thread=thread)


def _thread_in(request: HttpRequest) -> int | None:
    return key_in(request.POST.get(THREAD))
