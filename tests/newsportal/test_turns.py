"""Writers on SQLite wait in line; nobody waits inside a transaction, and nobody on PostgreSQL."""

import fcntl
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction

from articles.models import Section
from newsportal.turns import in_turn
from tests.factories import make_section


@pytest.fixture
def taken() -> Iterator[threading.Event]:
    """The turn is another process's until the event is set."""
    release = threading.Event()
    is_held = threading.Event()

    def hold() -> None:
        with (settings.VAR_DIR / "turn.lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            is_held.set()
            release.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    assert is_held.wait(10)
    yield release
    release.set()
    holder.join()


def begin_a_section() -> None:
    with in_turn():
        make_section(name="قسم لم يكتمل")
        raise ZeroDivisionError


def writer(entered: threading.Event) -> threading.Thread:
    def write() -> None:
        with in_turn():
            entered.set()
        # Django would leave SQLite's database in memory open.
        connection.connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_one_after_another_on_sqlite_alone(taken: threading.Event):
    entered = threading.Event()
    thread = writer(entered)
    assert entered.wait(0.5) == (connection.vendor == "postgresql")
    taken.set()
    assert entered.wait(10)
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_inside_a_transaction(taken: threading.Event):
    with transaction.atomic(), in_turn():
        assert not taken.is_set()


@pytest.mark.django_db(transaction=True)
def test_without_a_folder_for_the_line_the_database_still_takes_what_is_written(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "gone"
    with in_turn():
        make_section(name="قسم بلا صف")
    assert Section.objects.filter(name="قسم بلا صف").exists()


@pytest.mark.django_db(transaction=True)
def test_turn_is_a_transaction_and_ends_with_a_failure():
    with pytest.raises(ZeroDivisionError):
        begin_a_section()
    assert not Section.objects.filter(name="قسم لم يكتمل").exists()
    entered = threading.Event()
    thread = writer(entered)
    assert entered.wait(10)
    thread.join()
