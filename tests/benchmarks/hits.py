"""What a page from the cache costs, beside the least that the same server and nginx can do."""

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from newsportal.management.commands.serve import THREADS
from tests.benchmarks import pages
from tests.benchmarks.load import median, percentile, rate, ratios, rounds, running
from tests.benchmarks.results import Figure, ratio
from tests.browser.portal import PASSWORD, ROOT, Portal, free_port, serving
from tests.deploy.stand import HOST, running_nginx, running_units, wait_for_port
from tests.redis_server import running_redis

ROUNDS = 5
REQUESTS_FOR_MEMORY = 100_000
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin") or ""

NGINX_CONFIGURATION = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""
APPROVE = """
import time
from comments import moderation
from comments.models import Comment
moderation.approve(Comment.objects.filter(pk={pk}), by=None)
print(time.time())
"""
WAITING = """
from articles.models import Article
from comments import moderation
from comments.models import Comment
article = Article.objects.get(pk={article})
for number in range({number}):
    moderation.receive(Comment(article=article, name="سلمى", email="bench@example.com", text=f"رأي رقم {{number}}."))
print(*article.comments.pending().values_list("pk", flat=True))
"""


@contextmanager
def constant_server(size: int) -> Iterator[str]:
    """Run the same server, set the same way, around a constant answer of ``size`` bytes; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "tests.benchmarks.constant:application", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", str(THREADS)]
    environment = {"SIZE": str(size), "PATH": "/usr/bin:/bin"}
    with running([*command, "--log-level", "warning"], cwd=ROOT, env=environment) as server:
        wait_for_port(port, server)
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def file_server(body: bytes) -> Iterator[str]:
    """Run nginx with a file of these bytes; yield its address."""
    with tempfile.TemporaryDirectory(prefix="newsportal-nginx-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        (folder / "page.html").write_bytes(body)
        (folder / "nginx.conf").write_text(NGINX_CONFIGURATION.format(folder=folder, port=port))
        with running([NGINX, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL) as server:
            wait_for_port(port, server)
            yield f"http://127.0.0.1:{port}/page.html"


def report(portal: Portal, path: str) -> Iterator[Figure]:
    """Yield the figures of a running portal's page at ``path``."""
    url = portal.url + path
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - always http
        body, etag = answer.read(), answer.headers["ETag"]
    with constant_server(len(body)) as constant:
        hits, constants, known, small = rounds(
            ROUNDS,
            lambda: rate(url),
            lambda: rate(constant),
            lambda: rate(url, {"If-None-Match": etag}),
            lambda: rate(url, {"Accept-Encoding": "br"}),
        )
        yield Figure("constant answer of the page's size", median(constants), "a second")
        yield Figure("page from memory", median(hits), "a second")
        yield ratio("page from memory / constant", ratios(hits, constants), bar="≥ 0.6")
        yield ratio("Brotli page from memory / constant", ratios(small, constants))
        yield ratio("304 / constant", ratios(known, constants))
        yield from redis_report(portal, path, constant)
    if NGINX:
        with file_server(body) as static:
            hits, files = rounds(ROUNDS, lambda: rate(url), lambda: rate(static))
            yield Figure("nginx with the page as a file", median(files), "a second")
            # Shown and not compared: what nginx does in three seconds differs by a third from run to run.
            yield ratio("page from memory / nginx with a file", ratios(hits, files), is_better_larger=None)


def nginx_report() -> Iterator[Figure]:
    """Yield what such a page costs by TLS through the nginx of docs/deploy/, before two units of one process each.

    The same pages on the same two processes are asked for once more without nginx.
    """
    port = free_port()
    with running_units("", port) as units, tempfile.TemporaryDirectory(prefix="newsportal-nginx-") as name:
        folder = Path(name) / "portal"
        Path(name).chmod(0o755)
        units.portal.manage("load_demo", "--password", PASSWORD)
        path = pages.prepare(units.portal)
        host = {"Host": f"{HOST}:{port}"}
        # wrk asks TLS for the name in the address.
        names = f"{HOST} 127.0.0.1"
        with running_nginx(folder, ports=units.ports, var_dir=units.portal.var_dir, https_port=port, names=names):
            through, straight = rounds(
                ROUNDS,
                lambda: rate(f"https://127.0.0.1:{port}{path}", host),
                lambda: rate(f"http://127.0.0.1:{units.ports[0]}{path}", host | {"X-Forwarded-Proto": "https"}),
            )
    yield Figure("page through our nginx, by TLS", median(through), "a second")
    yield Figure("the same page from one of the two units, without nginx", median(straight), "a second")
    yield ratio("page through our nginx / from one unit", ratios(through, straight))


def redis_report(portal: Portal, path: str, constant: str) -> Iterator[Figure]:
    """Yield what the same page costs with pages and numbers on Redis; the portal is served a second time for it."""
    bars = {"0": ("asked each time", "≥ 0.1"), "500": ("asked twice a second", "≥ 0.5")}
    with running_redis() as redis:
        for age, (words, bar) in bars.items():
            port = str(free_port())
            other = Portal(f"http://127.0.0.1:{port}", portal.var_dir, portal.environment)
            with serving(other, PORT=port, SITE_URL=other.url, CACHE_URL=redis.url, CACHE_MAX_AGE_MS=age):
                address = other.url + path
                urllib.request.urlopen(address).close()  # noqa: S310 - always http
                hits, constants = rounds(ROUNDS, partial(rate, address), partial(rate, constant))
            yield ratio(f"page from memory, Redis {words} / constant", ratios(hits, constants), bar=bar)


def memory_report(portal: Portal, path: str) -> Iterator[Figure]:
    """Yield the memory of each web process before and after a hundred thousand requests."""
    before = resident(portal)
    begun = time.monotonic()
    seconds = max(5, int(REQUESTS_FOR_MEMORY / rate(portal.url + path)) + 1)
    rate(portal.url + path, seconds=seconds)
    after = resident(portal)
    yield Figure("memory of a web process", max(before), "MB")
    yield Figure("… after 100,000 requests", max(after), "MB")
    yield Figure("growth of memory", max(after) / max(before), is_better_larger=False, bar="flat")
    print(f"  (took {time.monotonic() - begun:.0f} s)", file=sys.stderr)


def resident(portal: Portal) -> list[float]:
    """Return the megabytes of each process that listens on the portal's port."""
    port = portal.url.rpartition(":")[2]
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"--port\0{port}".encode() in (status.parent / "cmdline").read_bytes():
                size = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
                found += [int(size[1]) / 1_024] if size else []
        except (FileNotFoundError, ProcessLookupError):
            # It ended meanwhile.
            continue
    return found


def freshness_report(portal: Portal, path: str) -> Iterator[Figure]:
    """Yield the time from an approval, in another process, to the first answer that shows it."""
    article = path.split("/")[2]
    keys = portal.manage("shell", "-v", "0", "-c", WAITING.format(article=article, number=10)).split()
    delays = [seen_after(portal.url + path, f"comment-{pk}", partial(approved_at, portal, pk)) for pk in keys]
    yield Figure(
        "from an approval to the first page that shows it",
        median(delays),
        "ms",
        low=min(delays),
        high=percentile(delays, 1.0),
    )


def approved_at(portal: Portal, pk: str) -> float:
    return float(portal.manage("shell", "-v", "0", "-c", APPROVE.format(pk=pk)).split()[-1])


def seen_after(url: str, words: str, change: Callable[[], float]) -> float:
    """Return the milliseconds from a change, which tells its time, to the first answer that holds the words.

    Raises RuntimeError where none does within half a minute.
    """
    stop = threading.Event()
    moment: list[float] = []

    def watch() -> None:
        while not (moment or stop.is_set()):
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - always http
                if words.encode() in answer.read():
                    moment.append(time.time())

    reader = threading.Thread(target=watch)
    reader.start()
    try:
        changed = change()
        reader.join(30)
    finally:
        stop.set()
        reader.join()
    if not moment:
        raise RuntimeError(f"{url} does not show {words}.")
    return max(0.0, (moment[0] - changed) * 1_000)
