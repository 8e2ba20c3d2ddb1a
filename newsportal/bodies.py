"""What a request says about the encoding and the length of its body."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from newsportal.converters import key_in
from newsportal.security import is_admin

# Also in the parts and with the encoding that RFC 2231 gives to parameters.
_CHARSET = re.compile(r";\s*charset[\d*]*\s*=\s*(?:\"[^\"]*\"|[^;\s]*)", re.IGNORECASE)


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
    """Refuse what nobody sends, before it is read: PUBLIC_MAX_BODY_BYTES, and in the newsroom NEWSROOM_MAX_BODY_BYTES.

    Django stores files as they come, before any view can ask who sends them; its own limits leave files out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = settings.NEWSROOM_MAX_BODY_BYTES if is_admin(request) else settings.PUBLIC_MAX_BODY_BYTES
        if announced_bytes(request) > most:
            raise RequestDataTooBig(f"More than {most:,} bytes.")
        return self.get_response(request)


def announced_bytes(request: HttpRequest) -> int:
    """Return the length that a request names for its body; 0 for none, since Django then reads none."""
    return key_in(request.headers.get("content-length")) or 0
