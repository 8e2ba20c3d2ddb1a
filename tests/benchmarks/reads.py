"""What counting reads costs: the server for each beacon, the database for a minute, the reader for the script."""

import json
from collections.abc import Iterator

import brotli
from playwright.sync_api import sync_playwright

from newsportal.assets import STATIC, join
from tests.benchmarks.archive import prepared
from tests.benchmarks.hits import constant_server
from tests.benchmarks.load import median, rate, ratios, rounds
from tests.benchmarks.results import Figure, ratio
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.portal import Portal, serving

ROUNDS = 5
ARTICLES = 1_000
READS, STORIES = 10_000, 500
# Longer than a page waits before it tells, in milliseconds.
STAY = 10_000
# Each beacon comes from a household of its own, as most readers do.
BEACONS = """
math.randomseed(os.time())
local keys = {%s}
request = function()
  local address = "10." .. math.random(0, 255) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255)
  return wrk.format("POST", "/beacon/?article=" .. keys[math.random(#keys)], {["Sec-Fetch-Site"] = "same-origin",
    ["X-Forwarded-For"] = address, ["Content-Length"] = "0"})
end
"""
# The second minute adds to rows that stand.
MINUTES = f"""
import json
import time
from django.db import connection
from django.test.utils import CaptureQueriesContext
from articles.models import Article
from articles.reads.counter import counter
from articles.reads.storing import store
listed = Article.objects.listed().newest_first()
keys = list(listed.values_list("pk", flat=True)[:{STORIES}])
def read():
    for number in range({READS}):
        counter.add(keys[number % len(keys)], network=f"10.0.{{number // 250}}.{{number % 250}}")
read()
with CaptureQueriesContext(connection) as queries:
    stored = store()
read()
begun = time.perf_counter()
store()
taken = (time.perf_counter() - begun) * 1_000
asked = [query["sql"] for query in queries]
path = listed[0].get_absolute_url()
print(json.dumps({{"keys": keys, "stored": stored, "asked": asked, "taken": taken, "path": path}}))
"""


def report(server: str) -> Iterator[Figure]:
    """Yield the figures on SQLite, or on the PostgreSQL ``server``; what asks no database is measured once."""
    where = f"{'PostgreSQL' if server else 'SQLite'}, {ARTICLES:,}"
    with prepared(server, ARTICLES, comments=0, called="front") as portal:
        found = json.loads(portal.manage("shell", "--no-imports", "-v", "0", "-c", MINUTES).splitlines()[-1])
        yield from minute_figures(found["asked"], found["stored"], found["taken"], where)
        if not server:
            with serving(portal, TRUSTED_PROXIES="127.0.0.1/32"):
                yield from server_figures(portal, found["keys"])
                yield from reader_figures(portal.url + found["path"])
            yield from script_figures()


def minute_figures(asked: list[str], stored: int, taken: float, where: str) -> Iterator[Figure]:
    """Yield the figures of what a process wrote in a minute. Raises RuntimeError where it did not store every read."""
    if stored != READS:
        raise RuntimeError(f"{stored} of {READS} reads were stored.")
    words = f"{READS:,} reads of {STORIES} stories, stored"
    yield Figure(f"{words}: transactions", begun(asked), bar="1", is_better_larger=False, where=where)
    yield Figure(
        f"{words}: statements a read", statements(asked) / READS, bar="≤ 0.06", is_better_larger=False, where=where
    )
    yield Figure(f"{words} in", taken, "ms", where=where)


def begun(asked: list[str]) -> int:
    """Return how many transactions these statements, as Django keeps them, begin."""
    return sum(sql.startswith("BEGIN") for sql in asked)


def statements(asked: list[str]) -> int:
    """Return how many statements the database gets, without the words around transactions.

    What Django sends for many rows at once it keeps as one, "500 times: …".
    """
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    counts = [sql.partition(" times: ")[0] for sql in asked if not sql.startswith(words)]
    return sum(int(count) if count.isdecimal() else 1 for count in counts)


def server_figures(portal: Portal, keys: list[int]) -> Iterator[Figure]:
    script = portal.var_dir / "beacons.lua"
    script.write_text(BEACONS % ", ".join(map(str, keys)), encoding="utf-8")
    with constant_server(0) as constant:
        beacons, constants = rounds(ROUNDS, lambda: rate(portal.url, script=str(script)), lambda: rate(constant))
    yield Figure("beacons", median(beacons), "a second", low=min(beacons), high=max(beacons))
    yield ratio("beacon / constant", ratios(beacons, constants))


def script_figures() -> Iterator[Figure]:
    """Yield the bytes of the beacon's script, packed as they are sent: alone, and what stories' script has of it."""
    whole, own = join("js/article.js"), (STATIC / "js" / "read.js").read_text(encoding="utf-8")
    others = whole.replace(own, "")
    yield Figure("the beacon's script by itself", packed(own), "bytes")
    yield Figure("… what it adds to the script of a story", packed(whole) - packed(others), "bytes", bar="≤ 400")


def packed(text: str) -> int:
    return len(brotli.compress(text.encode()))


def reader_figures(url: str) -> Iterator[Figure]:
    """Yield what a reader's Chromium asks for until a story is loaded, and in the seconds after it."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        # Playwright cannot keep its mark on a method of a list.
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url, wait_until="load")
        loaded = len(asked)
        page.wait_for_timeout(STAY)
        browser.close()
    told = [place for place, address in enumerate(asked) if "/beacon/" in address]
    yield Figure("a story is loaded in", loaded, "requests")
    yield Figure("… beacons among them", sum(place < loaded for place in told), "requests", bar="0")
    yield Figure("… and in the ten seconds after it", sum(place >= loaded for place in told), "requests", bar="1")
