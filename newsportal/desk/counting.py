"""Counting as far as a person reads a number: beyond that a list says that there are more."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

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


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # because only the stubs' Paginator takes a type
    """Pages of the first ``MOST`` rows: for boxes that complete names, and for the history of one row."""

    @cached_property
    def count(self) -> int:
        return count_some(self.object_list).value  # type: ignore[arg-type]  # because Django passes a queryset
