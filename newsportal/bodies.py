"""What a request says about the encoding of its body."""

import re
from collections.abc import Callable
from typing import Any

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
