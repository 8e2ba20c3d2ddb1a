"""What the scripts of an open form ask: keep this, who else is writing, I take over. Answers are JSON."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from articles.admin.late_save import VERSION
from articles.editing.copies import CopyTooLargeError, keep, typed_fields
from articles.editing.presence import release, seen, take_over
from articles.editing.telling import clock, latest_saving, told_loss, told_saving, told_writer
from articles.models import Article
from newsportal.converters import key_in

if TYPE_CHECKING:
    from articles.admin.open_form import OpenFormAdmin

View = Callable[..., HttpResponse]
# Sent by a form that believes to be the one that writes.
HOLDS = "_holds"
# Sent by a form that its window leaves.
LEFT = "_left"


def autosave_pages(admin: "OpenFormAdmin") -> list[URLPattern]:
    """Return the addresses below those of the articles."""
    name = "articles_article"
    return [
        path("new/autosave/", _view(admin, autosave), {"pk": None}, name=f"{name}_new_autosave"),
        path("<id:pk>/autosave/", _view(admin, autosave), name=f"{name}_autosave"),
        path("<id:pk>/presence/", _view(admin, presence), name=f"{name}_presence"),
        path("<id:pk>/take-over/", _view(admin, takes_over), name=f"{name}_take_over"),
    ]


def autosave(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Keep the fields of the form, and tell when, who writes, and whether the story has moved on."""
    user = cast(User, request.user)
    try:
        fields = typed_fields(request.POST.lists())
        copy = keep(user, article, fields, key_in(request.POST.get(VERSION)) or 0)
    except CopyTooLargeError:
        told = gettext("Too long to be kept on the server; the text is kept in this browser.")
        return JsonResponse({"state": "too_large", "said": told, **_around(request, article)})
    told = gettext("Draft kept at %(time)s") % {"time": clock(copy.saved_at)}
    return JsonResponse({"state": "kept", "said": told, **_around(request, article)})


def presence(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Note that the form is open, and tell who writes; or that it was left."""
    if article is not None and LEFT in request.POST:
        release(article, by=cast(User, request.user))
        return JsonResponse({"state": "left"})
    return JsonResponse({"state": "seen", **_around(request, article)})


def takes_over(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Make the account the one who writes; without script the form opens anew."""
    if article is not None:
        take_over(article, by=cast(User, request.user))
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": "seen", **_around(request, article)})
    return redirect(reverse("admin:articles_article_change", args=[article and article.pk]))


def _around(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """Return what the form shows of other people: in at most four queries."""
    if article is None:
        return {}
    lock = seen(article, by=cast(User, request.user))
    is_own = lock.user_id == request.user.pk
    was_taken = not is_own and bool(request.POST.get(HOLDS))
    version = key_in(request.POST.get(VERSION))
    is_late = version is not None and version != article.version
    return {
        "holds": is_own,
        "writer": "" if is_own else told_loss(lock) if was_taken else told_writer(lock),
        "late": told_saving(latest_saving(article)) if is_late else "",
    }


def _view(admin: "OpenFormAdmin", answer: View) -> View:
    view: Any = partial(_answer, admin, answer)
    # The page for a lost session would send the whole text back to a script that has it.
    view.keeps_nothing = True
    return cast(View, view)


@require_POST
@cache_control(no_store=True)
def _checked(request: HttpRequest, admin: "OpenFormAdmin", answer: View, pk: int | None) -> HttpResponse:
    if not admin.admin_site.has_permission(request):
        return JsonResponse({"state": "signed_out"}, status=403)
    article = Article.objects.defer("body", "body_html").filter(pk=pk).first() if pk else None
    if pk and article is None:
        return JsonResponse({"state": "gone"}, status=404)
    if not admin.may_write(request, article):
        return JsonResponse({"state": "forbidden"}, status=403)
    return answer(request, article)


def _answer(admin: "OpenFormAdmin", answer: View, request: HttpRequest, pk: int | None) -> HttpResponse:
    return _checked(request, admin, answer, pk)
