"""The Redis or Valkey server that several machines share, where CACHE_URL names one.

Nobody waits long for it: a server that failed is left alone for a moment, and the caller does without.
"""

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from newsportal import throttle

logger = logging.getLogger(__name__)

Value = TypeVar("Value")

PREFIX = "newsportal:"
TIMEOUT_SECONDS = 0.2
PAUSE_SECONDS = 2.0
# A page asks several times, and the rows answer sooner than this. So many late answers in a row are a failure.
LATE_SECONDS = 0.05
LATE_ANSWERS = 3

# For readings and for changes. A change is tried though a reading just failed: machines that can still ask the server
# would else take an old number for the present one.
_failed_at = {False: -PAUSE_SECONDS, True: -PAUSE_SECONDS}
_late = 0


def is_shared() -> bool:
    """Return whether CACHE_URL names a server."""
    return bool(settings.CACHE_URL)


def attempt(deed: Callable[[Redis], Value], *, is_change: bool = False) -> Value | None:
    """Return what ``deed`` makes of the server, or None where it is down or slow; that is logged once a minute."""
    began = time.monotonic()
    if began - _failed_at[is_change] < PAUSE_SECONDS:
        return None
    try:
        answer = deed(_client(settings.CACHE_URL))
    except RedisError as error:
        _failed_at.update(dict.fromkeys((False, is_change), time.monotonic()))
        throttle.warn(logger, "The shared cache does not answer, so pages are made without it: %s", error)
        return None
    _watch(time.monotonic() - began)
    return answer


def _watch(seconds: float) -> None:
    """Leave a server alone that is late again and again."""
    global _late  # noqa: PLW0603 - one fact about this process
    _late = _late + 1 if seconds > LATE_SECONDS else 0
    if _late == LATE_ANSWERS:
        _late = 0
        _failed_at[False] = time.monotonic()
        throttle.warn(logger, "The shared cache is slow, so pages are made without it: %.0f ms", seconds * 1_000)


def forget() -> None:
    """Drop the connections and the failure, as if the process had just started."""
    global _late  # noqa: PLW0603 - one fact about this process
    _failed_at.update(dict.fromkeys((False, True), -PAUSE_SECONDS))
    _late = 0
    _client.cache_clear()


@lru_cache(maxsize=1)
def _client(url: str) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        # One new try, at once, for a connection that the server closed meanwhile.
        retry=Retry(NoBackoff(), 1),
    )
