"""Secret links: tokens that are stored only as digests, and the headers of the pages that they open."""

import hashlib
import logging
import re
import secrets
from typing import TypeVar

from django.http import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)

TOKEN_BYTES = 32
# What follows the addresses of secret links (newsportal/health.py keeps robots out of them).
_SECRET = re.compile(r"(/(?:comments|mail/confirm|mail/unsubscribe|privacy/mine|preview)/)[\w-]{43}")


def make_token() -> tuple[str, str]:
    """Return a fresh token for an address, and the digest that the database keeps in its place."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    """Return the hexadecimal SHA-256 of a token; any text has one.

    A plain digest is enough: 256 random bits cannot be guessed, so there is nothing to slow down or to salt.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def private_page(response: Response) -> Response:
    """Keep the answer at a secret address out of caches, search engines and other sites' logs; return it."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "strict-origin"
    return response


class WithoutTokens(logging.Filter):
    """Takes tokens out of the paths that a record names, so that no log opens a secret link."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _without_token(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without_token, record.args))
        return True


def _without_token(value: object) -> object:
    return _SECRET.sub(r"\1…", value) if isinstance(value, str) else value
