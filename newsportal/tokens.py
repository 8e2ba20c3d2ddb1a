"""Secret links: tokens that are stored only as digests, and the headers of the pages that they open."""

import hashlib
import secrets
from typing import TypeVar

from django.http import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)

TOKEN_BYTES = 32


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
