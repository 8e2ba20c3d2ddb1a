"""Materialised paths: a comment's place in its thread, as text that sorts in reading order."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

# Thirteen digits of base 36 hold any 63-bit key.
STEP = 13
MOST_STEPS = 10

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def step_of(key: int) -> str:
    """Return the key in base 36, padded so that later keys sort later."""
    digits = []
    while key:
        key, digit = divmod(key, 36)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits)).rjust(STEP, "0")


def keys_above(path: str) -> list[int]:
    """Return the keys of the ancestors, the thread's root first."""
    return [int(path[end - STEP : end], 36) for end in range(STEP, len(path), STEP)]


class PathField(models.CharField):  # type: ignore[type-arg]  # because only the stubs' CharField takes types
    """A column compared byte by byte, since the rules of a language would shuffle a path's digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = STEP * MOST_STEPS
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        # SQLite compares bytes by itself.
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
