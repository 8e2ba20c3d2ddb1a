"""What a request says about the encoding and the length of its body."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from newsportal.converters import key_in
from newsportal.security import is_admin

_CHARSET = re.compile(r";\s*charset\s*=\s*(?:\"[^\"]*\"|[^;\s]*)", re.IGNORECASE)


class PlainBodies:
    """A WSGI application that reads every body, and every query, as UTF-8, as forms are sent (HTML, 4.10.21.5).

    Django takes any codec that Python has for the one that a request names, some of which encode no text at all, and
    fails before a view, or an error page, can answer.
    """

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        kind = environ.get("CONTENT_TYPE", "")
        if "charset" in kind.lower():
            environ["CONTENT_TYPE"] = _CHARSET.sub("", kind)
        return self._application(environ, start_response)


class PublicBodies:
    """Refuse at public addresses what only the newsroom may send: DATA_UPLOAD_MAX_MEMORY_SIZE leaves it more room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_admin(request) and announced_bytes(request) > settings.PUBLIC_MAX_BODY_BYTES:
            raise RequestDataTooBig("More than PUBLIC_MAX_BODY_BYTES.")
        return self.get_response(request)


def announced_bytes(request: HttpRequest) -> int:
    """Return the length that a request names for its body; 0 for none, since Django then reads none."""
    return key_in(request.headers.get("content-length")) or 0
