"""How the portal speaks to its databases: what an address says, and what each kind needs besides."""

from collections.abc import Mapping
from typing import Any

import environ

SQLITE = {
    # A writer takes its lock at BEGIN, so that two writers wait instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: an accepted comment is on disk when the answer leaves.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
# A database machine that vanishes answers nothing, and without these a process waits for a quarter of an hour.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
POSTGRESQL = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    # In milliseconds.
    "tcp_user_timeout": 20_000,
}
# A web process that vanishes inside a transaction would keep its locks for as long as the server's TCP waits: hours.
IDLE_TRANSACTION_SECONDS = 60


def database(url: str, *, is_pooled: bool = False) -> dict[str, Any]:
    """Return Django's settings for the database at an address; what its query says goes before our own options.

    ``is_pooled`` is for a pool that gives each transaction another connection, as PgBouncer does in transaction mode.
    """
    settings: dict[str, Any] = {**environ.Env.db_url_config(url)}
    ours = POSTGRESQL if is_postgresql(settings) else SQLITE
    settings["OPTIONS"] = {**ours, **settings.get("OPTIONS", {})}
    # A connection outlives its request: opening one costs SQLite a checkpoint and PostgreSQL a process.
    settings["CONN_MAX_AGE"] = 600
    settings["CONN_HEALTH_CHECKS"] = True
    # A cursor of the server's lives on one connection from transaction to transaction.
    settings["DISABLE_SERVER_SIDE_CURSORS"] = is_pooled
    return settings


def is_postgresql(settings: Mapping[str, Any]) -> bool:
    """Return whether Django's settings name a PostgreSQL server."""
    return bool(settings["ENGINE"] == "django.db.backends.postgresql")


def limit_statements(databases: Mapping[str, dict[str, Any]], *, seconds: int) -> None:
    """Let PostgreSQL end what takes longer than a reader waits, and transactions that stand idle, in this process.

    For web processes, before their first query: a command may take its time. A pool refuses options of a connection,
    so where there is one its own configuration has to say this.
    """
    for settings in databases.values():
        if is_postgresql(settings) and not settings["DISABLE_SERVER_SIDE_CURSORS"]:
            limits = (
                f"-c statement_timeout={seconds}s -c idle_in_transaction_session_timeout={IDLE_TRANSACTION_SECONDS}s"
            )
            # The later of two wins, so what the address says stands last.
            settings["OPTIONS"]["options"] = f"{limits} {settings['OPTIONS'].get('options', '')}".strip()
