"""What a live coverage of five hundred entries costs: its page made anew, its weight, and the polls of its readers."""

import json
import urllib.request
from collections.abc import Iterator

from tests.benchmarks.hits import ROUNDS, constant_server
from tests.benchmarks.load import median, rate, ratios, rounds
from tests.benchmarks.pages import weigh
from tests.benchmarks.rendering import milliseconds
from tests.benchmarks.results import Figure, ratio
from tests.browser.portal import Portal

ENTRIES = 500
MAKE = f"""
from django.utils import timezone
from articles.models import Article, LiveEntry
story = Article.objects.listed().filter(lead_picture__isnull=False).order_by("comment_count")[0]
Article.objects.filter(pk=story.pk).update(kind="live")
words = "قال المتحدث باسم اللجنة إن النواب سيصوتون على المواد مادة مادة، وإن النقاش قد يمتد. "
for number in range({ENTRIES}):
    LiveEntry.objects.create(article=story, headline=f"المادة {{number}}", body=f"<p>{{words * (1 + number % 4)}}</p>")
print(story.pk, story.get_absolute_url())
"""
MEASURE = """
import json, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client, found = Client(headers={{"host": {host!r}}}), {{}}
for path in {paths!r}:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    # Before the next request, which begins its own record.
    asked, taken = len(queries), []
    for _ in range(20):
        begun = time.process_time()
        client.get(path)
        taken.append((time.process_time() - begun) * 1_000)
    found[path] = [asked, taken]
print(json.dumps(found))
"""


def report(portal: Portal) -> Iterator[Figure]:
    """Yield the figures of a coverage that is made in a running portal."""
    pk, path = portal.manage("shell", "-v", "0", "-c", MAKE).split()[-2:]
    poll = f"/live/{pk}/entries"
    code = MEASURE.format(host=portal.url.removeprefix("http://"), paths=[path, poll])
    measured = json.loads(portal.manage("shell", "-v", "0", "-c", code).splitlines()[-1])
    for name, (queries, taken), bar in (("page", measured[path], "≤ 6"), ("poll", measured[poll], "≤ 2")):
        yield Figure(f"{name} of a coverage with {ENTRIES} entries, made anew", queries, "queries", bar=bar)
        yield milliseconds("… the whole request without cache", taken)
    weights = weigh(portal, path)
    yield Figure("… the page's weight without pictures", sum(size for _, size in weights), "bytes", bar="≤ 45,000")
    yield Figure("… loaded in", len(weights), "requests", bar="≤ 6")
    yield from poll_figures(portal.url + poll)


def poll_figures(url: str) -> Iterator[Figure]:
    """Yield what polls cost that bring nothing new, beside a constant answer of the same size."""
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - always http
        body, etag = answer.read(), answer.headers["ETag"]
    with constant_server(len(body)) as constant:
        known, fresh, constants = rounds(
            ROUNDS, lambda: rate(url, {"If-None-Match": etag}), lambda: rate(url), lambda: rate(constant)
        )
    yield Figure("polls answered by 304", median(known), "a second", bar="≥ 1,000")
    yield ratio("poll answered by 304 / constant", ratios(known, constants), bar="≥ 0.6")
    yield ratio("whole poll / constant", ratios(fresh, constants), bar="≥ 0.6")
