"""Counts reads in the memory of a process, without keeping who reads."""

import hashlib
import secrets
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

# A household counts, and pressing again and again does not.
MOST_A_DAY = 3
# Pairs of story and network, of some hundred bytes each; the oldest give way.
MOST_REMEMBERED = 200_000
# Anybody can name stories that are none, and between two writes no paper's readers open more than these.
MOST_STORIES = 5_000

Reads = Mapping[tuple[int, date], int]


class ReadCounter:
    """Reads that are not stored yet, by story and day in TIME_ZONE; threads may share it.

    A network is known by a hash alone, whose salt is drawn anew each day and never leaves the process: the hashes
    tell nobody's address, and yesterday's nothing at all.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[int, date]] = Counter()
        self._begin(date.min)

    def add(self, article: int, *, network: str) -> bool:
        """Count a read, and return whether it counts: of a network ``MOST_A_DAY`` do for each story."""
        today = timezone.localdate()
        with self._lock:
            if today != self._day:
                self._begin(today)
            story = (article, today)
            if not self._is_new(article, network) or (story not in self._counts and len(self._counts) >= MOST_STORIES):
                return False
            self._counts[story] += 1
        return True

    def take(self) -> Reads:
        """Return what was counted since the last time, and begin anew."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken

    def give_back(self, reads: Reads) -> None:
        """Add what could not be stored, for the next time."""
        with self._lock:
            self._counts.update(reads)

    def forget(self) -> None:
        """Drop everything, as if the process had just started."""
        with self._lock:
            self._counts.clear()
            self._begin(date.min)

    def _begin(self, day: date) -> None:
        self._day, self._salt, self._times = day, secrets.token_bytes(16), dict[bytes, int]()

    def _is_new(self, article: int, network: str) -> bool:
        key = hashlib.blake2b(f"{article} {network}".encode(), key=self._salt, digest_size=8).digest()
        times = self._times.get(key, 0)
        if times >= MOST_A_DAY:
            return False
        self._times[key] = times + 1
        if len(self._times) > MOST_REMEMBERED:
            del self._times[next(iter(self._times))]
        return True


counter = ReadCounter()
