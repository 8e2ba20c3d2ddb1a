"""The memory-mapped file that mirrors generation numbers for all processes of a machine."""

import fcntl
import mmap
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from io import FileIO
from pathlib import Path
from struct import Struct

from django.conf import settings

NUMBER = Struct("=Q")
# "words": the lists of moderation; "people": the accounts and readers that it knows. No page shows either.
# "reads": what is read most.
FIXED = {"site": 0, "lists": 1, "words": 3, "people": 4, "reads": 5}
# When the file was last brought level with the rows, as a stamp.
LEVELLED = 2
# Slots between the fixed ones and the articles are left for names to come.
ARTICLES_FROM = 16
# The file is sparse, but its length must stay one that every file system takes: 8 GiB here.
LAST_ARTICLE = 2**30
# The file grows by this many slots, so that a new article seldom makes every process map it again.
STEP = 65_536
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def stamp_of(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


def moment_of(stamp: int) -> datetime:
    return EPOCH + stamp * MICROSECOND


class Mirror:
    """Eight bytes a number: a few fixed slots, then one for each article by its key.

    Reading is one copy out of memory. Writing goes through the file, under a lock that other processes respect.
    """

    def __init__(self) -> None:
        self._view: memoryview | None = None
        self._inode = 0

    @property
    def path(self) -> Path:
        path: Path = settings.VAR_DIR / "generations.bin"
        return path

    @staticmethod
    def slot(name: str) -> int:
        """Return the place of a name's number.

        Raises ValueError for a name that is neither fixed nor an article's.
        """
        if name in FIXED:
            return FIXED[name]
        if not Mirror.knows(name):
            raise ValueError(f"{name!r} is no generation: use site, lists, words, people, reads or article(pk).")
        return ARTICLES_FROM + int(name.partition(":")[2])

    @staticmethod
    def knows(name: str) -> bool:
        """Return whether a name is fixed or an article's."""
        kind, _, key = name.partition(":")
        return name in FIXED or (kind == "article" and key.isdecimal() and int(key) <= LAST_ARTICLE)

    def read(self, slots: Sequence[int]) -> tuple[int, ...]:
        """Return the numbers in ``slots``; 0 where nothing was written yet."""
        view = self._view
        if view is None or max(slots) >= len(view):
            view = self._map()
        return tuple(view[slot] if slot < len(view) else 0 for slot in slots)

    def holds(self, slots: Sequence[int], numbers: Sequence[int]) -> bool:
        """Return whether no number in ``slots`` passed the one given for it; an article's slot comes last.

        A number that was given may stand above the file's: it was then read before this machine learned of it.
        """
        view = self._view
        if view is None or slots[-1] >= len(view):
            return all(now <= then for now, then in zip(self.read(slots), numbers, strict=True))
        # As fast as it can be written: a hit waits for nothing else.
        for slot, number in zip(slots, numbers):  # noqa: B905, SIM110 - strict= and all() double its time
            if view[slot] > number:
                return False
        return True

    def raise_to(self, numbers: Mapping[int, int]) -> None:
        """Write each number into its slot unless a larger one stands there; the file grows as it must.

        Raises OSError where the file cannot be written.
        """
        with self._open() as file:
            # The lock belongs to this opening of the file, and so keeps out threads as well as processes.
            fcntl.flock(file, fcntl.LOCK_EX)
            grow(file, max(numbers, default=0))
            for slot, number in numbers.items():
                offset = slot * NUMBER.size
                (standing,) = NUMBER.unpack(os.pread(file.fileno(), NUMBER.size, offset))
                if number > standing:
                    os.pwrite(file.fileno(), NUMBER.pack(number), offset)

    def is_replaced(self) -> bool:
        """Tell whether the mapped file no longer stands at its path, as after a restored or emptied VAR_DIR."""
        if self._view is None:
            return False
        try:
            return self.path.stat().st_ino != self._inode
        except FileNotFoundError:
            return True

    def close(self) -> None:
        """Let go of the file; the next use maps it anew."""
        self._view = None

    def _open(self) -> FileIO:
        return FileIO(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644), "r+")

    def _map(self) -> memoryview:
        """Map the whole file, unless the present map already covers it."""
        view = self._view
        if view is not None and not self.is_replaced() and self.path.stat().st_size == view.nbytes:
            return view
        # Makes the file where there is none. A map holds its file open, so it must not be made under the lock.
        self.raise_to({})
        with self._open() as file:
            # The old map lives on until the last reader drops it.
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("Q")
            self._view, self._inode = view, os.fstat(file.fileno()).st_ino
        return view


def grow(file: FileIO, slot: int) -> None:
    """Lengthen the file in whole steps until ``slot`` is inside; it stays sparse."""
    needed = (slot // STEP + 1) * STEP * NUMBER.size
    if os.fstat(file.fileno()).st_size < needed:
        os.ftruncate(file.fileno(), needed)
