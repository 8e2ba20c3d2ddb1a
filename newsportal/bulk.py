"""Storing very many rows at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 5_000
# Fields whose values both drivers take as they stand.
TAKEN = (
    models.BooleanField,
    models.CharField,
    models.ForeignKey,
    models.GenericIPAddressField,
    models.IntegerField,
    models.TextField,
)

Columns = Sequence["models.Field[Any, Any]"]


def reserve_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """Return so many keys that no other row gets, in order, inside a transaction that stores rows under them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, number]
            )
            return [key for (key,) in cursor.fetchall()]
        # The transaction holds the database's one lock for writers.
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone()
        return range(last + 1, last + 1 + number)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store new rows of a model without what its save() does, in a transaction; PostgreSQL gets them by COPY.

    ``rows`` hold the values of ``names``, fields or their columns, in this order. All other fields get what an
    untouched object of the model has; the database gives keys where none are named.
    """
    columns: Columns = model._meta.concrete_fields
    by_name = {name: field for field in columns for name in (field.name, field.attname)}
    named = [by_name[name] for name in names]
    others = [field for field in columns if field not in named and not isinstance(field, models.AutoField)]
    untouched = model()
    same = [field.get_db_prep_save(field.pre_save(untouched, add=True), connection) for field in others]
    store(model, [*named, *others], prepared(named, rows, same))


def prepared(named: Columns, rows: Iterable[Sequence[Any]], same: list[Any]) -> Iterator[list[Any]]:
    """Yield the rows as the driver takes them, each with the values that are the same in all of them."""
    others = [(place, preparation(field)) for place, field in enumerate(named) if not is_taken(field)]
    for row in rows:
        values = [*row, *same]
        for place, prepare in others:
            values[place] = prepare(values[place])
        yield values


def is_taken(field: "models.Field[Any, Any]") -> bool:
    """Return whether the driver takes a value of the field as it stands; asking the field costs more than storing."""
    is_moment = isinstance(field, models.DateTimeField)
    return isinstance(field, TAKEN) or (is_moment and connection.vendor == "postgresql")


def preparation(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def store(model: type[models.Model], fields: Columns, rows: Iterator[list[Any]]) -> None:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", batch)  # noqa: S608 - no value


def analyze() -> None:
    """Let PostgreSQL look at what was stored: until it does, which may be long, it plans as for empty tables.

    Outside a transaction it vacuums as well, and then answers from an index without looking at the rows.
    """
    if connection.vendor == "postgresql":
        # By name: the catalogues that all databases share would stay locked until the transaction ends.
        tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
        with connection.cursor() as cursor:
            cursor.execute(f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM (ANALYZE)'} {tables}")
