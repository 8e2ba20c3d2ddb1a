"""The recipe of docs/deploy/ on this machine: its nginx in front of web units that its unit file starts."""

import getpass
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.portal import ROOT, Portal, free_port, prepared_in

DEPLOY = ROOT / "docs" / "deploy"
HOST = "news.example"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
START_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Upstream:
    """A server in place of a web unit: takes each request, notes it, and hangs up without an answer."""

    requests: list[bytes] = field(default_factory=list)

    @contextmanager
    def listening(self) -> Iterator[int]:
        """Yield the port on which it listens."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=self._serve, args=(listener,), daemon=True).start()
            yield int(listener.getsockname()[1])
            listener.shutdown(socket.SHUT_RDWR)

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                # The listener is shut down.
                return
            with connection:
                self.requests.append(connection.recv(65_536))


class Connection(http.client.HTTPSConnection):
    """A connection to nginx on this machine, under the portal's name and from an address of the loopback network."""

    def __init__(self, port: int, context: ssl.SSLContext, *, name: str, source: str) -> None:
        super().__init__("127.0.0.1", port, timeout=60, context=context)
        self.named, self.source = name, source

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout, source_address=(self.source, 0))
        self.sock = self._context.wrap_socket(plain, server_hostname=self.named)


@dataclass
class Nginx:
    """A running nginx with the repository's configuration."""

    folder: Path
    http_port: int
    https_port: int

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        host: str = HOST,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
        is_plain: bool = False,
    ) -> Answer:
        """Return the answer to one request by TLS, or by plain HTTP."""
        if is_plain:
            connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=60)
        else:
            context = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
            connection = Connection(self.https_port, context, name=HOST, source=source)
        try:
            connection.request(method, path, body, {"Host": host, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def access_log(self, *, until: str) -> str:
        """Return the log once it holds the words: a line is written after its answer has left."""
        end = time.monotonic() + START_SECONDS
        while until not in (text := (self.folder / "portal.log").read_text()):
            assert time.monotonic() < end, text
            time.sleep(0.1)
        return text


def make_certificate(folder: Path) -> None:
    """Write a key and a certificate for the portal's name, signed by itself."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(command, check=True, capture_output=True)


def configuration(folder: Path, *, ports: list[int], var_dir: Path, http_port: int, https_port: int) -> str:
    """Return the repository's configuration with this machine's names; each of those it has to contain."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        "user www-data;": f"user {getpass.getuser()};",
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;",
        "/var/log/nginx/": f"{folder}/",
        # Written at once, since a test reads it.
        " buffer=64k flush=5s": "",
        "http {\n": f"http {{\nclient_body_temp_path {folder}/bodies;\nproxy_temp_path {folder}/answers;\n",
        "/etc/nginx/tls/fullchain.pem": f"{folder}/certificate.pem",
        "/etc/nginx/tls/privkey.pem": f"{folder}/key.pem",
        "/var/lib/newsportal": str(var_dir),
        "/opt/newsportal/current": str(ROOT),
        "/var/www/acme": f"{folder}/acme",
        "127.0.0.1:8001": f"127.0.0.1:{ports[0]}",
        "127.0.0.1:8002": f"127.0.0.1:{ports[1]}",
        f"https://{HOST}$request_uri": f"https://{HOST}:{https_port}$request_uri",
        "listen 80": f"listen 127.0.0.1:{http_port}",
        "listen 443": f"listen 127.0.0.1:{https_port}",
        "listen [::]:": "#",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@contextmanager
def running_nginx(
    folder: Path, *, ports: list[int], var_dir: Path, https_port: int, names: str = HOST
) -> Iterator[Nginx]:
    """Start nginx in the foreground, in a folder of its own, and end it afterwards; it answers to these names."""
    folder.mkdir()
    make_certificate(folder)
    nginx = Nginx(folder, free_port(), https_port)
    text = configuration(folder, ports=ports, var_dir=var_dir, http_port=nginx.http_port, https_port=https_port)
    text = text.replace(f"server_name {HOST};", f"server_name {names};")
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    server = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"], stderr=subprocess.PIPE)
    try:
        wait_for_port(nginx.https_port, server)
        yield nginx
    finally:
        server.terminate()
        server.communicate(timeout=30)


def wait_for_port(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Return once something listens. Raises RuntimeError where the server ends, or does not begin in time."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{server.args!r} did not start (exit code {server.poll()}).")


@dataclass
class Units:
    """Web units of one portal, each a server on a port of its own."""

    portal: Portal
    ports: list[int]
    running: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Start a unit as its unit file does, and return once it answers."""
        lines = (DEPLOY / "newsportal-web@.service").read_text(encoding="utf-8").splitlines()
        (line,) = [line for line in lines if line.startswith("ExecStart=")]
        values = {"%i": str(port), "${LISTEN_ON}": "127.0.0.1", "${PROCESSES}": "1"}
        _, *words = [values.get(word, word) for word in line.split()]
        with (self.portal.var_dir / f"{port}.log").open("ab") as log:
            server = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.portal.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running[port] = server
        wait_for_port(port, server)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        connection.request("GET", "/healthz", headers={"Host": str(urlsplit(self.portal.url).hostname)})
        assert connection.getresponse().status == 200
        connection.close()

    def kill(self, port: int) -> None:
        """End a unit with all its processes at once, as a machine that loses its power does."""
        server = self.running.pop(port)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()

    def stop(self, port: int) -> None:
        """End a unit as systemd does."""
        self.running[port].terminate()
        try:
            assert self.running[port].wait(timeout=60) == 0
        except subprocess.TimeoutExpired:
            self.kill(port)
            raise
        del self.running[port]

    def stop_all(self) -> None:
        for port in list(self.running):
            self.stop(port)


@contextmanager
def running_units(database_url: str, https_port: int, **settings: str) -> Iterator[Units]:
    """Run two web units of one portal that nginx serves on this port; an empty ``database_url`` is SQLite.

    ``settings`` are further variables of their environment.
    """
    with tempfile.TemporaryDirectory(prefix="newsportal-deploy-") as folder:
        own = {"DATABASE_URL": database_url, "TRUSTED_PROXIES": "127.0.0.1/32"}
        portal = prepared_in(Path(folder), f"https://{HOST}:{https_port}", **(own | settings))
        made = Units(portal, [free_port(), free_port()])
        try:
            for port in made.ports:
                made.start(port)
            yield made
        finally:
            made.stop_all()
