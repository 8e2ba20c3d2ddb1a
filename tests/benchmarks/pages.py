"""What an article page asks of the database, and what it weighs in a browser."""

import re
import urllib.request
from collections.abc import Iterator

from tests.benchmarks.results import Figure
from tests.browser.portal import Portal

COMMENTS = 50

# An ordinary story: a live coverage is another page.
SEED = f"""
from articles.models import Article
from comments import moderation
from comments.models import Comment
listed = Article.objects.listed().filter(kind=Article.Kind.NEWS, lead_picture__isnull=False)
article = listed.order_by("comment_count")[0]
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


def prepare(portal: Portal) -> str:
    """Give a demo article fifty comments; return its address."""
    return portal.manage("shell", "-c", SEED).split()[-1]


def report(portal: Portal, path: str) -> Iterator[Figure]:
    """Yield the queries of a page that is made anew, and what a browser loads with it."""
    host = portal.url.removeprefix("http://")
    status, queries = portal.manage("shell", "-c", QUERIES.format(host=host, path=path)).split()[-2:]
    if status != "200":
        raise RuntimeError(f"{path} answered {status}.")
    yield Figure(f"article page with {COMMENTS} comments", int(queries), "queries", bar="≤ 6")
    weights = weigh(portal, path)
    yield Figure("… its weight without pictures", sum(size for _, size in weights), "bytes", bar="≤ 45,000")
    yield Figure("… loaded in", len(weights), "requests", bar="≤ 6")
    yield Figure(
        "home's weight without pictures", sum(size for _, size in weigh(portal, "/")), "bytes", bar="≤ 60,000"
    )
