"""The newsroom's pages of a live coverage: posting, and what is done to entries that stand."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods

from articles.admin.library_media import LIBRARY_PARTS, loaded
from articles.admin.live_form import PRESS, VERSION, EditForm, EntryForm
from articles.admin.side import Panel
from articles.live import posting
from articles.models import Article, LiveEntry
from articles.site.conventions import digits
from newsportal.converters import key_in

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

DEED, ENTRY = "deed", "entry"
# Of the page that comes after a deed: which entry it was done to.
POSTED, WITHDRAWN = "posted", "withdrawn"
# Of a page; the pinned ones stand on the first.
SHOWN = 100
BEFORE = "before"
DEEDS: dict[str, Callable[..., bool]] = {
    "pin": posting.pin,
    "unpin": posting.unpin,
    "withdraw": posting.withdraw,
    "restore": posting.restore,
}
COVERAGE_DEEDS: dict[str, Callable[..., bool]] = {"end": posting.end, "reopen": posting.reopen}

TOLD = {
    "pin": gettext_lazy("The entry stands on top now."),
    "unpin": gettext_lazy("The entry stands at its time again."),
    "restore": gettext_lazy("The entry is back: readers see it again."),
    "end": gettext_lazy("The coverage has ended; readers are told so."),
    "reopen": gettext_lazy("The coverage goes on."),
}


def pages(admin: "ModelAdmin[Article]") -> list[URLPattern]:
    """Return the addresses of a coverage and of one entry."""

    def shown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return admin.admin_site.admin_view(partial(view, admin=admin))

    return [
        path("<id:pk>/live/", shown(live_page), name="articles_article_live"),
        path("<id:pk>/live/<id:entry>/", shown(entry_page), name="articles_article_live_entry"),
    ]


def panel(request: HttpRequest, article: Article | None) -> Panel | None:
    """Return the way from the form of a live coverage to its entries; asks nothing of the database."""
    if article is None or article.kind != Article.Kind.LIVE:
        return None
    context = {
        "address": address_of(article.pk),
        "is_ended": article.coverage_ended_at is not None,
        "may_post": posting.may_post(request.user, article),
    }
    return Panel("live", pgettext("heading", "Live coverage"), "admin/articles/article/_live.html", context)


def address_of(pk: int) -> str:
    return reverse("admin:articles_article_live", args=[pk])


@require_http_methods(["GET", "HEAD", "POST"])
def live_page(request: HttpRequest, *, admin: "ModelAdmin[Article]", pk: int) -> HttpResponse:
    """Show the coverage, post an entry, or do what a button beside one says.

    What cannot be stored comes back with its text and 422; with 409 where the same form has posted another one.
    """
    article = _article(admin, request, pk)
    form = EntryForm()
    status = 200
    if request.method == "POST":
        _require(request, article)
        # A button beside an entry sends no text.
        form = form if DEED in request.POST else EntryForm(request.POST)
        try:
            if done := _obey(request, article, form):
                return done
        except ValidationError as error:
            _refuse(request, form, error)
        except posting.ChangedMeanwhileError as error:
            return _both_texts(admin, request, article, error.entry, is_repeated=True)
        status = 422
    return _live_page(admin, request, article, form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_page(request: HttpRequest, *, admin: "ModelAdmin[Article]", pk: int, entry: int) -> HttpResponse:
    """Edit one entry; where a colleague changed it meanwhile, both texts stand on the page (409)."""
    article = _article(admin, request, pk)
    _require(request, article)
    row = get_object_or_404(LiveEntry.objects.select_related("article"), pk=entry, article=article)
    form = EditForm(request.POST if request.method == "POST" else None, instance=row)
    status = 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        try:
            return _edited(request, row, form)
        except ValidationError as error:
            form.add_error(None, error)
            status = 422
        except posting.ChangedMeanwhileError as error:
            return _both_texts(admin, request, article, error.entry)
    elif row.withdrawn_at is not None:
        raise Http404
    return _entry_page(admin, request, article, row, form=form, status=status)


def _both_texts(
    admin: "ModelAdmin[Article]", request: HttpRequest, article: Article, theirs: LiveEntry, **context: Any
) -> HttpResponse:
    # The text stays, and the next save means the version that stands beside it.
    typed = {**request.POST.dict(), VERSION: theirs.version}
    # Not the entry itself: a form writes into its instance.
    form = EditForm(typed, instance=LiveEntry(pk=theirs.pk, article=article))
    return _entry_page(admin, request, article, theirs, form=form, status=409, theirs=theirs, **context)


def _entry_page(
    admin: "ModelAdmin[Article]",
    request: HttpRequest,
    article: Article,
    entry: LiveEntry,
    *,
    status: int,
    **context: Any,
) -> HttpResponse:
    shown = {
        "title": _("Edit the entry"),
        "entry": entry,
        "entry_address": reverse("admin:articles_article_live_entry", args=[article.pk, entry.pk]),
        "live_address": address_of(article.pk),
        **context,
    }
    return _page(admin, request, article, "live_entry.html", shown, status=status)


def _edited(request: HttpRequest, row: LiveEntry, form: EditForm) -> HttpResponse:
    typed = form.cleaned_data
    posting.edit(
        LiveEntry(pk=row.pk, article=row.article),
        by=cast(User, request.user),
        version=typed[VERSION],
        headline=typed["headline"],
        body=typed["body"],
    )
    return HttpResponseRedirect(f"{address_of(row.article_id)}#entry-{row.pk}", status=303)


def _obey(request: HttpRequest, article: Article, form: EntryForm) -> HttpResponse | None:
    """Do what was asked for, and return the way back; None for a form that is not valid.

    Raises ValidationError or ChangedMeanwhileError where it cannot be done, Http404 for an entry of another story.
    """
    user, named = cast(User, request.user), request.POST.get(DEED, "")
    address = address_of(article.pk)
    if deed := COVERAGE_DEEDS.get(named):
        deed(article, by=user)
        messages.success(request, TOLD[named])
        return HttpResponseRedirect(address, status=303)
    if deed := DEEDS.get(named):
        entry = get_object_or_404(article.live_entries, pk=key_in(request.POST.get(ENTRY)))
        deed(entry, by=user)
        if deed is posting.withdraw:
            # That page says so, beside the way back.
            return HttpResponseRedirect(f"{address}?{WITHDRAWN}={entry.pk}", status=303)
        messages.success(request, TOLD[named])
        return HttpResponseRedirect(f"{address}#entry-{entry.pk}", status=303)
    if not form.is_valid():
        return None
    typed = form.cleaned_data
    entry = posting.post(article, by=user, **{name: typed[name] for name in ("headline", "body", "is_pinned", PRESS)})
    return HttpResponseRedirect(f"{address}?{POSTED}={entry.pk}", status=303)


def _article(admin: "ModelAdmin[Article]", request: HttpRequest, pk: int) -> Article:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(Article.objects.defer("body", "body_html"), pk=pk)


def _refuse(request: HttpRequest, form: EntryForm, error: ValidationError) -> None:
    if form.is_bound:
        form.is_valid()
        form.add_error(None, error)
    else:
        messages.error(request, digits(" ".join(error.messages)))


def _require(request: HttpRequest, article: Article) -> None:
    if not posting.may_post(request.user, article):
        raise PermissionDenied


def _live_page(
    admin: "ModelAdmin[Article]", request: HttpRequest, article: Article, form: EntryForm, *, status: int
) -> HttpResponse:
    rows = article.live_entries.standing().select_related("posted_by", "updated_by").defer("body")
    before = key_in(request.GET.get(BEFORE))
    rows = rows.filter(is_pinned=False, pk__lt=before) if before else rows
    entries = list(rows.order_by("-is_pinned", "-pk")[: SHOWN + 1])
    older = f"?{BEFORE}={entries[SHOWN - 1].pk}" if len(entries) > SHOWN else ""
    is_live = article.kind == Article.Kind.LIVE
    shown = {
        "title": pgettext("heading", "Live coverage"),
        "form": form,
        "entries": entries[:SHOWN],
        "older": older,
        "is_first": before is None,
        "is_live": is_live,
        "is_ended": article.coverage_ended_at is not None,
        "is_public": Article.objects.published().filter(pk=article.pk).exists(),
        "may_post": posting.may_post(request.user, article),
        "told": _told_of(request, article),
        "live_address": address_of(article.pk),
    }
    return _page(admin, request, article, "live.html", shown, status=status)


def _told_of(request: HttpRequest, article: Article) -> LiveEntry | None:
    """Return the entry that was just posted or withdrawn; costs a query where the address names one.

    One that a colleague has withdrawn since it was posted counts as withdrawn, and one that is back as neither.
    """
    posted, withdrawn = (key_in(request.GET.get(name)) for name in (POSTED, WITHDRAWN))
    key = posted or withdrawn
    entry = article.live_entries.only("withdrawn_at").filter(pk=key).first() if key else None
    return entry if entry and (posted or entry.withdrawn_at) else None


def _page(
    admin: "ModelAdmin[Article]",
    request: HttpRequest,
    article: Article,
    template: str,
    shown: dict[str, Any],
    *,
    status: int,
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "original": article,
        **loaded(request, shown["form"].media + LIBRARY_PARTS),
        **shown,
    }
    return render(request, f"admin/articles/article/{template}", context, status=status)
