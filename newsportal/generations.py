"""Generation numbers: how a kept page or value learns that what it shows has changed.

``advance()`` moves rows in the transaction of the change. On commit the new numbers reach a small file
that every process of the machine has mapped into memory, so that ``current()`` costs no query. Where machines share a
cache, the numbers reach it too, and ``refresh()`` asks it.

A number is a time in microseconds, but at least one more than the number before it. It only grows, even where a
database was restored from an older copy while the file stayed.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import TypeVar, cast

from django.db import Error, close_old_connections, transaction
from django.utils import timezone

from newsportal import shared_numbers, throttle
from newsportal.mirror import FIXED, LAST_ARTICLE, LEVELLED, Mirror, moment_of, stamp_of
from newsportal.models import Generation
from newsportal.raised import RaisedRows
from newsportal.replica import reading_the_database
from newsportal.shared_cache import is_shared

logger = logging.getLogger(__name__)

Value = TypeVar("Value")

# A row becomes visible to others at its commit, later than its raised_at; clocks of two machines differ too.
LATELY = timedelta(minutes=5)
PAUSE_SECONDS = 1.0
START_SECONDS = 10.0

_mirror = Mirror()
_raised = RaisedRows()
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
    # Above the rows, where a clock stood wrong before the database was restored.
    here: tuple[int, ...] = ()
    with suppress(OSError):
        here = _mirror.read([*slots.values()])
    now = timezone.now()
    with transaction.atomic(savepoint=False):
        # "site" and "lists", which most changes share, come first in this order.
        ordered = sorted(slots, reverse=True)
        Generation.objects.bulk_create([Generation(name=name) for name in ordered], ignore_conflicts=True)
        rows = Generation.objects.select_for_update().filter(name__in=ordered).order_by("-name")
        standing = [*here, *(row.number for row in rows)]
        number = max(int(now.timestamp() * 1_000_000), *(number + 1 for number in standing))
        Generation.objects.filter(name__in=ordered).update(number=number, raised_at=now)
        # The change is made by then: a full disk must not turn its answer into an error. level() makes up for it.
        transaction.on_commit(lambda: _raise_to(dict.fromkeys(slots, number)), robust=True)


def current(*names: str) -> tuple[int, ...]:
    """Return the numbers of ``names`` from the mirror, without a query; 0 for what never changed.

    Raises ValueError for a name that is none.
    """
    return _mirror.read([_mirror.slot(name) for name in names])


def refresh(*names: str) -> tuple[int, ...]:
    """Return the numbers of ``names`` after asking the shared cache, and let this machine's mirror follow.

    Without a shared cache this is ``current()``; the same while neither it nor the database answers.
    """
    here = current(*names)
    if not is_shared():
        return here
    try:
        numbers = shared_numbers.fetch(names)
    except Error as error:
        throttle.warn(logger, "Neither the shared cache nor the database tells the generations: %s", error)
        return here
    learnt = {
        _mirror.slot(name): numbers[name] for name, number in zip(names, here, strict=True) if numbers[name] > number
    }
    if learnt:
        _write(learnt)
    return tuple(max(numbers[name], number) for name, number in zip(names, here, strict=True))


def holds(slots: Sequence[int], numbers: Sequence[int]) -> bool:
    """Return whether what was made under these numbers is still true on this machine; costs no query."""
    return _mirror.holds(slots, numbers)


def slots(*names: str) -> tuple[int, ...]:
    """Return the places of the names' numbers, for ``holds()``; an article's comes last."""
    return tuple(map(_mirror.slot, names))


def level() -> None:
    """Bring mirror and shared cache level with the rows raised since they last were; costs two queries for each."""
    if _mirror.is_replaced():
        forget()
    now = timezone.now()
    (stamp,) = _mirror.read([LEVELLED])
    # A clock that once stood wrong must not hide what comes.
    since = min(moment_of(stamp), now)
    numbers = _raised.read(since - LATELY if stamp else None)
    # While a newer release runs beside this one, a row may have a name that is none here.
    known = {_mirror.slot(name): number for name, number in numbers.items() if _mirror.knows(name)}
    _write(known)
    _mirror.raise_to({LEVELLED: stamp_of(now)})
    _raised.settle()
    if is_shared():
        shared_numbers.level(now=now, lately=LATELY)


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
        except Exception as error:
            # Were the thread to end, changes would be missed unnoticed.
            throttle.warn(logger, "The mirror of the generations lags behind: %r", error)
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
                # A copy of the database may not hold yet what the numbers stand for.
                with reading_the_database():
                    kept = _kept[remember] = (numbers, function())
            return cast(Value, kept[1])

        return remember

    return decorate


def forget() -> None:
    """Drop what this process remembers, as if it had just started; the next use opens the file anew."""
    _kept.clear()
    _mirror.close()
    _raised.forget()


def _raise_to(numbers: Mapping[str, int]) -> None:
    if is_shared():
        shared_numbers.raise_to(numbers, is_change=True)
    _write({_mirror.slot(name): number for name, number in numbers.items()})


def _write(numbers: Mapping[int, int]) -> None:
    """Raise numbers in the mirror. Where its disk is full, ``site`` stands for all: its place is never a hole."""
    try:
        _mirror.raise_to(numbers)
    except OSError as error:
        throttle.warn(logger, "The mirror of the generations cannot be written: %s", error)
        with suppress(OSError):
            _mirror.raise_to({FIXED["site"]: max(numbers.values(), default=0)})
