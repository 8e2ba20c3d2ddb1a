"""The demo newspaper with all its pictures, made once for all test processes of a run."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from tests.browser.portal import Portal, load_demo, prepared_in, running_portal, temporary_database


@dataclass(frozen=True)
class Demo:
    """A folder to copy, and on PostgreSQL the address of a database to copy, which is empty on SQLite."""

    folder: Path
    database_url: str

    @contextmanager
    def served(self, **settings: str) -> Iterator[Portal]:
        """Serve a portal that begins as a copy; ``settings`` are further variables of its environment."""
        if not self.database_url:
            with running_portal("", copied=self.folder, **settings) as portal:
                yield portal
            return
        with (
            temporary_database(os.environ["DATABASE_URL"], like=self.name) as database_url,
            running_portal(database_url, copied=self.folder, **settings) as portal,
        ):
            yield portal

    @property
    def name(self) -> str:
        return urlsplit(self.database_url).path.removeprefix("/")

    def make(self) -> None:
        if self.database_url:
            self._on_the_server(f'CREATE DATABASE "{self.name}"')
        portal = prepared_in(self.folder, "http://127.0.0.1", DATABASE_URL=self.database_url)
        load_demo(portal)

    def drop(self) -> None:
        if self.database_url:
            self._on_the_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _on_the_server(self, statement: str) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def shared_demo(shared: Path) -> Iterator[Demo]:
    """Yield the demo that test processes with this folder share: the first to ask makes it, the last drops it."""
    with (shared / "demo.lock").open("w") as lock, (shared / "demo.users").open("w") as users:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        whole = shared / "demo.address"
        if not whole.exists():
            demo = Demo(shared / f"demo-{uuid4().hex}", _new_address())
            demo.make()
            whole.write_text(f"{demo.folder}\n{demo.database_url}", encoding="utf-8")
        folder, address = whole.read_text(encoding="utf-8").split("\n")
        fcntl.flock(lock, fcntl.LOCK_UN)
        demo = Demo(Path(folder), address)
        yield demo
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Another process still copies it, or will.
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            whole.unlink()
            demo.drop()


def _new_address() -> str:
    """Return the address of a database beside that of DATABASE_URL, or nothing where that names no PostgreSQL."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return ""
    return urlunsplit(urlsplit(server)._replace(path=f"/newsportal_demo_{uuid4().hex}"))
