"""Pages in the memory of one process, bounded in bytes."""

import threading
from collections import OrderedDict

from newsportal.page_cache.page import Page
from newsportal.page_cache.rules import Key

# Pages that a query tells apart are endless, and anybody can ask for them: they never displace the others.
QUERY_SHARE = 1 / 8


class Memory:
    """Two rooms of pages: those with a plain address, and those with a query."""

    def __init__(self, limit: int) -> None:
        """Keep at most ``limit`` bytes, as ``Page.weight`` counts them."""
        self.plain = Room(int(limit * (1 - QUERY_SHARE)))
        self.queried = Room(int(limit * QUERY_SHARE))

    def get(self, key: Key) -> Page | None:
        return self._room(key).pages.get(key)

    def put(self, page: Page) -> None:
        self._room(page.key).put(page)

    def drop(self, key: Key) -> None:
        self._room(key).drop(key)

    def _room(self, key: Key) -> "Room":
        return self.queried if key.query else self.plain


class Room:
    """Pages in the order of a clock: one that was asked for since the hand last came by gets another round.

    A reading sets a flag and moves nothing, so that it costs next to nothing and needs no lock.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.weight = 0
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, page: Page) -> None:
        with self._lock:
            self._remove(page.key)
            self.pages[page.key] = page
            self.weight += page.weight
            while self.weight > self.limit:
                self._pass_the_hand()

    def drop(self, key: Key) -> None:
        with self._lock:
            self._remove(key)

    def _pass_the_hand(self) -> None:
        key, page = next(iter(self.pages.items()))
        if page.is_used:
            page.is_used = False
            self.pages.move_to_end(key)
        else:
            self._remove(key)

    def _remove(self, key: Key) -> None:
        page = self.pages.pop(key, None)
        if page is not None:
            self.weight -= page.weight
