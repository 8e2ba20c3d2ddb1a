"""Letting the threads of a process into Django one after another."""

import threading
from collections.abc import Callable
from typing import Any

from newsportal.page_cache.wrapper import READING

# Whoever is inside for longer waits for something else than the processor: a lock of the database, a body.
PATIENCE_SECONDS = 2.0


class OneAtATime:
    """A WSGI application that answers one request after another.

    Two threads that compute at once take longer than one after the other, since they hand Python's interpreter lock
    back and forth. Who has waited for two seconds goes in nevertheless. Where ``are_writers_free``, those who send
    something go in at once: they spend their time in a database that serves many at a time.
    """

    def __init__(
        self, application: Callable[..., Any], *, are_writers_free: bool = False, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._application = application
        self._are_writers_free = are_writers_free
        self._patience = patience
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if self._are_writers_free and environ["REQUEST_METHOD"] not in READING:
            return self._application(environ, start_response)
        is_mine = self._lock.acquire(timeout=self._patience)
        try:
            return self._application(environ, start_response)
        finally:
            if is_mine:
                self._lock.release()
