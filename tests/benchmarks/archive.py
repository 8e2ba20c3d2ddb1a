"""What each page costs without the page cache, in a small archive and in one that is many times as large."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from tests.benchmarks.load import median, milliseconds, percentile, rate
from tests.benchmarks.results import Figure
from tests.browser.portal import PASSWORD, ROOT, SIGN_IN, Portal, free_port, prepared_in, serving, temporary_database

COMMENTS_AN_ARTICLE = 10
REQUESTS = 150
GROWTH_BAR = "≤ 1.3"
RATE = "on two cores: "

ADDRESSES = """
from articles.models import Article, Author, Section, Tag
from django.contrib.auth.models import User
from django.db.models import Count
from comments import moderation
from comments.models import Comment
article = Article.objects.listed().newest_first()[20]
# The same page in every archive.
moderation.erase(article.comments.all())
for number in range(50):
    text = f"رأي من سطرين في ما جاء في المقال، رقمه {{number}}. " * 4
    moderation.receive(Comment(article=article, name="قارئة", email="bench@example.com", text=text))
moderation.approve(article.comments.pending(), by=None)
if not User.objects.filter(username="bench").exists():
    User.objects.create_superuser("bench", password="{password}")
busiest = Section.objects.annotate(n=Count("articles")).order_by("-n")[0]
print("article", article.get_absolute_url())
print("section", busiest.get_absolute_url())
for name, model in (("tag", Tag), ("author", Author)):
    row = model.objects.filter(articles__in=Article.objects.listed().newest_first()[:50].values("pk")).first()
    if row:
        print(name, row.get_absolute_url())
older = Article.objects.listed().newest_first()[Article.objects.listed().count() // 2]
print("older", f"/latest/?before={{int(older.published_at.timestamp() * 1_000_000)}}-{{older.pk}}")
"""
# Each comment comes from a reader of its own, so that no rule holds it back and none waits for another.
POST_SCRIPT = """
math.randomseed(os.time())
local number = math.random(1, 1000000) * 16
request = function()
  number = number + 1
  local function byte(place) return math.floor(number / place) % 256 end
  local address = "10." .. byte(65536) .. "." .. byte(256) .. "." .. byte(1)
  local body = "comment=" .. number .. "&name=a&email=a" .. number .. "%40example.com&website=&parent="
  return wrk.format("POST", nil, {["Content-Type"] = "application/x-www-form-urlencoded",
    ["Sec-Fetch-Site"] = "same-origin", ["X-Forwarded-For"] = address}, body)
end
"""


@dataclass(frozen=True)
class Archive:
    """A portal whose database holds an archive."""

    portal: Portal

    def measure(self) -> Iterator[tuple[str, float, float]]:
        """Yield what was asked for, its median and its 99th percentile in milliseconds."""
        found = self.portal.manage("shell", "-v", "0", "-c", ADDRESSES.format(password=PASSWORD))
        lines = [line.split(maxsplit=1) for line in found.splitlines() if " " in line]
        pages = dict(lines) | {"home": "/", "latest": "/latest/", "feed": "/feeds/latest.rss"}
        pages["search"] = "/search/?q=" + quote("الحكومة الاقتصاد")
        key = self.portal.manage("shell", "-v", "0", "-c", SIGN_IN.format(username="bench")).split()[-1]
        session = {"Cookie": f"sessionid={key}"}
        lists = {
            "admin: articles": "/admin/articles/article/",
            "admin: comments": "/admin/comments/comment/",
            "admin: pending comments": "/admin/comments/comment/?status__exact=pending",
        }
        # The threads of an archive are long closed; a closed one would have no form to weigh.
        settings = {"PAGE_CACHE_MB": "0", "TRUSTED_PROXIES": "127.0.0.1/32", "COMMENTS_OPEN_DAYS": "0"}
        with serving(self.portal, **settings):
            for name, path in pages.items():
                yield name, *self._clock(path, {})
            for name, path in lists.items():
                yield name, *self._clock(path, session)
            yield f"{RATE}article", rate(self.portal.url + pages["article"]), 0.0
            yield f"{RATE}comment POST", self._posts(pages["article"]), 0.0

    def _clock(self, path: str, headers: dict[str, str]) -> tuple[float, float]:
        milliseconds(self.portal.url + path, 10, headers)
        taken = milliseconds(self.portal.url + path, REQUESTS, headers)
        return median(taken), percentile(taken, 0.99)

    def _posts(self, article: str) -> float:
        script = self.portal.var_dir / "post.lua"
        script.write_text(POST_SCRIPT)
        return rate(f"{self.portal.url}/news/{article.split('/')[2]}/comments/", script=str(script))


def report(sizes: list[int], server: str) -> Iterator[Figure]:
    """Yield each page's cost on SQLite, or on the PostgreSQL ``server``, and its growth beside the first size."""
    engine = "PostgreSQL" if server else "SQLite"
    smallest: dict[str, float] = {}
    for articles in sizes:
        where = f"{engine}, {articles:,}"
        with prepared(server, articles) as portal:
            for name, value, slowest in Archive(portal).measure():
                if name.startswith(RATE):
                    yield Figure(name, value, "a second", where=where)
                    continue
                yield Figure(name, value, "ms", low=value, high=slowest, where=where)
                first = smallest.setdefault(name, value)
                if articles != sizes[0]:
                    bar = "" if name == "search" else GROWTH_BAR
                    growth = f"{where} / {sizes[0]:,}"
                    yield Figure(name, value / first, bar=bar, is_better_larger=False, where=growth)


@contextmanager
def prepared(server: str, articles: int, *, comments: int = COMMENTS_AN_ARTICLE, called: str = "") -> Iterator[Portal]:
    """Yield a portal with so many articles, and so many comments for each; an empty ``server`` is SQLite.

    ``KEEP=1`` in the environment keeps it below var/bench/ (and a database on the server) for the next run, apart from
    those that are ``called`` otherwise.
    """
    is_kept = bool(os.environ.get("KEEP"))
    size = f"{articles}_{called}" if called else str(articles)
    name = f"newsportal_bench_{size}"
    kept_folder = ROOT / "var" / "bench" / f"{'postgresql' if server else 'sqlite'}-{size}"
    database = (kept_database(server, name) if is_kept else temporary_database(server)) if server else nullcontext("")
    folder = nullcontext(str(kept_folder)) if is_kept else tempfile.TemporaryDirectory(prefix="newsportal-bench-")
    with folder as var_dir, database as address:
        port = str(free_port())
        portal = prepared_in(Path(var_dir), f"http://127.0.0.1:{port}", DATABASE_URL=address, PORT=port)
        portal.manage("seed", f"--articles={articles}", f"--comments={articles * comments}")
        # The worker would do it while pages are measured.
        portal.manage("run_due")
        yield portal


@contextmanager
def kept_database(server: str, name: str) -> Iterator[str]:
    """Yield the address of a database on the server that stays there."""
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
