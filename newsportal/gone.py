"""410 for what once stood at an address and was taken down, as Http404 is for what never did."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


# Exceptions are told apart by themselves, and not by what they say.
@dataclass(eq=False)
class Gone(Exception):  # noqa: N818 - an answer and no error, named like Http404
    """What the address named was taken down for good; raised by a view, answered with the page 410.html.

    It tells whether the paper itself withdrew it, and when and why, as far as that is known.
    """

    is_withdrawn: bool = False
    moment: datetime | None = None
    reason: str = ""


class GoneMiddleware:
    """Answer Gone with a readable page, which tells search engines to forget the address (RFC 9110, 15.5.11)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Gone):
            return None
        return render(request, "410.html", {"gone": exception, "noindex": True}, status=410)
