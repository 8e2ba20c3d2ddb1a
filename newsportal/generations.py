"""Generation numbers: how a kept page or value learns that what it shows has changed.

``advance()`` moves rows in the transaction of the change. On commit the new numbers reach a small file
that every process of the machine has mapped into memory, so that ``current()`` costs no query.

A number is a time in microseconds, but at least one more than the number before it. It only grows, even where a
database was restored from an older copy while the file stayed.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import TypeVar, cast

from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from newsportal.mirror import LAST_ARTICLE, Mirror
from newsportal.models import Generation

logger = logging.getLogger(__name__)

Value = TypeVar("Value")

# A row becomes visible to others at its commit, later than its raised_at; clocks of two machines differ too.
LATELY = timedelta(minutes=5)
PAUSE_SECONDS = 1.0
START_SECONDS = 10.0

_mirror = Mirror()
_is_level = False
_kept: dict[Callable[[], object], tuple[tuple[int, ...], object]] = {}


def article(pk: int) -> str:
    """Return the name of an article's own number; a key past what the mirror can hold shares ``site``."""
    return f"article:{pk}" if pk <= LAST_ARTICLE else "site"


def advance(*names: str) -> None:
    """Raise the numbers of ``names`` in the caller's transaction, and their mirror on commit.

    Costs three queries. The rows stay locked until the commit, so name everything that one change moves in one call:
    all calls lock in the same order, and two transactions that call once cannot wait for each other.
    Raises ValueError for a name that is none.
    """
    slots = {name: _mirror.slot(name) for name in names}
    if not slots:
        return
    now = timezone.now()
    with transaction.atomic(savepoint=False):
        # "site" and "lists", which most changes share, come first in this order.
        ordered = sorted(slots, reverse=True)
        Generation.objects.bulk_create([Generation(name=name) for name in ordered], ignore_conflicts=True)
        rows = Generation.objects.select_for_update().filter(name__in=ordered).order_by("-name")
        number = max(int(now.timestamp() * 1_000_000), *(row.number + 1 for row in rows))
        Generation.objects.filter(name__in=ordered).update(number=number, raised_at=now)
        # The change is made by then: a full disk must not turn its answer into an error. level() makes up for it.
        transaction.on_commit(lambda: _mirror.raise_to(dict.fromkeys(slots.values(), number)), robust=True)


def current(*names: str) -> tuple[int, ...]:
    """Return the numbers of ``names`` from the mirror, without a query; 0 for what never changed.

    Raises ValueError for a name that is none.
    """
    return _mirror.read([_mirror.slot(name) for name in names])


def level() -> None:
    """Bring the mirror level with the rows raised lately, in one query; with all rows at first use in a process."""
    global _is_level  # noqa: PLW0603 - one fact about this process
    if _mirror.is_replaced():
        forget()
    rows = Generation.objects.all()
    if _is_level:
        rows = rows.filter(raised_at__gte=timezone.now() - LATELY)
    numbers: Mapping[str, int] = dict(rows.values_list("name", "number"))
    _mirror.raise_to({_mirror.slot(name): number for name, number in numbers.items()})
    _is_level = True


def keep_level() -> None:
    """Bring the mirror level, then once a second for as long as this process lives.

    Only the web server's entry point calls it: tests and commands run no query that they did not ask for.
    The thread has a connection of its own, so nothing is shared with processes that are forked later.
    """
    is_ready = threading.Event()
    threading.Thread(target=_level_forever, args=(is_ready,), name="generations", daemon=True).start()
    is_ready.wait(START_SECONDS)


def _level_forever(is_ready: threading.Event) -> None:
    while True:
        try:
            level()
        except (DatabaseError, OSError) as error:
            logger.warning("The mirror of the generations lags behind: %s", error)
        is_ready.set()
        close_old_connections()
        time.sleep(PAUSE_SECONDS)


def remembered(*names: str) -> Callable[[Callable[[], Value]], Callable[[], Value]]:
    """Keep the result of a function without arguments in this process until one of the numbers moves.

    The function must not depend on the active language, and its result is shared between threads.
    """

    def decorate(function: Callable[[], Value]) -> Callable[[], Value]:
        @wraps(function)
        def remember() -> Value:
            # Read before the function's first query: a change that comes meanwhile is then seen the next time.
            numbers = current(*names)
            kept = _kept.get(remember)
            if kept is None or kept[0] != numbers:
                kept = _kept[remember] = (numbers, function())
            return cast(Value, kept[1])

        return remember

    return decorate


def forget() -> None:
    """Drop what this process remembers, as if it had just started; the next use opens the file anew."""
    global _is_level  # noqa: PLW0603 - one fact about this process
    _is_level = False
    _kept.clear()
    _mirror.close()
