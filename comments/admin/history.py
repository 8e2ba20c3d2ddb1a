"""Who is writing: what became of the latest comments under the same address."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from comments.models import Comment

# Of an address that floods the paper, more would tell no more.
LATEST = 100
STATEMENT = """
SELECT who.email,
       (SELECT COUNT(*) FROM ({latest}) AS latest WHERE latest.status = 'approved'),
       (SELECT COUNT(*) FROM ({latest}) AS latest WHERE latest.status IN ('refused', 'spam'))
FROM (SELECT DISTINCT email FROM {table} WHERE id IN ({keys}) AND email <> '') AS who
"""
OF_ONE = "SELECT status FROM {table} WHERE email = who.email ORDER BY created_at DESC LIMIT {limit}"


class History(NamedTuple):
    """How many of the latest hundred comments of an address were approved, and refused or put among the spam."""

    approved: int = 0
    refused: int = 0


def histories(comments: Iterable[Comment]) -> dict[str, History]:
    """Return what is known of the addresses of these comments; costs a query.

    It is written out, since each address reads its own few entries of an index, which no join of Django's does.
    """
    keys = [comment.pk for comment in comments]
    if not keys:
        return {}
    table = connection.ops.quote_name(Comment._meta.db_table)
    latest = OF_ONE.format(table=table, limit=LATEST)
    statement = STATEMENT.format(latest=latest, table=table, keys=", ".join(["%s"] * len(keys)))
    with connection.cursor() as cursor:
        cursor.execute(statement, keys)
        return {email: History(approved, refused) for email, approved, refused in cursor.fetchall()}
