import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsportal.management.commands import serve, worker
from tests.browser.portal import ROOT, free_port, wait_until_it_answers

WRITE = "from newsportal import outbox; outbox.write(key='k', recipient='a@example.com', subject='خبر', text='نص')"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    port = free_port()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "EMAIL_URL": f"filemail:///{tmp_path}/mail",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "VAR_DIR": str(tmp_path),
    }


@pytest.fixture
def manage(environment, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """A function that starts a management command; what still runs at the end is stopped."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", *words]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE))
        return started[-1]

    # WhiteNoise warns where the folder is missing.
    (tmp_path / "static").mkdir()
    assert begin("migrate", "--verbosity=0").wait() == 0
    yield begin
    for process in started:
        # Not killed: the server has children of its own to stop.
        process.terminate()
        process.communicate(timeout=30)


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
    def test_each_process_renders_with_one_thread(self):
        command = serve.web_server(host="127.0.0.1", port=8000, workers=3)
        assert command[command.index("--workers") + 1] == "3"
        assert command[command.index("--blocking-threads") + 1] == "1"
