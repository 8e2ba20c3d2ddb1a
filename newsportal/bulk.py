"""Storing very many rows at once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

BATCH = 5_000


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


def insert(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model without what their save() does, in a transaction; PostgreSQL gets them by COPY.

    Rows without a key get one.
    """
    if not rows:
        return
    model = type(rows[0])
    keyless = [row for row in rows if row.pk is None]
    for row, key in zip(keyless, reserve_keys(model, len(keyless)), strict=True):
        row.pk = key
    if connection.vendor != "postgresql":
        model._base_manager.bulk_create(rows, batch_size=BATCH)
        return
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([prepared(field, row) for field in fields])


def prepared(field: "models.Field[Any, Any]", row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
