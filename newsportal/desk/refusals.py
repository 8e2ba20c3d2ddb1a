"""Requests that are refused: readable pages, in the newsroom's look where the newsroom is asked."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.defaults import bad_request as bare_answer

from newsportal.desk.credentials import PASSWORD, sign_in_form
from newsportal.desk.kept_post import kept_post
from newsportal.desk.lost_session import is_kept, kept_page, lost_session_page
from newsportal.origin import Origin, origin_of
from newsportal.security import is_admin


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what an account has no right to, or, outside the admin, what nobody may ask for (403).

    What somebody wrote can be copied from the page: a right may be taken, or another account signed in, meanwhile.
    """
    if not is_admin(request):
        return render(request, "403.html", status=403)
    told = _("Your account has no right to this page. Ask an administrator of the newsroom if you need it.")
    texts = kept_post(request).texts if is_kept(request) else []
    return _refusal(request, _("Not allowed"), told=told, names_account=True, texts=texts)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a POST without a valid token (403).

    From one of our own pages it is an honest one: somebody signed in again in another tab, or the session is gone with
    its cookies. What it brought is kept, one press away from being sent. Nothing is kept of what may come from
    another site: its form would be one press away from success.
    """
    if not is_admin(request):
        return permission_denied(request)
    if origin_of(request) is not Origin.OWN:
        told = _(
            "What was sent did not come from a page of the newsroom, and nothing of it was done. If you sent it "
            "yourself, open the page in the newsroom and send it from there."
        )
        return _refusal(request, _("Not accepted"), told=told)
    if not is_kept(request):
        told = _(
            "You signed in or out in another window since you opened it, so nothing of it was done. Open it again."
        )
        return _refusal(request, _("This page is out of date"), told=told)
    if admin.site.has_permission(request):
        return kept_page(request, _("This page is out of date"))
    # Who was asked before, and still brings no cookie, has a browser that keeps none.
    keeps_none = PASSWORD in request.POST and reason == REASON_NO_CSRF_COOKIE
    return lost_session_page(request, sign_in_form(request), keeps_no_cookies=keeps_none)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be read (400); what is too much for the newsroom, by a page that leads back to it (413)."""
    if not is_admin(request) or not isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return bare_answer(request, exception or SuspiciousOperation())
    told = _(
        "What you sent is too large to be read, and nothing of it was saved. Go back to the form by your browser's "
        "own button: your text stands there, or is offered there, since this browser keeps it. Divide it, or paste it "
        "without its formatting."
    )
    return _refusal(request, _("Too large"), told=told, status=413)


@cache_control(no_store=True)
def _refusal(request: HttpRequest, title: str, *, status: int = 403, **context: Any) -> HttpResponse:
    way = (reverse("admin:index"), _("To the newsroom"))
    shown = {**admin.site.each_context(request), "title": title, "way": way, **context}
    return render(request, "admin/refusal.html", shown, status=status)
