"""The order of a list, in stretches: parts of a table that an index holds in order, so that every page costs the same.

A page is read from a place on, and a place is a row's own values, so rows that come or go meanwhile move no other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Field, Model, Q, QuerySet


@dataclass(frozen=True)
class Stretch:
    """The rows that fulfil a condition, ordered by columns that are never empty; the last one tells all rows apart."""

    columns: tuple[str, ...]
    condition: Q = field(default_factory=Q)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.removeprefix("-") for column in self.columns)

    def backwards(self) -> "Stretch":
        return Stretch(tuple(map(turned, self.columns)), self.condition)

    def beyond(self, values: Sequence[Any]) -> Iterator["Stretch"]:
        """Yield what follows the row with these values, nearest first.

        Rows that share all columns but the last, then all but the last two, and so on: each is a range of one index,
        which the two databases do not see in «a > x or (a = x and b > y)».
        """
        for place in reversed(range(len(self.columns))):
            shared = Q(**dict(zip(self.names[:place], values, strict=False)))
            comparison = "lt" if self.columns[place].startswith("-") else "gt"
            further = Q(**{f"{self.names[place]}__{comparison}": values[place]})
            yield Stretch(self.columns[place:], self.condition & shared & further)


class Place(NamedTuple):
    """Where a row stands: the number of its stretch, its values in the columns of that stretch, and its key."""

    stretch: int
    values: tuple[Any, ...]
    pk: Any = None


def turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def field_of(model: type[Model], column: str) -> "Field[Any, Any]":
    name = column.removeprefix("-")
    return model._meta.pk if name == "pk" else model._meta.get_field(name)  # type: ignore[return-value]  # because lists are ordered by columns of their own


def stretches_of(model: type[Model], ordering: Iterable[str]) -> list[Stretch]:
    """Return the stretches of an order by columns of the model's own, of which the first alone may be empty.

    Rows without a value stand last in both directions: left alone, SQLite and PostgreSQL put them at different ends.
    Ties follow the direction of the last column, so that one index serves both.
    """
    columns: list[str] = []
    for column in ordering:
        columns.append(column)
        if field_of(model, column).unique:
            break
    else:
        columns.append("pk" if columns and not columns[-1].startswith("-") else "-pk")
    first = columns[0].removeprefix("-")
    if not field_of(model, first).null:
        return [Stretch(tuple(columns))]
    filled = Stretch(tuple(columns), Q(**{f"{first}__isnull": False}))
    return [filled, Stretch(tuple(columns[1:]), Q(**{f"{first}__isnull": True}))]


def read_places(
    rows: "QuerySet[Any]",
    stretches: Sequence[Stretch],
    limit: int,
    *,
    after: Place | None = None,
    backwards: bool = False,
) -> list[Place]:
    """Return the first places of a list, or the ones after a place; ``backwards`` from its end on, nearest first.

    Costs a query for each range of an index that is looked into until there are enough: one where no stretch ends, and
    one more behind a place.
    """
    found: list[Place] = []
    rows = rows.prefetch_related(None)
    for number, part in _parts(stretches, after, backwards):
        names = stretches[number].names
        values = rows.filter(part.condition).order_by(*part.columns).values(*dict.fromkeys(["pk", *names]))
        found += [Place(number, tuple(row[name] for name in names), row["pk"]) for row in values[: limit - len(found)]]
        if len(found) == limit:
            break
    return found


def _parts(stretches: Sequence[Stretch], after: Place | None, backwards: bool) -> Iterator[tuple[int, Stretch]]:
    parts = list(enumerate(stretches))
    if backwards:
        parts = [(number, stretch.backwards()) for number, stretch in reversed(parts)]
    for number, stretch in parts:
        if after is None:
            yield number, stretch
        elif number == after.stretch:
            yield from ((number, part) for part in stretch.beyond(after.values))
            after = None
