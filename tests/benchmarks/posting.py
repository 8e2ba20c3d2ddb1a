"""What a comment costs that is posted with every rule on, and a page of a long thread."""

import http.client
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.archive import prepared
from tests.benchmarks.changes import in_milliseconds
from tests.benchmarks.load import median, percentile
from tests.benchmarks.results import Figure
from tests.browser.portal import ROOT, Portal, serving

ARTICLES = 1_000
ENTRIES = 500
POSTERS = 20
A_SECOND = 5
SECONDS = 10
LONG_THREAD = 2_000

# Five hundred entries: the listed insults, and words that no comment here holds.
PREPARE = f"""
from articles.models import Article
from comments.models import WordEntry
words = open({str(ROOT / "tests" / "data" / "insults.txt")!r}, encoding="utf-8").read().split()
letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
words += [letters[n % 28] + letters[n // 28 % 28] + "ظثغ" + letters[n % 27] for n in range({ENTRIES})]
for number, word in enumerate(words[:{ENTRIES}]):
    WordEntry(word=word, list="spam" if number % 5 == 0 else "hold").save()
print(Article.objects.listed().newest_first()[0].pk)
"""
# The share of a rule is the time that it alone takes, of the time of all that one comment needs.
RULES = """
import json, time
from articles.models import Article
from comments import intake
from comments.demo.load import FOLDER, read
from comments.models import Comment
from comments.rules.registry import RULES
from comments.rules.rule import Submission, SubmissionRule
texts = [entry["text"] for path in sorted(FOLDER.glob("*.toml")) for entry in read(path.stem, FOLDER)["comments"]]
article = Article.objects.get(pk={article})
def submission(number):
    text = f"{{texts[number % len(texts)]}} {{number}}"
    address = f"10.{{number >> 16 & 255}}.{{number >> 8 & 255}}.{{number & 255}}"
    comment = Comment(article=article, name="قارئة", email=f"rules{{number}}@example.com", text=text,
                      ip_address=address, network=address)
    return Submission(comment, milliseconds=20_000)
rules = [rule for rule in RULES if isinstance(rule, SubmissionRule)]
spent = dict.fromkeys([rule.code for rule in rules], 0.0)
for number in range(50):
    intake.take_in(submission(1_000_000 + number))
whole = 0.0
for number in range({comments}):
    begun = time.perf_counter()
    intake.take_in(submission(number))
    whole += time.perf_counter() - begun
for number in range({comments}):
    # What was received before is asked once, for the first rule that wants to know.
    each = submission(2_000_000 + number)
    for rule in rules:
        begun = time.perf_counter()
        rule.is_broken(each)
        spent[rule.code] += time.perf_counter() - begun
print(json.dumps({{"whole": whole / {comments} * 1_000, "rules": {{c: s / whole for c, s in spent.items()}}}}))
"""
THREAD = """
import json, time
from django.db import connection
from django.test.utils import CaptureQueriesContext
from articles.models import Article
from comments import moderation
from comments.models import Comment
from comments.threads import thread_page
article = Article.objects.listed().newest_first()[1]
parents = [None]
while article.comments.count() < {comments}:
    number = len(parents)
    parent = parents[number // 3] if number % 3 else None
    comment = Comment(article=article, parent=parent, name="قارئة", email="t@example.com", text=f"رأي {{number}}")
    moderation.receive(comment)
    parents.append(comment)
moderation.approve(article.comments.pending(), by=None)
article.refresh_from_db()
taken, asked = [], 0
for number in range(60):
    page = str(number % 9 + 1)
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        rows = thread_page(article, number=page, order="newest" if number % 2 else "oldest").rows
        taken.append((time.perf_counter() - begun) * 1_000)
    asked = max(asked, len(queries))
print(json.dumps({{"queries": asked, "ms": sorted(taken), "rows": article.comment_count}}))
"""
COUNT = "from comments.models import Comment; print(Comment.objects.filter(email__startswith='poster').count())"
# A reader of its own for each comment: no rule holds one back, and none waits for another.
SCRIPT = """
local number = %d
local text = "%%D8%%B1%%D8%%A3%%D9%%8A%%20%%D9%%87%%D8%%A7%%D8%%AF%%D8%%A6%%20%%D9%%81%%D9%%8A%%20%%D8%%A7%%D9%%84"
text = string.rep(text .. "%%D9%%85%%D9%%82%%D8%%A7%%D9%%84%%20", 10)
request = function()
  number = number + 1
  local function byte(place) return math.floor(number / place) %% 256 end
  local address = "10." .. byte(65536) .. "." .. byte(256) .. "." .. byte(1)
  local body = "comment=" .. text .. number .. "&name=a&email=poster" .. number .. "%%40example.com&elapsed=20000"
  return wrk.format("POST", nil, {["Content-Type"] = "application/x-www-form-urlencoded",
    ["Sec-Fetch-Site"] = "same-origin", ["X-Forwarded-For"] = address}, body)
end
"""


def report(server: str) -> Iterator[Figure]:
    """Yield the figures on SQLite, or on the PostgreSQL ``server``."""
    where = "PostgreSQL" if server else "SQLite"
    with prepared(server, ARTICLES) as portal:
        article = int(shell(portal, PREPARE).split()[-1])
        yield from rule_figures(portal, article, where)
        yield from poster_figures(portal, article, where)
        yield from thread_figures(portal, where)


def rule_figures(portal: Portal, article: int, where: str) -> Iterator[Figure]:
    measured = json.loads(shell(portal, RULES.format(article=article, comments=400)).splitlines()[-1])
    yield Figure(f"a comment taken in, {ENTRIES} listed words", measured["whole"], "ms", where=where)
    for code, share in measured["rules"].items():
        yield Figure(f"… of it the rule “{code}”", share * 100, "%", where=where)


def poster_figures(portal: Portal, article: int, where: str) -> Iterator[Figure]:
    """Yield what posters see who send one comment after another; raises RuntimeError where one is lost or an error."""
    address = f"{portal.url}/news/{article}/comments/"
    with serving(portal, TRUSTED_PROXIES="127.0.0.1/32", COMMENTS_OPEN_DAYS="0"):
        posted(portal, address, 1, seconds=2)
        calm = sorted(milliseconds for each in calm_posters(address) for milliseconds in each)
        before = int(shell(portal, COUNT).split()[-1])
        text = posted(portal, address, 1_000_000, seconds=SECONDS)
        stored = int(shell(portal, COUNT).split()[-1]) - before
    answered = int(re.search(r"(\d+) requests in", text)[1])  # type: ignore[index]  # because wrk prints it
    if stored < answered or "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(f"{answered} comments were answered, {stored} are stored: {text}")
    name = f"{POSTERS} posters, each {A_SECOND} comments a second"
    yield Figure(f"{name}: median", median(calm), "ms", where=where)
    yield Figure(f"{name}: 99th percentile", percentile(calm, 0.99), "ms", bar="≤ 60", where=where)
    found = dict(re.findall(r"^ +(\d+%) +([\d.]+[um]?s)$", text, re.MULTILINE))
    name = f"{POSTERS} posters at once, without a pause"
    yield Figure(f"{name}: accepted and stored", stored / SECONDS, "a second", where=where)
    yield Figure(f"{name}: median", in_milliseconds(found["50%"]), "ms", where=where)
    yield Figure(f"{name}: 99th percentile", in_milliseconds(found["99%"]), "ms", where=where)


def calm_posters(address: str) -> list[list[float]]:
    """Return the milliseconds of the answers to twenty posters who pause between two comments.

    Raises RuntimeError for an answer that is none to an accepted comment.
    """
    with ThreadPoolExecutor(POSTERS) as posters:
        return list(posters.map(lambda number: calm_poster(address, number), range(POSTERS)))


def calm_poster(address: str, poster: int) -> list[float]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    taken = []
    # Posters begin one after another within their pause.
    due = time.monotonic() + poster / POSTERS / A_SECOND
    for number in range(SECONDS * A_SECOND):
        time.sleep(max(0.0, due - time.monotonic()))
        due += 1 / A_SECOND
        fields = {"comment": f"رأي هادئ {poster} {number}", "name": "a", "email": f"calm{poster}-{number}@example.com"}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": f"10.200.{poster}.{number % 250}",
        }
        begun = time.perf_counter()
        connection.request("POST", parts.path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        taken.append((time.perf_counter() - begun) * 1_000)
        if answer.status != 303:
            raise RuntimeError(f"{address} answered {answer.status}.")
    connection.close()
    return taken


def posted(portal: Portal, address: str, first: int, *, seconds: int) -> str:
    """Return what wrk prints of twenty posters; the comments are numbered from ``first`` on."""
    script = portal.var_dir / "posters.lua"
    script.write_text(SCRIPT % first, encoding="utf-8")
    command = ["wrk", "-t1", f"-c{POSTERS}", f"-d{seconds}s", "--latency", "-s", str(script), address]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def thread_figures(portal: Portal, where: str) -> Iterator[Figure]:
    measured = json.loads(shell(portal, THREAD.format(comments=LONG_THREAD)).splitlines()[-1])
    times = measured["ms"]
    name = f"a page of a thread of {measured['rows']:,} comments"
    yield Figure(name, times[len(times) // 2], "ms", low=times[0], high=times[-1], where=where)
    yield Figure(f"{name}, queries", measured["queries"], bar="1", where=where)


def shell(portal: Portal, code: str) -> str:
    # Every figure is taken with all rules on.
    environment = {**os.environ, **portal.environment, "COMMENTS_OPEN_DAYS": "0"}
    return Portal(portal.url, portal.var_dir, environment).manage("shell", "-v", "0", "-c", code)
