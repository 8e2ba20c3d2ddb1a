"""``manage.py worker``: what happens without a request."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

from newsportal.due import ROUND, run_due

logger = logging.getLogger(__name__)

ROUND_SECONDS = 1.0
DUE_SECONDS = 60.0
NICENESS = 10


class Command(BaseCommand):
    help = (
        "Sends due mail and cuts pictures every second and runs scheduled work every minute, until SIGTERM or Ctrl-C."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        # Pictures take a core for seconds, which readers and editors need first.
        os.nice(NICENESS)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            # What has begun is finished first; the next round does not begin.
            signal.signal(number, lambda *_: stop.set())
        round_ = [import_string(function) for function in ROUND]
        next_due = time.monotonic()
        while not stop.is_set():
            for work in round_:
                attempt(work)
            if time.monotonic() >= next_due:
                next_due += DUE_SECONDS
                attempt(run_due)
            stop.wait(ROUND_SECONDS)


def attempt(work: Callable[[], object]) -> None:
    """Do one round of work. A failure is logged and the worker lives: a database may be away for a while."""
    close_old_connections()
    try:
        work()
    except Exception:
        logger.exception("A round of the worker failed")
    finally:
        close_old_connections()
