"""A web process that is told to stop hears it, whichever thread gets the signal."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsportal.stopping import hear_in_main_thread

# Its main thread waits as that of the web server does, and another thread gets the signal.
PROCESS = """
import signal, threading
from newsportal.stopping import hear_in_main_thread
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
hear_in_main_thread()
threading.Timer(0.2, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGTERM)).start()
stop.wait()
"""


def test_main_thread_hears_what_another_one_got() -> None:
    assert subprocess.run([sys.executable, "-c", PROCESS], timeout=20, check=False).returncode == 0


@pytest.fixture
def server_s_own() -> Iterator[int]:
    """A descriptor that the server has Python write signals to."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing)
    yield writing
    signal.set_wakeup_fd(before)
    os.close(reading)
    os.close(writing)


def test_descriptor_of_the_server_stays(server_s_own: int) -> None:
    hear_in_main_thread()
    assert signal.set_wakeup_fd(-1) == server_s_own


def test_other_threads_take_no_descriptor(server_s_own: int) -> None:
    # Python lets the main thread alone set one, and says so by an error.
    with ThreadPoolExecutor(1) as others:
        others.submit(hear_in_main_thread).result()
    assert signal.set_wakeup_fd(-1) == server_s_own
