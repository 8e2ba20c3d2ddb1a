"""One thread of a process computes; nobody waits for ever for one that waits itself."""

import threading

import pytest

from newsportal.one_at_a_time import OneAtATime


class Counted:
    """An application that notes how many are inside; each stays until it is told to go."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self.entered = threading.Semaphore(0)
        self.go = threading.Event()
        self._lock = threading.Lock()

    def __call__(self, environ: object, start_response: object) -> list[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        self.go.wait(20)
        with self._lock:
            self.inside -= 1
        return [b"answer"]


def ask(application: OneAtATime, number: int, method: str = "GET") -> list[threading.Thread]:
    environ = {"REQUEST_METHOD": method}
    threads = [threading.Thread(target=application, args=[environ, None]) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads


def end(counted: Counted, threads: list[threading.Thread]) -> None:
    counted.go.set()
    for thread in threads:
        thread.join(20)
    assert counted.inside == 0


def test_a_second_one_waits_for_the_first():
    counted = Counted()
    threads = ask(OneAtATime(counted, patience=20), 3)
    assert counted.entered.acquire(timeout=10)
    assert not counted.entered.acquire(timeout=0.3)
    end(counted, threads)
    assert counted.most == 1


@pytest.mark.parametrize(("method", "most"), [("POST", 3), ("GET", 1), ("HEAD", 1)])
def test_writers_of_a_database_that_serves_many_do_not_wait(method: str, most: int):
    counted = Counted()
    threads = ask(OneAtATime(counted, are_writers_free=True, patience=20), 3, method)
    for _ in range(most):
        assert counted.entered.acquire(timeout=10)
    end(counted, threads)
    assert counted.most == most


def test_patience_ends():
    counted = Counted()
    threads = ask(OneAtATime(counted, patience=0.1), 3)
    for _ in threads:
        assert counted.entered.acquire(timeout=10)
    end(counted, threads)


def test_a_failure_lets_the_next_one_in():
    application = OneAtATime(lambda environ, start_response: 1 / environ["by"], patience=20)
    for by in (0, 0):
        try:
            application({"REQUEST_METHOD": "GET", "by": by}, None)
        except ZeroDivisionError:
            continue
        raise AssertionError("It did not fail.")
    assert application({"REQUEST_METHOD": "GET", "by": 1}, None) == 1
