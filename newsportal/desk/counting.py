"""Counting as far as a person reads a number: beyond that a list says that there are more."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import F, QuerySet

# Counting so many entries of an index takes a millisecond or two; a bulk takes no more rows either.
MOST = 10_000


@dataclass(frozen=True)
class Number:
    """How many rows there are, or, where there are more than were counted, how many were counted."""

    value: int
    is_more: bool = False


def count_some(rows: "QuerySet[Any]") -> Number:
    """Count rows in one query that stops at ``MOST``; their order, where they have one, says which index is read."""
    found = rows[: MOST + 1].count()
    return Number(min(found, MOST), is_more=found > MOST)


def count_each(querysets: "Sequence[QuerySet[Any]]", most: int) -> list[Number]:
    """Count the rows of several querysets, each up to ``most``, in one query.

    Only keys are read, so that an index with the key in it answers alone.
    """
    parts = [rows.values("pk")[: most + 1].query.sql_with_params() for rows in querysets]
    counts = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _ in parts)  # noqa: S608 - Django's own
    (found,) = _ask(f"SELECT {counts}", parts)
    return [Number(min(number, most), is_more=number > most) for number in found]


def keys_of_each(querysets: "Sequence[QuerySet[Any]]", most: int) -> list[list[int]]:
    """Return the keys of the first ``most`` rows of several querysets, in one query."""
    parts = [rows.values(found=F("pk"))[:most].query.sql_with_params() for rows in querysets]
    selects = [f"SELECT {place}, found FROM ({sql}) AS part" for place, (sql, _) in enumerate(parts)]  # noqa: S608 - see above
    keys: list[list[int]] = [[] for _ in querysets]
    for place, key in _ask(" UNION ALL ".join(selects), parts):
        keys[place].append(key)
    return keys


def _ask(sql: str, parts: Sequence[tuple[str, Sequence[Any]]]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in parts for value in values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # because only the stubs' Paginator takes a type
    """Pages of the first ``MOST`` rows: for boxes that complete names, and for the history of one row."""

    @cached_property
    def count(self) -> int:
        return count_some(self.object_list).value  # type: ignore[arg-type]  # because Django passes a queryset
