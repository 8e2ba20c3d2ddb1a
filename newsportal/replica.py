"""Reading public pages from a copy of the database, where REPLICA_URL names one.

A copy lags behind. A page is made from it only where its generations say that it already holds every change that the
page may show; writers, and whatever this process keeps for all pages, always read the database itself.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import Error

from newsportal import throttle
from newsportal.models import Generation

logger = logging.getLogger(__name__)

ALIAS = "replica"
# One that failed is left alone for so long: where its machine is gone, each question costs the whole connect_timeout.
PAUSE_SECONDS = 30.0

_is_reading: ContextVar[bool] = ContextVar("_is_reading", default=False)
_failed_at = -PAUSE_SECONDS


class ReplicaRouter:
    """Sends readings to the copy while ``reading_for()`` allows it."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str | None:
        return ALIAS if _is_reading.get() else None


@contextmanager
def reading_for(names: Sequence[str], numbers: Sequence[int]) -> Iterator[bool]:
    """Read from the copy inside, if it holds all changes up to these generations, and yield whether it does.

    Costs the copy a query.
    """
    is_copy = ALIAS in settings.DATABASES and _is_well() and _is_level(names, numbers)
    token = _is_reading.set(is_copy)
    try:
        yield is_copy
    finally:
        _is_reading.reset(token)


@contextmanager
def reading_the_database() -> Iterator[None]:
    """Read from the database itself inside, whatever holds around it."""
    token = _is_reading.set(False)
    try:
        yield
    finally:
        _is_reading.reset(token)


def leave_alone() -> None:
    """Read the database itself for a while: the copy failed."""
    global _failed_at  # noqa: PLW0603 - one fact about this process
    _failed_at = time.monotonic()


def forget() -> None:
    """Forget the failure, as if the process had just started."""
    global _failed_at  # noqa: PLW0603 - one fact about this process
    _failed_at = -PAUSE_SECONDS


def _is_well() -> bool:
    return time.monotonic() - _failed_at >= PAUSE_SECONDS


def _is_level(names: Sequence[str], numbers: Sequence[int]) -> bool:
    try:
        rows = dict(Generation.objects.using(ALIAS).filter(name__in=names).values_list("name", "number"))
    except Error as error:
        leave_alone()
        throttle.warn(logger, "The replica does not answer, so pages are read from the database: %s", error)
        return False
    return all(rows.get(name, 0) >= number for name, number in zip(names, numbers, strict=True))
