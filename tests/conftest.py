"""What every test starts from."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from newsportal import generations


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on SQLite what only PostgreSQL can answer: two writers would wait for each other there for ever."""
    if connection.vendor != "postgresql":
        left_out = [item for item in items if item.get_closest_marker("postgresql")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_unconfigure() -> None:
    """Remove the folder that tests/settings.py made for this run."""
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Begin each test like a process that has just started: its rows are not those of the test before."""
    generations.forget()
    yield
    generations.forget()
