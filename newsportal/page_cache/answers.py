"""What Django answered: whether it may be kept, and what readers and CDNs are told about keeping it."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from newsportal.page_cache import cdn
from newsportal.page_cache.encodings import compress, negotiate
from newsportal.page_cache.page import Headers, StartResponse

LARGEST_BYTES = 2_000_000
# Made anew for each answer by Page, or by the server.
OURS = {"content-length", "date", "etag", "last-modified", "vary"}


@dataclass(frozen=True)
class Response:
    """A whole answer of Django."""

    status: str
    headers: Headers
    body: bytes

    @property
    def code(self) -> int:
        return int(self.status[:3])

    @property
    def is_public(self) -> bool:
        """Return whether these bytes are the page, for everybody and for more than one answer."""
        sent = {name.lower(): value for name, value in self.headers}
        control = sent.get("cache-control", "")
        return (
            self.code == HTTPStatus.OK
            and len(self.body) <= LARGEST_BYTES
            and "set-cookie" not in sent
            and "content-encoding" not in sent
            and sent.get("vary", "Accept-Encoding").lower() == "accept-encoding"
            and "no-store" not in control
            and "private" not in control
            and "'nonce-" not in sent.get("content-security-policy", "")
        )

    def headers_to_keep(self, names: tuple[str, ...]) -> Headers:
        """Return the headers of the kept page, which depends on the generations ``names``."""
        return [*((name, value) for name, value in self.headers if name.lower() not in OURS), *cdn.tags(names)]

    def send(self, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        """Answer with what is not kept, packed as the reader takes it: it holds no secret to guess at (BREACH)."""
        encoding = negotiate(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers = [(name, value) for name, value in self.headers if name.lower() not in {"content-length", "vary"}]
        body = self.body
        if encoding != "identity" and body:
            body = compress(body, encoding)
            headers.append(("Content-Encoding", encoding))
        start_response(self.status, [*headers, ("Vary", "Accept-Encoding"), ("Content-Length", str(len(body)))])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


def collect(application: Callable[..., Any], environ: dict[str, Any]) -> Response:
    """Return the application's whole answer."""
    started: list[tuple[str, Headers]] = []
    parts = application(environ, lambda status, headers, error=None: started.append((status, list(headers))))
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    status, headers = started[-1]
    return Response(status, headers, body)
