"""Warnings about something that is down: one a minute and process is enough."""

import logging
import time

PAUSE_SECONDS = 60.0

_last: dict[str, float] = {}


def warn(logger: logging.Logger, message: str, *args: object) -> None:
    """Log a warning, unless this process logged the same message less than a minute ago."""
    now = time.monotonic()
    if now - _last.get(message, -PAUSE_SECONDS) >= PAUSE_SECONDS:
        _last[message] = now
        logger.warning(message, *args)


def forget() -> None:
    """Drop what was logged, as if the process had just started."""
    _last.clear()
