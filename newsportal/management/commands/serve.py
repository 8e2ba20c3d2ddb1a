"""``manage.py serve``: the web server and the worker as two children of one process."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsportal.env import env_int

POLL_SECONDS = 0.2
GRACE_SECONDS = 15.0
THREADS = 4

Children = dict[str, "subprocess.Popen[bytes]"]


class Command(BaseCommand):
    help = "Serves the portal and runs its worker. Ctrl-C or SIGTERM stops both; where one ends, so does the other."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="The address to listen on.")
        parser.add_argument("--port", type=int, help="The port to listen on; PORT, or 8000, where left out.")
        parser.add_argument("--workers", type=int, help="Web processes; as many as processors where left out.")
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="Serve alone, where an init system runs the worker as a unit of its own.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"] or env_int("PORT", 8000, minimum=1, maximum=65_535)
        command = web_server(host=host, port=port, workers=options["workers"] or os.cpu_count() or 1)
        if options["no_worker"]:
            # Nothing is left to watch over: this process becomes the web server, and signals reach it directly.
            os.chdir(settings.BASE_DIR)
            os.execv(command[0], command)  # noqa: S606 - our own words
        self._serve_both(command, f"http://{host}:{port}/")

    def _serve_both(self, command: list[str], url: str) -> None:
        stop = threading.Event()
        signals = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            # A closed terminal stops the portal, unless nohup asked to outlive it.
            signals.append(signal.SIGHUP)
        for number in signals:
            signal.signal(number, lambda *_: stop.set())
        children = {"web server": start(command), "worker": start([sys.executable, "manage.py", "worker"])}
        self.stdout.write(f"Serving {url} (Ctrl-C stops it)")
        self.stdout.flush()
        ended = watch(children, stop)
        killed = end(children)
        if ended:
            raise CommandError(f"The {ended} ended by itself, so everything was stopped.")
        if killed:
            raise CommandError(f"Did not stop in time and was killed: {', '.join(killed)}.")


def web_server(*, host: str, port: int, workers: int) -> list[str]:
    """Return the command of the web server; a process that dies is replaced.

    Of a process's threads one at a time is inside Django (newsportal/one_at_a_time.py). The others send what is kept
    while some wait: for another writer, for a database, for a body that comes slowly.
    """
    command = [sys.executable, "-m", "granian", "newsportal.wsgi:application", "--interface", "wsgi"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", str(THREADS)]
    return [*command, "--respawn-failed-workers", "--respawn-interval", "0.5", "--log-level", "warning"]


def start(command: list[str]) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own: Ctrl-C reaches this process alone, which then stops all in order."""
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603 - our own words


def watch(children: Children, stop: threading.Event) -> str:
    """Wait until told to stop, or until a child ends; return the name of that child."""
    while not stop.wait(POLL_SECONDS):
        for name, child in children.items():
            if child.poll() is not None:
                return name
    return ""


def end(children: Children) -> list[str]:
    """Ask all children to stop, wait, and return the names of those that had to be killed."""
    for child in children.values():
        child.terminate()
    killed = []
    deadline = time.monotonic() + GRACE_SECONDS
    for name, child in children.items():
        try:
            child.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            killed.append(name)
        # A child that was itself killed leaves processes behind.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return killed
