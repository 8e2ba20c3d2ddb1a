"""A server that answers late is no help: it is left alone as one that does not answer."""

from collections.abc import Callable, Iterator

import pytest

from newsportal import shared_cache, throttle


@pytest.fixture(autouse=True)
def fresh_process(settings) -> Iterator[None]:
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    shared_cache.forget()
    throttle.forget()
    yield
    shared_cache.forget()


@pytest.fixture
def ask(monkeypatch) -> Callable[[float], object]:
    """A function that asks a server which answers after so many seconds."""
    now = [1_000.0]
    monkeypatch.setattr(shared_cache.time, "monotonic", lambda: now[0])

    def asked(seconds: float) -> object:
        def deed(_: object) -> str:
            now[0] += seconds
            return "answer"

        return shared_cache.attempt(deed)

    return asked


def test_server_that_is_late_again_and_again_is_left_alone_for_a_moment(ask, caplog):
    assert [ask(0.15) for _ in range(4)] == ["answer", "answer", "answer", None]
    assert "The shared cache is slow" in caplog.text


def test_server_that_was_late_once_is_asked_on(ask):
    assert [ask(seconds) for seconds in (0.15, 0.15, 0.001, 0.15, 0.15, 0.001)] == ["answer"] * 6


def test_server_is_asked_again_after_the_moment(ask, monkeypatch):
    for _ in range(3):
        ask(0.15)
    assert ask(0.001) is None
    monkeypatch.setattr(shared_cache, "PAUSE_SECONDS", 0.0)
    assert ask(0.001) == "answer"
