"""How the database answers the queries of a page: which tables it reads whole, and what it has to sort."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import connection

# Tables that grow with the archive; an alias of Django's, such as U0, may stand for any of them.
GROWING = re.compile(
    r"(articles_(article|byline|tagging|pictureuse|liveentry|entrypicture)|comments_(comment|move)|[U-Z]\d+)\b"
)
# Holds few rows however large the archive is, so that it may be read from end to end.
SHORT = re.compile(r" INDEX comments_comment_reported\b")
# A page of a thread holds fifty threads with their replies, and so do the stories before a mark.
MOST_ROWS = 500
# Instructions of SQLite's virtual machine: fourteen a row of the sitemap, fifty for one with the columns of a card.
WORK_A_ROW = 30


class Asked(NamedTuple):
    """A statement and its parameters, as Django hands them to the driver."""

    statement: str
    parameters: Any


def asked_by(page: Callable[[], object]) -> list[Asked]:
    """Return what a page asks."""
    found = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append(Asked(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        page()
    return found


def faults_of(asked: Asked, most: int = MOST_ROWS) -> list[str]:
    """Return what makes a query cost more in a larger archive: whole tables read, and many rows read or sorted."""
    return list(postgresql_faults(asked, most) if connection.vendor == "postgresql" else sqlite_faults(asked, most))


def postgresql_faults(asked: Asked, most: int) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {asked.statement}", asked.parameters)
        ((whole,),) = cursor.fetchone()
    for node in nodes_of(whole["Plan"]):
        table = node.get("Relation Name", "")
        read = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        if GROWING.match(table) and node["Node Type"] == "Seq Scan":
            yield f"reads all of {table}"
        elif (GROWING.match(table) or node["Node Type"] == "Bitmap Index Scan") and read > most:
            yield f"reads {read:,} rows of {table} by {node.get('Index Name', node['Node Type'])}"


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes_of(part)


def sqlite_faults(asked: Asked, most: int) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.statement}", asked.parameters)
        steps = [step for *_, step in cursor.fetchall()]
    scans = [step for step in steps if step.startswith("SCAN ") and not SHORT.search(step)]
    yield from (step for step in scans if GROWING.match(step.removeprefix("SCAN ")))
    taken = sqlite_work(asked)
    if taken > most * WORK_A_ROW:
        yield f"takes {taken:,} instructions: {'; '.join(steps)}"


def sqlite_work(asked: Asked) -> int:
    """Return how many instructions of its virtual machine SQLite takes for a query, in whole hundreds."""
    taken = 0

    def note() -> None:
        nonlocal taken
        taken += 100

    with connection.cursor() as cursor:
        connection.connection.set_progress_handler(note, 100)
        cursor.execute(asked.statement, asked.parameters)
        cursor.fetchall()
        connection.connection.set_progress_handler(None, 100)
    return taken
