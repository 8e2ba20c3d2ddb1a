"""The page cache itself: a WSGI application around Django's."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from newsportal import generations
from newsportal.origin import scheme_of
from newsportal.page_cache.answers import collect
from newsportal.page_cache.maker import Maker
from newsportal.page_cache.memory import Memory
from newsportal.page_cache.page import Page, StartResponse
from newsportal.page_cache.rules import LONGEST_HOST, Key, Place, host_of, path_of, place_of, query_of
from newsportal.shared_cache import is_shared

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Any]

READING = ("GET", "HEAD")
MEGABYTE = 1_048_576
# Addresses that show nothing of what a process remembers of the paper.
WITHOUT_PAPER = ("/healthz", "/static/", "/media/")


class PageCache:
    """Answers from stored pages what it can, and lets Django answer the rest."""

    def __init__(self, django: Application) -> None:
        self._django = django
        self._memory = Memory(settings.PAGE_CACHE_MB * MEGABYTE)
        self._maker = Maker(django, self._memory)
        # Whoever works on a template wants to see it.
        self._is_on = settings.PAGE_CACHE_MB > 0 and not settings.DEBUG
        self._is_shared = is_shared()
        self._age = settings.CACHE_MAX_AGE_MS / 1_000
        self._is_secure: bool = settings.SECURE_SSL_REDIRECT
        # A hit asks this one dictionary; a plain tuple finds a Key.
        self._at_hand: dict[Any, Page] = self._memory.plain.pages

    def __call__(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        address = (environ.get("HTTP_HOST"), environ.get("PATH_INFO"), environ.get("QUERY_STRING", ""))
        page = self._at_hand.get(address)
        if page is None or environ["REQUEST_METHOD"] not in READING or not self._is_seen_as_secure(environ):
            return self._look(environ, start_response)
        now = time.time()
        if not self._is_true(page, now):
            return self._look(environ, start_response)
        page.is_used = True
        return page.answer(environ, start_response, now=now)

    def _look(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Find the page that the request means among those kept, or have it made."""
        meant = self._meant(environ)
        if meant is None:
            return self._pass(environ, start_response)
        key, place = meant
        page = self._memory.get(key)
        now = time.time()
        if page is None or not self._is_true(page, now):
            return self._maker.answer(key, place, page, environ, start_response)
        page.is_used = True
        if not page.is_kept:
            # Only a page with a query that was asked for again.
            self._maker.store.put(page)
        return page.answer(environ, start_response, now=now)

    def _meant(self, environ: Environ) -> tuple[Key, Place] | None:
        """Return the page that a request is about, or None where Django has to see the request itself."""
        if not self._is_on or environ["REQUEST_METHOD"] not in READING or not self._is_seen_as_secure(environ):
            return None
        sent = environ.get("HTTP_HOST", "")
        host = host_of(sent) if len(sent) <= LONGEST_HOST else ""
        path = path_of(environ.get("PATH_INFO", ""))
        if not host or not path:
            return None
        place = place_of(path.encode("latin-1").decode())
        query = place and query_of(environ.get("QUERY_STRING", ""), place.rule)
        if place is None or query is None:
            return None
        return Key(host, path, query), place

    def _pass(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Let Django answer, with the whole body at once.

        Of an iterator granian takes the next piece only when the reader took the last one, and a thread of the process
        waits meanwhile. No answer of the portal is larger than a few megabytes.
        """
        if self._is_shared and not environ.get("PATH_INFO", "").startswith(WITHOUT_PAPER):
            generations.refresh("site", "lists")
        response = collect(self._django, environ)
        start_response(response.status, response.headers)
        return [response.body]

    def _is_true(self, page: Page, now: float) -> bool:
        if self._is_shared and now - page.asked_at > self._age:
            numbers = generations.refresh(*page.names)
            page.asked_at = now
            if page.is_moved(numbers):
                return False
        return page.is_true(now)

    def _is_seen_as_secure(self, environ: Environ) -> bool:
        """Return whether Django would not send the reader to https."""
        return not self._is_secure or scheme_of(environ) == "https"
