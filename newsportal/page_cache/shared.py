"""Pages in the shared cache, for several machines; the same interface as on disk."""

import contextlib
import secrets
import time
from collections.abc import Iterator
from typing import Any

from redis import Redis

from newsportal.page_cache.page import Page
from newsportal.page_cache.rules import Key, Place
from newsportal.shared_cache import PREFIX, attempt

# How long a page stays that nobody makes anew. The server's own limit may take it earlier.
PLAIN_SECONDS = 86_400
QUERIED_SECONDS = 600
# A process that was killed while it made a page must not keep the others waiting for ever.
TURN_MILLISECONDS = 5_000
POLL_SECONDS = 0.005

# Gives back only what is still one's own.
RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class Shared:
    """This release's pages on the server that CACHE_URL names."""

    def __init__(self, release: str) -> None:
        self.prefix = f"{PREFIX}page:{release}:"

    def get(self, key: Key, place: Place) -> Page | None:
        """Return the page as it was last put here, true or not."""
        stored: Any = attempt(lambda server: server.get(self._name(key)))
        return None if stored is None else Page.load(stored, key, place)

    def put(self, page: Page) -> None:
        seconds = QUERIED_SECONDS if page.key.query else PLAIN_SECONDS
        packed = page.dump()
        page.is_kept = bool(attempt(lambda server: server.set(self._name(page.key), packed, ex=seconds)))

    def drop(self, key: Key) -> None:
        attempt(lambda server: server.delete(self._name(key)))

    @contextlib.contextmanager
    def turn(self, key: Key, *, patience: float) -> Iterator[bool]:
        """Yield whether it is this process's turn to make the page, after at most ``patience`` seconds of waiting.

        Without the server it is everybody's.
        """
        name, token = f"{self._name(key)}:turn", secrets.token_hex(8)
        deadline = time.monotonic() + patience
        while not (is_mine := self._take(name, token)) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        try:
            yield is_mine
        finally:
            if is_mine:
                attempt(lambda server: server.eval(RELEASE, 1, name, token))

    def _name(self, key: Key) -> str:
        return self.prefix + "\n".join(key)

    @staticmethod
    def _take(name: str, token: str) -> bool:
        def take(server: Redis) -> list[bool]:
            return [bool(server.set(name, token, nx=True, px=TURN_MILLISECONDS))]

        taken = attempt(take)
        return taken is None or taken[0]
