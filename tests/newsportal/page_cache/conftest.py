"""The page cache around the real portal, with pages on disk and with pages in a real Redis."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone

from newsportal import shared_cache, throttle
from newsportal.page_cache import rules
from newsportal.page_cache.wrapper import PageCache
from tests.newsportal.page_cache.reader import Reader
from tests.redis_server import RedisServer, running_redis


@pytest.fixture(scope="session")
def redis_of_the_tests() -> Iterator[RedisServer]:
    with running_redis() as server:
        yield server


@pytest.fixture
def redis(redis_of_the_tests: RedisServer, settings) -> RedisServer:
    """An empty server, which CACHE_URL names."""
    redis_of_the_tests.client().flushall()
    settings.CACHE_URL = redis_of_the_tests.url
    return redis_of_the_tests


@pytest.fixture(autouse=True)
def fresh_process(settings, tmp_path: Path) -> Iterator[None]:
    """A folder of this test's own, and nothing that a test before it made this process remember."""
    settings.VAR_DIR = tmp_path
    for remembered in (rules.host_of.cache_clear, rules.place_of.cache_clear, shared_cache.forget, throttle.forget):
        remembered()
    yield
    shared_cache.forget()


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Let no request close the connection, whose transaction the test is in, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(params=["disk", pytest.param("redis", marks=pytest.mark.redis)])
def store(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs twice."""
    if request.param == "redis":
        request.getfixturevalue("redis")
    return request.param


@pytest.fixture
def new_process(store: str, client) -> Callable[[], Reader]:
    """A function that returns a reader of another process: a cache with an empty memory in front of the same store."""
    return lambda: Reader(PageCache(WSGIHandler()))


@pytest.fixture
def reader(new_process) -> Reader:
    return new_process()


@pytest.fixture
def commit(django_capture_on_commit_callbacks) -> Callable[[], object]:
    """The end of a transaction: what is changed inside reaches the generations."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


class Clock:
    """The time of this process, which a test may move forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # At the beginning of a second, so that a test knows when it ends.
        self.start = float(int(time.time()))
        self.passed = 0.0
        monkeypatch.setattr(time, "time", self.seconds)
        monkeypatch.setattr(timezone, "now", self.moment)

    def move(self, **span: float) -> None:
        self.passed += timedelta(**span).total_seconds()

    def seconds(self) -> float:
        return self.start + self.passed

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), tz=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)
