"""Making a page that is not there or no longer true, once for all who ask for it."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils import timezone

from newsportal import generations, throttle
from newsportal.health import DATABASE_ERROR, DATABASE_ERRORS, is_down
from newsportal.page_cache.answers import Response, collect
from newsportal.page_cache.disk import Disk
from newsportal.page_cache.memory import Memory
from newsportal.page_cache.page import OUTAGE, RENEWED, STORED, Page, StartResponse
from newsportal.page_cache.release import release
from newsportal.page_cache.rules import ENDS_AT, NO_PAGE, Key, Place
from newsportal.page_cache.shared import Shared
from newsportal.replica import leave_alone, reading_for
from newsportal.shared_cache import is_shared

logger = logging.getLogger(__name__)

# Whoever waits longer for another's rendering makes the page himself.
PATIENCE_SECONDS = 2.0
# While the database is down it is asked only so often on behalf of a page that can be answered without it.
OUTAGE_SECONDS = 1.0
# Addresses whose answers are not kept: nobody waits for another's turn to make them.
UNKEPT = 4_096
# All that Django learns of the request for a page that is kept, beside its key: nothing else can poison it.
FROM_THE_SERVER = ("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SCRIPT_NAME", "wsgi.errors", "wsgi.version")


class Maker:
    """Takes a page from where other processes left it, or has Django make it and leaves it there."""

    def __init__(self, django: Callable[..., Any], memory: Memory) -> None:
        self._django = django
        self._memory = memory
        self.store: Disk | Shared = Shared(release()) if is_shared() else Disk(settings.VAR_DIR / "pages", release())
        self._unkept: OrderedDict[Key, tuple[int, ...]] = OrderedDict()
        self._down_until = 0.0

    def answer(
        self, key: Key, place: Place, old: Page | None, environ: dict[str, Any], start_response: StartResponse
    ) -> list[bytes]:
        """Answer with the present page; with the old one only while another renews it, or the database is down.

        An old page may be offered while its *lifetime* is over, never when one of its generations moved.
        """
        numbers = generations.refresh(*place.names)
        page = self._from_store(key, place, old)
        now = time.time()
        if page is not None and page.is_true(now) and not page.is_moved(numbers):
            return page.answer(environ, start_response, now=now)
        if page is not None and now < self._down_until:
            return page.answer(environ, start_response, now=now, note=OUTAGE)
        if self._unkept.get(key) == numbers:
            return self._make(key, place, page, environ, start_response)
        may_wait = page is None or page.is_moved(numbers)
        with self.store.turn(key, patience=PATIENCE_SECONDS if may_wait else 0.0) as is_mine:
            if page is not None and not is_mine and not may_wait:
                return page.answer(environ, start_response, now=now, note=RENEWED)
            # Whoever had the turn before may have made it.
            page = self._from_store(key, place, page)
            now = time.time()
            if page is not None and page.is_true(now) and not page.is_moved(numbers):
                return page.answer(environ, start_response, now=now)
            return self._make(key, place, page, environ, start_response)

    def _from_store(self, key: Key, place: Place, old: Page | None) -> Page | None:
        """Return the newer one of the page at hand and the page that is kept."""
        kept = self.store.get(key, place)
        if kept is None or (old is not None and kept.made_at <= old.made_at):
            return old
        self._memory.put(kept)
        return kept

    def _make(
        self, key: Key, place: Place, old: Page | None, environ: dict[str, Any], start_response: StartResponse
    ) -> list[bytes]:
        # Both before the first query: a change that comes meanwhile, or a moment that passes, then counts against it.
        numbers = generations.refresh(*place.names)
        lag_numbers = generations.current(*place.rule.lagging) if place.rule.lagging else ()
        began = timezone.now()
        # The copy of the database has to hold what the lagging parts show as well: they are kept under their numbers.
        with reading_for((*place.names, *place.rule.lagging), (*numbers, *lag_numbers)) as is_copy:
            request = request_for(key, environ)
            response, error = self._ask(request)
        if is_copy and error:
            # It may only have broken off what stood in the way of the changes that it takes over.
            if is_down(error):
                leave_alone()
            request = request_for(key, environ)
            response, error = self._ask(request)
        if old is not None and error:
            if is_down(error):
                self._down_until = time.time() + OUTAGE_SECONDS
            throttle.warn(logger, "The database fails, so old pages are served, such as %s: %s", key.path, error)
            return old.answer(environ, start_response, now=time.time(), note=OUTAGE)
        ends_at = self._end_of(place, request, began) if response.is_public else None
        if ends_at is None:
            return self._send_unkept(key, response, numbers, environ, start_response)
        page = Page(
            key,
            place,
            numbers=numbers,
            lag_numbers=lag_numbers,
            headers=response.headers_to_keep(place.names),
            body=response.body,
            made_at=began.timestamp(),
            ends_at=ends_at.timestamp(),
        )
        self._keep(page)
        return page.answer(environ, start_response, now=time.time(), note=STORED)

    def _ask(self, request: dict[str, Any]) -> tuple[Response, BaseException | None]:
        """Return Django's answer, and the database's error if it failed by one."""
        response = collect(self._django, request)
        return response, request.get(DATABASE_ERROR)

    def _keep(self, page: Page) -> None:
        self._unkept.pop(page.key, None)
        self._memory.put(page)
        if not page.key.query:
            # Pages with a query are endless: they are kept for others once they were asked for twice.
            self.store.put(page)

    def _send_unkept(
        self,
        key: Key,
        response: Response,
        numbers: tuple[int, ...],
        environ: dict[str, Any],
        start_response: StartResponse,
    ) -> list[bytes]:
        """Answer with what is no page: its reader's own request decides where a redirect leads."""
        if response.code < 500:
            # What fails says nothing of the page: the old one stays, for when the database is down.
            self._memory.drop(key)
            self.store.drop(key)
        self._unkept[key] = numbers
        if len(self._unkept) > UNKEPT:
            self._unkept.popitem(last=False)
        if 300 <= response.code < 400:
            response = collect(self._django, environ)
        return response.send(environ, start_response)

    @staticmethod
    def _end_of(place: Place, request: Mapping[str, Any], began: datetime) -> datetime | None:
        """Return the next moment after ``began`` that changes the page by itself.

        None where nobody can tell, and where the view says that there is no such page.
        """
        if NO_PAGE in request:
            return None
        midnight = timezone.localtime(began).replace(hour=0, minute=0, second=0, microsecond=0)
        # The masthead's date changes, on whatever hour the clocks are moved.
        moments = [(midnight + timedelta(days=1)).astimezone(UTC)]
        if ENDS_AT in request:
            moments.append(request[ENDS_AT])
        if place.rule.until:
            try:
                own = place.rule.until(began)
            except DATABASE_ERRORS:
                return None
            moments += [own] if own else []
        return min(moments)


def request_for(key: Key, environ: dict[str, Any]) -> dict[str, Any]:
    """Return the request that stands for all readers of a page (PEP 3333)."""
    return {
        **{name: environ[name] for name in FROM_THE_SERVER if name in environ},
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": key.host,
        "PATH_INFO": key.path,
        "QUERY_STRING": key.query,
        "REMOTE_ADDR": "",
        "wsgi.url_scheme": "https" if settings.SECURE_SSL_REDIRECT else "http",
        "wsgi.input": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
