"""Pages on disk: what one process made is there for the others of the machine, and after a restart."""

import contextlib
import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from newsportal import throttle
from newsportal.page_cache.page import Page
from newsportal.page_cache.rules import Key, Place

logger = logging.getLogger(__name__)

# Each page has one folder where it may stand, with room for a few: nothing has to sweep, and nothing ever overflows.
# 16,384 plain pages and 1,024 with a query take about half a gigabyte, packed.
FOLDERS = {"plain": 4_096, "queried": 256}
PAGES_A_FOLDER = 4
LOCKS = 256
POLL_SECONDS = 0.003


class Disk:
    """A folder of this release's pages; those of other releases are removed."""

    def __init__(self, root: Path, release: str) -> None:
        self.root = root / release
        self._locks = self.root / "locks"
        with self._forgiving():
            self._locks.mkdir(parents=True, exist_ok=True, mode=0o700)
            for other in root.iterdir():
                if other.name != release:
                    shutil.rmtree(other, ignore_errors=True)

    def get(self, key: Key, place: Place) -> Page | None:
        """Return the page as it was last put here, true or not."""
        with self._forgiving():
            return Page.load(self._path(key).read_bytes(), key, place)
        return None

    def put(self, page: Page) -> None:
        path = self._path(page.key)
        with self._forgiving():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(path, page.dump())
            page.is_kept = True
            self._make_room(path.parent)

    def drop(self, key: Key) -> None:
        with self._forgiving():
            self._path(key).unlink(missing_ok=True)

    @contextlib.contextmanager
    def turn(self, key: Key, *, patience: float) -> Iterator[bool]:
        """Yield whether it is this process's turn to make the page, after at most ``patience`` seconds of waiting."""
        with contextlib.ExitStack() as stack:
            is_mine = True
            with self._forgiving():
                # Each opening has a lock of its own, and so keeps out threads as well as processes.
                file = stack.enter_context((self._locks / f"{self._digest(key)[0] % LOCKS:02x}").open("w"))
                is_mine = _lock(file.fileno(), patience)
            yield is_mine

    def _path(self, key: Key) -> Path:
        kind = "queried" if key.query else "plain"
        digest = self._digest(key)
        folder = int.from_bytes(digest[:4]) % FOLDERS[kind]
        return self.root / kind / f"{folder:03x}" / digest.hex()

    @staticmethod
    def _digest(key: Key) -> bytes:
        return hashlib.blake2b("\n".join(key).encode(), digest_size=16).digest()

    @staticmethod
    def _make_room(folder: Path) -> None:
        """Remove the oldest pages of a folder that is full, and what a killed process left half-written."""
        entries = sorted(folder.iterdir(), key=lambda path: path.lstat().st_mtime)
        for path in entries[:-PAGES_A_FOLDER]:
            path.unlink(missing_ok=True)

    @staticmethod
    @contextlib.contextmanager
    def _forgiving() -> Iterator[None]:
        """A disk that is full or gone costs its pages, and no answer."""
        try:
            yield
        except FileNotFoundError:
            # Not kept yet, or another process was quicker to make room.
            return
        except OSError as error:
            throttle.warn(logger, "Pages cannot be kept on disk: %s", error)


def _write(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old one or the new one, never half of it; a failure leaves nothing."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.replace(file.name, path)
        except OSError:
            os.unlink(file.name)
            raise


def _lock(descriptor: int, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL_SECONDS)
        else:
            return True
