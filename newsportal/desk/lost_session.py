"""A POST that arrives after its sender's session has ended: nothing of it is done yet, and nothing of it is lost."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from newsportal.desk.credentials import PASSWORD, drop_credentials, sign_in_form
from newsportal.desk.kept_post import kept_post
from newsportal.language import speak_to_account
from newsportal.security import is_admin

# These sign in and out themselves, and are sent little but passwords; or they take no POST at all.
APART = frozenset(
    {
        "login",
        "logout",
        "password_change",
        "password_change_done",
        "auth_user_password_change",
        "jsi18n",
        "script_words",
        "here",
    }
)


class LostSessionMiddleware:
    """Answer a POST to the admin, for which nobody of the staff is signed in, with a page that holds what it brought.

    The page asks for name and password. Sent again with them, the same request signs in and goes on to its view, by
    the rights of whoever signed in. Stands behind the middlewares of sessions, accounts, CSRF and messages, whose
    checks come first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        # Where no token is asked for, a foreign page could sign its reader in.
        if request.method != "POST" or not is_kept(request) or getattr(view, "csrf_exempt", False):
            return None
        if not admin.site.has_permission(request):
            form = sign_in_form(request, request.POST if PASSWORD in request.POST else None)
            if not form.is_valid():
                return lost_session_page(request, form)
            _sign_in(request, form)
        drop_credentials(request)
        return None


def is_kept(request: HttpRequest) -> bool:
    """Return whether what is sent to this address may wait on a page; a script that has it all keeps it itself."""
    view = request.resolver_match.func if request.resolver_match else None
    return is_admin(request) and _name_of(request) not in APART and not getattr(view, "keeps_nothing", False)


def lost_session_page(request: HttpRequest, form: AdminAuthenticationForm, **context: Any) -> HttpResponse:
    """Return the page that says that nothing was saved, with what was sent and the fields of the sign-in."""
    return kept_page(request, _("Your session has ended"), form=form, **context)


@cache_control(no_store=True)
def kept_page(request: HttpRequest, title: str, **context: Any) -> HttpResponse:
    """Return a page (403) that holds what a request brought and sends it to the same address again."""
    shown = {
        **admin.site.each_context(request),
        "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
        "title": title,
        "address": request.get_full_path(),
        "kept": kept_post(request),
        "form": None,
        **context,
    }
    return render(request, "admin/lost_session.html", shown, status=403)


def _sign_in(request: HttpRequest, form: AdminAuthenticationForm) -> None:
    login(request, form.get_user())
    # The admin's views look for the token's cookie once more, and would bring the old one back into use.
    request.COOKIES[settings.CSRF_COOKIE_NAME] = request.META["CSRF_COOKIE"]
    speak_to_account(request)


def _name_of(request: HttpRequest) -> str:
    return (request.resolver_match.url_name or "") if request.resolver_match else ""
