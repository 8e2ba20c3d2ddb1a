"""The language of a page comes from its address, and in the admin from the account."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from newsportal.models import StaffPreference
from newsportal.security import is_admin


class AddressLanguageMiddleware:
    """Set the language for the request and name it in the answer.

    No header, cookie or session is asked, so that one address is one page for every reader and every cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = _preferred(request) if is_admin(request) else language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        # A view may have signed somebody in.
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def speak_to_account(request: HttpRequest) -> None:
    """Take the language of the account that has just signed in, for the rest of the request; costs a query."""
    request.LANGUAGE_CODE = _preferred(request)
    translation.activate(request.LANGUAGE_CODE)


def language_of(path: str) -> str:
    """Return the language of a public address: English for ``/en`` and all below it, else Arabic."""
    return "en" if path == "/en" or path.startswith("/en/") else settings.LANGUAGE_CODE


def _preferred(request: HttpRequest) -> str:
    """Return the language that the account chose, in one query; Arabic before sign-in and where none was chosen."""
    if not request.user.is_authenticated:
        return settings.LANGUAGE_CODE
    chosen = StaffPreference.objects.filter(user=request.user.pk).values_list("language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE
