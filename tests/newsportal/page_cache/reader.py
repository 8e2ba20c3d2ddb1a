"""Asking a WSGI application as a server would for a reader's browser."""

import gzip
import io
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import brotli

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return UNPACK[self.headers.get("content-encoding", "")](self.body).decode()

    @property
    def came_from(self) -> str:
        """``hit``, ``miss``, or an empty string where the page cache left the request to Django."""
        said = self.headers.get("cache-status", "")
        return "hit" if said == "newsportal; hit" else "miss" if "fwd=miss" in said else said


class Reader:
    """Sends requests to one process of the portal."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def get(self, address: str = "/", *, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address, percent-encoded or not; headers are written as WSGI writes them, without ``HTTP_``."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path).encode().decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "198.51.100.7",
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.version": (1, 0),
            **{f"HTTP_{name}": value for name, value in headers.items()},
        }
        sent: list[Any] = []
        parts = self.application(environ, lambda status, pairs, error=None: sent.extend([status, pairs]))
        body = b"".join(parts)
        status, pairs = sent
        found = {name.lower(): value for name, value in pairs}
        assert len(found) == len(pairs), f"a header was sent twice: {pairs}"
        return Answer(int(status[:3]), found, body)
