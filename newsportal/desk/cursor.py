"""The place of a page in its address: ``after,0,2026-11-23T11%3A05%3A00%2B00%3A00,7``."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from newsportal.desk.stretches import Place, Stretch, field_of

AFTER, BEFORE, LAST = "after", "before", "last"
# A title of 200 Arabic letters, each twice two bytes of three characters.
LONGEST = 4_000
# Beyond, a database has no number.
END = 2**63


class Cursor(NamedTuple):
    """A page begins behind a place, or, ``backwards``, ends before it; without a place it ends the list."""

    place: Place | None
    backwards: bool


def write_cursor(place: Place, *, backwards: bool = False) -> str:
    return ",".join([BEFORE if backwards else AFTER, str(place.stretch), *map(_written, place.values)])


def read_cursor(text: str, model: type[Model], stretches: Sequence[Stretch]) -> Cursor | None:
    """Return what a cursor of a list in this order says, or None for anything that ``write_cursor`` did not write."""
    if text == LAST:
        return Cursor(None, backwards=True)
    direction, _, rest = text.partition(",")
    number, *written = rest.split(",")
    if direction not in {AFTER, BEFORE} or len(text) > LONGEST:
        return None
    if number not in map(str, range(len(stretches))):
        return None
    stretch = stretches[int(number)]
    if len(written) != len(stretch.columns):
        return None
    try:
        values = tuple(_read(field_of(model, name), value) for name, value in zip(stretch.names, written, strict=True))
    except (ValidationError, ValueError, OverflowError):
        return None
    return Cursor(Place(int(number), values), backwards=direction == BEFORE)


def _written(value: Any) -> str:
    return quote(value.isoformat() if isinstance(value, datetime) else str(value), safe="")


def _read(column: "Field[Any, Any]", written: str) -> Any:
    """Return what a database takes in a comparison with this column; anything else raises an error."""
    value = column.to_python(unquote(written))
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("A moment needs its zone.")
        return value.astimezone(UTC)
    if isinstance(value, int) and abs(value) >= END:
        raise ValueError("No database has such a number.")
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("PostgreSQL takes no NUL.")
    return value
