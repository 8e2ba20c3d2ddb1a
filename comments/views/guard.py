"""Forms behind secret links and for guests: sent by our own pages alone."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.views.posted import unread
from newsportal.tokens import private_page

Parts = ParamSpec("Parts")


def private_form(view: Callable[Concatenate[HttpRequest, Parts], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view show a form and take it from our own pages; its answers stay out of caches and search engines.

    A reader has no cookie to hold a token against; origin_of() does the work of Django's check.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: Parts.args, **kwargs: Parts.kwargs) -> HttpResponse:
        answer = unread(request) if request.method == "POST" else None
        return private_page(answer or view(request, *args, **kwargs))

    return guarded
