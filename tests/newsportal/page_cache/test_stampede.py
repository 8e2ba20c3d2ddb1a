"""One renders for all who ask at once; who waits, and who gets the old page."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from newsportal import generations
from newsportal.mirror import stamp_of
from newsportal.page_cache import maker
from newsportal.page_cache.page import RENEWED
from newsportal.page_cache.wrapper import PageCache
from newsportal.shared_numbers import raise_to
from tests.newsportal.page_cache.reader import Answer, Reader

pytestmark = pytest.mark.django_db

PATIENCE = 20.0


class SlowDjango:
    """Answers each request with a number of its own, when it is told to."""

    def __init__(self) -> None:
        self.rendered = 0
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Event()
        self.may_end.set()
        self.status = "200 OK"
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.rendered += 1
            number = self.rendered
        self.begun.release()
        assert self.may_end.wait(PATIENCE)
        start_response(self.status, [("Content-Type", "text/html")])
        return [f"page {number}".encode()]


@pytest.fixture
def django(store: str) -> SlowDjango:
    if store == "redis":
        # Else each thread would ask the database, over a connection that nobody closes.
        assert raise_to({"site": 1})
    return SlowDjango()


@pytest.fixture
def processes(django: SlowDjango) -> list[Reader]:
    """Four processes with one store."""
    return [Reader(PageCache(django)) for _ in range(4)]


def move_site(store: str) -> None:
    """Do what a commit does, without a database."""
    numbers = {"site": stamp_of(timezone.now())}
    if store == "redis":
        assert raise_to(numbers)
    generations._mirror.raise_to({0: numbers["site"]})


class Crowd:
    """Requests that run beside the test."""

    def __init__(self, *asks: Callable[[], Answer]) -> None:
        self.answers: list[Answer] = []
        self._threads = [threading.Thread(target=lambda ask=ask: self.answers.append(ask())) for ask in asks]
        for thread in self._threads:
            thread.start()

    def join(self) -> list[Answer]:
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        return self.answers


def ask_about(processes: list[Reader]) -> Crowd:
    return Crowd(*[lambda each=each: each.get("/about/") for each in processes])


class TestCold:
    def test_one_renders_and_the_others_wait_for_it(self, processes, django):
        django.may_end.clear()
        crowd = ask_about(processes)
        assert django.begun.acquire(timeout=PATIENCE)
        assert not django.begun.acquire(timeout=0.3)
        django.may_end.set()
        assert {answer.text for answer in crowd.join()} == {"page 1"}
        assert django.rendered == 1

    def test_whoever_waited_long_enough_renders_himself(self, processes, django, monkeypatch):
        monkeypatch.setattr(maker, "PATIENCE_SECONDS", 0.2)
        django.may_end.clear()
        crowd = ask_about(processes[:2])
        assert django.begun.acquire(timeout=PATIENCE)
        assert django.begun.acquire(timeout=PATIENCE)
        django.may_end.set()
        assert {answer.text for answer in crowd.join()} == {"page 1", "page 2"}

    def test_threads_of_one_process_wait_for_each_other_too(self, processes, django):
        django.may_end.clear()
        crowd = ask_about([processes[0]] * 4)
        assert django.begun.acquire(timeout=PATIENCE)
        assert not django.begun.acquire(timeout=0.3)
        django.may_end.set()
        assert {answer.text for answer in crowd.join()} == {"page 1"}

    def test_what_is_not_kept_is_waited_for_once(self, processes, django):
        django.status = "404 Not Found"
        for each in processes:
            each.get("/about/")
        django.may_end.clear()
        for _ in processes:
            django.begun.acquire()
        crowd = ask_about(processes)
        # All render at once: nobody stands in a line for an answer that nobody keeps.
        assert all(django.begun.acquire(timeout=PATIENCE) for _ in processes)
        django.may_end.set()
        assert [answer.status for answer in crowd.join()] == [404] * 4


class TestMoved:
    def test_nobody_gets_the_old_page(self, processes, django, store):
        for each in processes:
            assert each.get("/about/").text == "page 1"
        move_site(store)
        django.begun.acquire()
        django.may_end.clear()
        crowd = ask_about(processes)
        assert django.begun.acquire(timeout=PATIENCE)
        assert not django.begun.acquire(timeout=0.3)
        assert crowd.answers == []
        django.may_end.set()
        assert {answer.text for answer in crowd.join()} == {"page 2"}

    def test_change_while_others_wait_is_in_what_they_get(self, processes, django, store):
        django.may_end.clear()
        first = ask_about(processes[:1])
        assert django.begun.acquire(timeout=PATIENCE)
        move_site(store)
        others = ask_about(processes[1:])
        django.may_end.set()
        first.join()
        assert {answer.text for answer in others.join()} == {"page 2"}


class TestLifetimeOver:
    def test_one_renders_and_the_others_get_the_old_page_meanwhile(self, processes, django, clock):
        for each in processes:
            each.get("/about/")
        clock.move(days=1)
        django.begun.acquire()
        django.may_end.clear()
        renewing = ask_about(processes[:1])
        assert django.begun.acquire(timeout=PATIENCE)
        meanwhile = [each.get("/about/") for each in processes[1:]]
        assert {answer.text for answer in meanwhile} == {"page 1"}
        assert {answer.headers["cache-status"] for answer in meanwhile} == {RENEWED}
        django.may_end.set()
        assert renewing.join()[0].text == "page 2"
        assert {each.get("/about/").text for each in processes} == {"page 2"}

    def test_page_that_is_gone_by_then_is_kept_by_nobody(self, processes, django, clock):
        for each in processes:
            each.get("/about/")
        clock.move(days=1)
        django.status = "410 Gone"
        assert [each.get("/about/").status for each in processes] == [410] * 4


def test_killed_process_keeps_nobody_waiting_for_ever(store, django, tmp_path: Path, monkeypatch):
    """Who is killed gives a lock on disk back at once, and one on the server after a moment."""
    monkeypatch.setattr("newsportal.page_cache.shared.TURN_MILLISECONDS", 100)
    readers = [Reader(PageCache(django)) for _ in range(2)]
    store_of_the_killed = readers[0].application._maker.store
    key, _ = readers[0].application._meant(
        {"REQUEST_METHOD": "GET", "HTTP_HOST": "testserver", "PATH_INFO": "/about/", "QUERY_STRING": ""}
    )
    turn = store_of_the_killed.turn(key, patience=0.0)
    assert turn.__enter__()
    if store == "disk":
        # The kernel closes what a killed process had open.
        turn.__exit__(None, None, None)
    assert readers[1].get("/about/").text == "page 1"
