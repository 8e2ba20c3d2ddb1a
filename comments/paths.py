"""Materialised paths: a comment's place in its thread, as text that sorts in reading order."""

from typing import Any

from newsportal.fields import ByteOrderedField

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


class PathField(ByteOrderedField):
    """A comment's path; a language's rules would take its digits for words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = STEP * MOST_STEPS
        super().__init__(*args, **kwargs)
