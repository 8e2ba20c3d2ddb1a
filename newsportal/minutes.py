"""What each web process does by itself once a minute, apart from requests."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from django.db import connections
from django.utils.module_loading import import_string

from newsportal import throttle

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 60.0
# Functions without arguments, by their dotted paths: what only the process itself knows.
WORK = ["articles.reads.storing.store"]


def begin() -> None:
    """Do the work once a minute for as long as this process lives; what it knew of the last one ends with it.

    Only the web server's entry point calls it, as generations.keep_level().
    """
    work = [import_string(path) for path in WORK]
    threading.Thread(target=_work_forever, args=(work,), name="minutes", daemon=True).start()


def _work_forever(work: Sequence[Callable[[], object]]) -> None:
    while True:
        time.sleep(PAUSE_SECONDS)
        do(work)


def do(work: Sequence[Callable[[], object]]) -> None:
    """Call each function; what one raises is logged, and keeps neither the others nor the next minute."""
    # A connection that rests for a minute is one that others lack.
    for function in [*work, connections.close_all]:
        try:
            function()
        except Exception as error:
            # Were the thread to end, nothing would be done any more.
            throttle.warn(logger, "Work of a web process failed, and is tried again in a minute: %r", error)
