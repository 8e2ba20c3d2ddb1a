"""What an article page costs. Ratios are of one run; absolute figures are this machine's."""

import re
import shutil
import statistics
import subprocess
import urllib.request

from tests.browser.portal import Portal

COMMENTS = 50
SECONDS = 5
ROUNDS = 3

SEED = f"""
from articles.models import Article
from comments import moderation
from comments.models import Comment
article = Article.objects.listed().filter(lead_picture__isnull=False).order_by("comment_count")[0]
for number in range({COMMENTS}):
    parent = article.comments.order_by("-pk").first() if number % 3 == 2 else None
    moderation.receive(Comment(article=article, parent=parent, name=f"معلّق {{number}}", email="bench@example.com",
                               text="رأي من سطرين في ما جاء في المقال، " * 6))
    moderation.approve(article.comments.pending(), by=None)
print(article.get_absolute_url())
"""

QUERIES = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={{"host": {host!r}}})
client.get({path!r})
with CaptureQueriesContext(connection) as queries:
    answer = client.get({path!r})
print(answer.status_code, len(queries))
"""


def requests_a_second(url: str) -> float:
    """Return what wrk measures with eight connections for a few seconds."""
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise RuntimeError(f"{url} did not answer 200: {text}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", text)
    if not found:
        raise RuntimeError(f"wrk printed no rate: {text}")
    return float(found[1])


def transferred(url: str) -> int:
    """Return the bytes of an answer's body as a browser takes it, compressed where the server compresses."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br, gzip"})  # noqa: S310 - always http
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - always http
        return len(answer.read())


def weigh(portal: Portal, path: str) -> list[tuple[str, int]]:
    """Return the page and each file that it loads, without pictures and favicon, with their bytes."""
    with urllib.request.urlopen(portal.url + path) as answer:  # noqa: S310 - always http
        html = answer.read().decode()
    files = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js|woff2))"', html)
    return [(name, transferred(portal.url + name)) for name in dict.fromkeys([path, *files])]


def report(portal: Portal) -> None:
    path = portal.manage("shell", "-c", SEED).split()[-1]
    host = portal.url.removeprefix("http://")
    status, queries = portal.manage("shell", "-c", QUERIES.format(host=host, path=path)).split()[-2:]
    print(f"article page with {COMMENTS} comments: {queries} queries (status {status}; at most 6)")

    weights = weigh(portal, path)
    for name, size in weights:
        print(f"  {size:>7,} bytes  {urllib.request.unquote(name)}")
    total = sum(size for _, size in weights)
    print(f"weight without pictures: {total:,} bytes in {len(weights)} requests (at most 45,000 in 6)")

    if not shutil.which("wrk"):
        print("requests a second: not measured, since wrk is not on this machine (Debian's package wrk)")
        return
    rounds = [
        (requests_a_second(portal.url + path), requests_a_second(f"{portal.url}/healthz")) for _ in range(ROUNDS)
    ]
    pages, empty = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratios = sorted(page / nothing for page, nothing in rounds)
    print(f"article page without cache: {pages:,.0f} a second; empty Django view: {empty:,.0f} a second")
    print(f"ratio {statistics.median(ratios):.3f} (from {ratios[0]:.3f} to {ratios[-1]:.3f} in {ROUNDS} rounds)")
