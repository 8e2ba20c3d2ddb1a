"""The thread that brings the mirror level outlives whatever it meets."""

import threading

import pytest

from newsportal import generations, throttle
from newsportal.models import Generation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_mirror(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path
    throttle.forget()


class Ended(BaseException):
    """Ends the thread's loop for the test."""


@pytest.mark.parametrize("error", [ValueError("no number"), MemoryError(), AttributeError("name")])
def test_error_that_nobody_foresaw_ends_no_levelling(monkeypatch, caplog, error):
    passes = iter([error, Ended()])

    def level() -> None:
        raise next(passes)

    monkeypatch.setattr(generations, "level", level)
    monkeypatch.setattr(generations, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(generations, "close_old_connections", lambda: None)
    is_ready = threading.Event()
    with pytest.raises(Ended):
        generations._level_forever(is_ready)
    assert is_ready.is_set()
    assert "The mirror of the generations lags behind" in caplog.text


def test_number_of_a_newer_release_hides_no_other(caplog):
    Generation.objects.create(name="weather", number=5)
    Generation.objects.create(name="site", number=6)
    Generation.objects.create(name="article:7", number=8)
    generations.level()
    assert generations.current("site", "article:7") == (6, 8)
