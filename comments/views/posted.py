"""What the forms of readers send: whether it is read at all, what it says, and how it comes back."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import Error
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from newsportal.health import unavailable
from newsportal.origin import Origin, origin_of

logger = logging.getLogger(__name__)

ALREADY_HERE = _("This comment has reached us before, and perhaps still waits for review. Write something new.")

View = Callable[..., HttpResponse]


def giving_back(make_form: Callable[[dict[str, Any]], forms.BaseForm]) -> Callable[[View], View]:
    """Where the database fails a POST, let a view return the whole text in a form that sends it again.

    ``make_form`` makes the form with what was posted as its initial values; it asks nothing of the database.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Error as error:
                if request.method != "POST":
                    raise
                # The lines below the first one may quote the whole row, its e-mail address too.
                logger.error("A reader's form could not be saved: %s", str(error).partition("\n")[0])
                fields = render_crispy_form(make_form(posted_fields(request).dict()))
                context = {"address": request.path, "fields": fields}
                return unavailable(render_to_string("comments/unavailable.html", context))

        return guarded

    return decorate


def unread(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to a body that is not read, since it is too long or another site's; None for any other."""
    if _announced_bytes(request) > settings.COMMENT_MAX_BODY_BYTES:
        return render(request, "comments/too_long.html", status=413)
    if origin_of(request) is Origin.FOREIGN:
        return render(request, "comments/foreign.html", status=403)
    return None


def posted_fields(request: HttpRequest) -> QueryDict:
    """Return what the body says; nothing where it is no form, so that the answer asks for every field."""
    # A request may name an encoding that decodes to lone surrogates, which no database stores. Setting it drops what
    # was read, and a body is read once.
    if request.encoding != "utf-8":
        request.encoding = "utf-8"
    try:
        return request.POST
    except (BadRequest, MultiPartParserError, SuspiciousOperation):
        return QueryDict()


def _announced_bytes(request: HttpRequest) -> int:
    length = request.headers.get("content-length") or ""
    return int(length) if length.isdecimal() else 0
