"""The real thing for browser tests: database, static files, demo newspaper, production server and worker."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.browser.shell import ROOT, Shell

PASSWORD = "a-password-for-tests"
START_SECONDS = 60
# Linux numbers outgoing connections from 32768 on (ip_local_port_range).
SERVERS_PORTS = range(12_000, 32_000)
SIGN_IN = """
from django.contrib.auth.models import User
from django.test import Client
client = Client()
client.force_login(User.objects.get(username={username!r}))
print(client.session.session_key)
"""


@dataclass(frozen=True)
class Portal:
    """A running portal; all three demo users have the same password."""

    url: str
    var_dir: Path
    environment: dict[str, str]
    password: str = PASSWORD

    def manage(self, *words: str, text: str = "") -> str:
        """Run a management command against the portal's database and return what it prints."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, input=text, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    @cached_property
    def shell(self) -> Shell:
        return Shell(self.environment)

    def run(self, code: str) -> str:
        """Run Python beside the server and return what it prints."""
        return self.shell.run(code)

    def session_of(self, username: str) -> str:
        """Return the key of a new session of this account, as a sign-in makes it."""
        return self.run(SIGN_IN.format(username=username)).strip()

    def article_path(self, title_part: str) -> str:
        """Return the address of the demo article whose title contains these words."""
        query = f"print(Article.objects.published().filter(title__contains={title_part!r})[0].get_absolute_url())"
        return self.run(f"from articles.models import Article\n{query}").split()[-1]

    def comment_path(self, title_part: str) -> str:
        """Return the permalink of the first shown comment below that demo article."""
        query = f"print(Comment.objects.approved().filter(article__title__contains={title_part!r}).order_by('path')[0]"
        lines = f"from comments.models import Comment\n{query}.get_absolute_url())"
        return self.run(lines).split()[-1]


def free_port() -> int:
    """Return a port on which nothing listens.

    It lies below those that the kernel gives to connections that go out: while a server restarts, one of these could
    take its port.
    """
    while True:
        port = secrets.choice(SERVERS_PORTS)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


@contextmanager
def temporary_database(url: str, *, like: str = "template1") -> Iterator[str]:
    """Yield the address of a new PostgreSQL database on the same server, and drop it afterwards.

    It is empty, or a copy of the database of which ``like`` is the name.
    """
    parts = urlsplit(url)
    name = f"newsportal_browser_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def wait_until_it_answers(url: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the portal answers. Raises RuntimeError where it ends, or does not begin in time."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=1) as answer:  # noqa: S310 - always http
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The portal did not start (exit code {server.poll()}).")


def portal_in(folder: Path, url: str, **settings: str) -> Portal:
    """Return a portal in a folder of its own; ``settings`` are further variables of its environment."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        "SECRET_KEY": "tests-of-servers-" + "0123456789" * 6,
        "SITE_URL": url,
        "VAR_DIR": str(folder),
        **settings,
    }
    return Portal(url, folder, environment)


def prepare(portal: Portal) -> None:
    """Make the tables and collect the static files."""
    portal.manage("migrate", "--verbosity=0")
    portal.manage("collectstatic", "--noinput", "--verbosity=0")


def load_demo(portal: Portal) -> None:
    """Load the demo and cut all its pictures, which the worker would do beside what is tested or measured."""
    portal.manage("load_demo", "--password", PASSWORD)
    portal.manage("cut_pictures", "--jobs", str(os.cpu_count()))


def prepared_in(folder: Path, url: str, **settings: str) -> Portal:
    """Return a portal in a folder of its own, with its tables and static files; ``settings`` are further variables."""
    portal = portal_in(folder, url, **settings)
    prepare(portal)
    return portal


@contextmanager
def running_portal(database_url: str, *, copied: Path | None = None, **settings: str) -> Iterator[Portal]:
    """Prepare and serve a portal in a folder of its own; an empty ``database_url`` is SQLite in that folder.

    It has the demo, or begins as a copy of what ``copied`` holds. ``settings`` are further variables of its
    environment.
    """
    with tempfile.TemporaryDirectory(prefix="newsportal-browser-") as folder:
        if copied:
            shutil.copytree(copied, folder, dirs_exist_ok=True)
        port = str(free_port())
        own = {"DATABASE_URL": database_url, "EMAIL_URL": f"filemail:///{folder}/mail", "PORT": port}
        portal = portal_in(Path(folder), f"http://127.0.0.1:{port}", **(own | settings))
        if not copied:
            prepare(portal)
            load_demo(portal)
        try:
            with serving(portal):
                yield portal
        finally:
            portal.shell.close()


@contextmanager
def serving(portal: Portal, **settings: str) -> Iterator[None]:
    """Serve a portal that is prepared, with further variables in its environment, until the end of the block."""
    environment = {**portal.environment, **settings}
    command = [sys.executable, "manage.py", "serve"]
    with (portal.var_dir / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_until_it_answers(portal.url, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)
