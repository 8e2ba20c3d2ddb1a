import os
import subprocess
import sys

import pytest

from newsportal.databases import database, limit_statements
from tests.browser.portal import ROOT

POSTGRESQL = "postgres://reader:word@db.example:5433/paper"


class TestDatabase:
    def test_postgresql_gives_up_on_a_machine_that_vanished(self):
        options = database(POSTGRESQL)["OPTIONS"]
        assert options["connect_timeout"] == 5
        assert options["tcp_user_timeout"] == 20_000

    def test_what_the_address_says_goes_first(self):
        options = database(f"{POSTGRESQL}?connect_timeout=2&sslmode=verify-full")["OPTIONS"]
        assert options["connect_timeout"] == 2
        assert options["sslmode"] == "verify-full"
        assert options["keepalives_idle"] == 30

    def test_socket_of_the_machine_needs_no_host(self):
        settings = database("postgres:///paper")
        assert (settings["NAME"], settings["HOST"], settings["USER"]) == ("paper", "", "")

    def test_sqlite_writes_to_disk_and_waits_for_its_turn(self):
        options = database("sqlite:////tmp/paper.sqlite3")["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert "synchronous=FULL" in options["init_command"]

    @pytest.mark.parametrize("is_pooled", [True, False])
    def test_pool_gets_no_cursor_that_outlives_a_transaction(self, is_pooled):
        assert database(POSTGRESQL, is_pooled=is_pooled)["DISABLE_SERVER_SIDE_CURSORS"] is is_pooled

    def test_connections_outlive_their_request_and_are_asked_first(self):
        settings = database(POSTGRESQL)
        assert settings["CONN_MAX_AGE"] == 600
        assert settings["CONN_HEALTH_CHECKS"]


class TestLimitStatements:
    def limited(self, url: str, **options: bool) -> str:
        databases = {"default": database(url, **options)}
        limit_statements(databases, seconds=7)
        return databases["default"]["OPTIONS"].get("options", "")

    def test_limit_stands_before_what_the_address_says(self):
        assert self.limited(POSTGRESQL).startswith(
            "-c statement_timeout=7s -c idle_in_transaction_session_timeout=60s"
        )
        assert self.limited(f"{POSTGRESQL}?options=-c%20statement_timeout%3D1s").endswith("-c statement_timeout=1s")

    def test_pool_and_sqlite_get_none(self):
        assert self.limited(POSTGRESQL, is_pooled=True) == ""
        assert self.limited("sqlite:////tmp/paper.sqlite3") == ""


@pytest.mark.postgresql
class TestWebProcess:
    SHOW = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(*cursor.fetchone())
"""

    def shown(self, code: str, tmp_path) -> str:
        (tmp_path / "static").mkdir(exist_ok=True)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "newsportal.settings",
            "DATABASE_STATEMENT_SECONDS": "7",
            "VAR_DIR": str(tmp_path),
        }
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    def test_statements_of_a_web_process_are_limited(self, tmp_path):
        assert self.shown(f"import newsportal.wsgi{self.SHOW}", tmp_path) == "7s"

    def test_command_may_take_its_time(self, tmp_path):
        assert self.shown(f"import django; django.setup(){self.SHOW}", tmp_path) == "0"
