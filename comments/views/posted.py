"""What the forms of readers send: whether it is read at all, and what it says."""

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from newsportal.origin import Origin, origin_of


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
