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
# Stories of one network between two writes: more than anybody reads, and many behind one address count for fewer.
MOST_OF_A_NETWORK = 100
# Pairs of story and network, of some hundred bytes each, after which the older ones begin to give way.
MOST_REMEMBERED = 100_000
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
        self._networks: Counter[bytes] = Counter()
        self._begin(date.min)

    def add(self, article: int, *, network: str) -> bool:
        """Count a read, and return whether it counts: of a network ``MOST_A_DAY`` do for each story."""
        with self._lock:
            today = timezone.localdate()
            if today != self._day:
                self._begin(today)
            story, household = (article, today), self._hash(network)
            is_full = story not in self._counts and len(self._counts) >= MOST_STORIES
            if is_full or self._networks[household] >= MOST_OF_A_NETWORK or not self._note(article, network):
                return False
            self._networks[household] += 1
            self._counts[story] += 1
        return True

    def take(self) -> Reads:
        """Return what was counted since the last time, and begin anew."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
            self._networks.clear()
        return taken

    def give_back(self, reads: Reads) -> None:
        """Add what could not be stored, for the next time, as far as there is room."""
        with self._lock:
            for story, count in reads.items():
                if story in self._counts or len(self._counts) < MOST_STORIES:
                    self._counts[story] += count

    def forget(self) -> None:
        """Drop everything, as if the process had just started."""
        self.take()
        with self._lock:
            self._begin(date.min)

    def _begin(self, day: date) -> None:
        self._day, self._salt = day, secrets.token_bytes(16)
        self._times: dict[bytes, int] = {}
        self._earlier: dict[bytes, int] = {}

    def _hash(self, words: str) -> bytes:
        return hashlib.blake2b(words.encode(), key=self._salt, digest_size=8).digest()

    def _note(self, article: int, network: str) -> bool:
        """Return whether the read may count, and remember it then."""
        pair = self._hash(f"{article} {network}")
        times = self._times.get(pair) or self._earlier.get(pair, 0)
        if times >= MOST_A_DAY:
            return False
        if len(self._times) >= MOST_REMEMBERED:
            self._earlier, self._times = self._times, {}
        self._times[pair] = times + 1
        return True


counter = ReadCounter()
