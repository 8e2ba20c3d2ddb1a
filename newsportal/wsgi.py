"""The WSGI entry point: ``newsportal.wsgi:application``."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")

_django = get_wsgi_application()

from newsportal import generations  # noqa: E402 - its models need the applications, which stand from here on

generations.keep_level()


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer with the whole body at once.

    Of an iterator granian takes the next piece only when the reader took the last one, and the one thread of the
    process waits meanwhile. No answer of the portal is larger than a few megabytes.
    """
    answer: Any = _django(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()
