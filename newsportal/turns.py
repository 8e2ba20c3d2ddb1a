"""Letting those who write wait for each other."""

import fcntl
import hashlib
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.db import connection, transaction

from newsportal import throttle

logger = logging.getLogger(__name__)


@contextmanager
def in_turn() -> Iterator[None]:
    """Run the block in a transaction; on SQLite, one process after another in the order in which they came.

    SQLite has one writer at a time, and the others sleep and look again, ever more seldom
    (https://www.sqlite.org/c3ref/busy_timeout.html), so that between two of them the database stands idle. Here the
    kernel wakes the next one at once: on two cores a quarter more comments a second. For short transactions that come
    in numbers; the others need no turn, since SQLite's own lock still guards them all.
    """
    with ExitStack() as held:
        # Inside a transaction it is too late: whoever has the turn may be waiting for this very transaction.
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            try:
                file = held.enter_context((settings.VAR_DIR / "turn.lock").open("ab"))
                # Ends with the file.
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError as error:
                throttle.warn(logger, "Writers cannot wait in line, and wait as SQLite has them wait: %s", error)
        held.enter_context(transaction.atomic())
        yield


def take_turn(*facts: str) -> None:
    """Wait for other transactions that took their turn for one of these facts, until they end.

    For what is counted before it is stored, on PostgreSQL; SQLite has one writer at a time anyway. Call it before the
    transaction locks a row.
    """
    if connection.vendor != "postgresql":
        return
    digests = (hashlib.blake2b(fact.encode(), digest_size=8).digest() for fact in facts)
    # One order for all, so that two transactions cannot wait for each other.
    keys = sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['pg_advisory_xact_lock(%s)'] * len(keys))}", keys)
