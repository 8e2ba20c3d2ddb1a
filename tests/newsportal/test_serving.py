import fcntl
import http.client
import signal
import socket
import sqlite3
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from newsportal.management.commands import serve, worker
from tests.browser.portal import wait_until_it_answers

WRITE = "from newsportal import outbox; outbox.write(key='k', recipient='a@example.com', subject='خبر', text='نص')"


STORY = "from tests.factories import make_article; make_article(pk=1)"


def read(site_url: str) -> None:
    with urllib.request.urlopen(f"{site_url}/robots.txt", timeout=5) as answer:  # noqa: S310 - always http
        assert answer.status == 200


def comment(site_url: str, number: int) -> None:
    data = urlencode({"comment": f"رأي رقم {number}", "name": "سلمى", "email": f"reader{number}@example.com"})
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection(site_url.removeprefix("http://"), timeout=30)) as connection:
        connection.request("POST", "/news/1/comments/", data, headers)
        assert connection.getresponse().status == 303


def is_locked(path: Path) -> bool:
    """Return whether another process holds the lock of a file."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_for(condition: Callable[[], object]) -> bool:
    """Ask ten times a second, for fifteen seconds at most."""
    return any(condition() or threading.Event().wait(0.1) for _ in range(150))


class TestWorker:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_mail_goes_out_due_work_runs_and_a_signal_stops_it_cleanly(self, manage, tmp_path, number):
        assert manage("shell", "-c", WRITE).wait() == 0
        running = manage("worker")
        assert wait_for(lambda: list(tmp_path.glob("mail/*.log")))
        database = sqlite3.connect(tmp_path / "portal.sqlite3")
        assert wait_for(
            lambda: database.execute("SELECT name FROM newsportal_duerun WHERE name = 'clear_sent'").fetchall()
        )
        database.close()
        running.send_signal(number)
        assert running.wait(timeout=15) == 0

    @pytest.mark.django_db
    def test_failed_round_does_not_end_it(self, caplog):
        worker.attempt(lambda: 1 / 0)
        assert "A round of the worker failed" in caplog.text


class TestServe:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_one_signal_stops_both_with_success(self, manage, environment, tmp_path, number):
        assert manage("shell", "-c", WRITE).wait() == 0
        running = manage("serve", "--workers=1")
        wait_until_it_answers(environment["SITE_URL"], running)
        assert wait_for(lambda: list(tmp_path.glob("mail/*.log")))
        running.send_signal(number)
        assert running.wait(timeout=20) == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(environment["PORT"])))

    def test_a_reader_who_takes_a_file_slowly_keeps_nobody_waiting(self, manage, environment, tmp_path):
        (tmp_path / "static" / "large.txt").write_bytes(b"a" * 3_000_000)
        running = manage("serve", "--workers=1")
        wait_until_it_answers(environment["SITE_URL"], running)
        with socket.socket() as slow:
            # Small packets and a small window, as over a weak line.
            slow.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2304)
            slow.connect(("127.0.0.1", int(environment["PORT"])))
            slow.sendall(f"GET /static/large.txt HTTP/1.1\r\nHost: 127.0.0.1:{environment['PORT']}\r\n\r\n".encode())
            assert slow.recv(12) == b"HTTP/1.1 200"
            with urllib.request.urlopen(f"{environment['SITE_URL']}/healthz", timeout=10) as answer:  # noqa: S310 - http
                assert answer.status == 200

    def test_writers_who_wait_for_the_database_keep_no_reader_waiting(self, manage, environment, tmp_path):
        assert manage("shell", "-c", STORY).wait() == 0
        wait_until_it_answers(environment["SITE_URL"], manage("serve", "--workers=1", "--no-worker"))
        read(environment["SITE_URL"])
        with closing(sqlite3.connect(tmp_path / "portal.sqlite3", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            posts = [threading.Thread(target=comment, args=[environment["SITE_URL"], number]) for number in range(2)]
            for post in posts:
                post.start()
            # One has its turn, and waits for the database; the other waits for its turn.
            assert wait_for(lambda: is_locked(tmp_path / "turn.lock"))
            read(environment["SITE_URL"])
            assert all(post.is_alive() for post in posts)
            database.execute("ROLLBACK")
        for post in posts:
            post.join()

    def test_bodies_that_do_not_come_keep_no_reader_waiting(self, manage, environment):
        assert manage("shell", "-c", STORY).wait() == 0
        wait_until_it_answers(environment["SITE_URL"], manage("serve", "--workers=1", "--no-worker"))
        port = int(environment["PORT"])
        head = f"POST /news/1/comments/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n\r\ncomment="
        with ExitStack() as slow:
            for _ in range(3):
                sender = slow.enter_context(socket.create_connection(("127.0.0.1", port)))
                sender.sendall((head + form).encode())
            # Nothing tells from outside that they have arrived.
            time.sleep(1)
            read(environment["SITE_URL"])

    def test_without_worker_the_process_itself_is_the_web_server(self, manage, environment, tmp_path):
        assert manage("shell", "-c", WRITE).wait() == 0
        running = manage("serve", "--workers=1", "--no-worker")
        wait_until_it_answers(environment["SITE_URL"], running)
        assert b"granian" in Path(f"/proc/{running.pid}/cmdline").read_bytes()
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=20) == 0
        assert not list(tmp_path.glob("mail/*"))

    def test_taken_port_stops_the_worker_and_fails(self, manage, environment):
        with socket.create_server(("127.0.0.1", int(environment["PORT"]))):
            _, errors = manage("serve", "--workers=1").communicate(timeout=30)
        assert "The web server ended by itself" in errors.decode()


class TestChildren:
    SLEEPER = [sys.executable, "-c", "import signal; signal.pause()"]
    STUBBORN = [
        sys.executable,
        "-c",
        "import signal; signal.signal(15, signal.SIG_IGN); open('{}', 'w'); signal.pause()",
    ]

    def test_first_child_that_ends_is_named(self):
        children = {"long": serve.start(self.SLEEPER), "short": serve.start([sys.executable, "-c", ""])}
        assert serve.watch(children, threading.Event()) == "short"
        assert serve.end(children) == []
        assert children["long"].returncode == -signal.SIGTERM

    def test_told_to_stop_names_nobody(self):
        children = {"long": serve.start(self.SLEEPER)}
        stop = threading.Event()
        stop.set()
        assert serve.watch(children, stop) == ""
        serve.end(children)

    def test_child_that_does_not_stop_is_killed_and_named(self, monkeypatch, tmp_path):
        monkeypatch.setattr(serve, "GRACE_SECONDS", 0.5)
        ready = tmp_path / "ready"
        *command, script = self.STUBBORN
        children = {"stubborn": serve.start([*command, script.format(ready)])}
        assert wait_for(ready.exists)
        assert serve.end(children) == ["stubborn"]
        assert children["stubborn"].returncode == -signal.SIGKILL


class TestWebServer:
    def test_each_processor_gets_a_process(self):
        command = serve.web_server(host="127.0.0.1", port=8000, workers=3)
        assert command[command.index("--workers") + 1] == "3"
