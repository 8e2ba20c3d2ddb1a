"""The least that a WSGI application can do: one constant answer. ``SIZE`` is its length in bytes."""

import os

BODY = b"x" * int(os.environ.get("SIZE", "0"))
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
