"""What every test starts from."""

from collections.abc import Iterator

import pytest

from newsportal import generations


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Begin each test like a process that has just started: its rows are not those of the test before."""
    generations.forget()
    yield
    generations.forget()
