"""What the moderators' desk costs among a thousand comments and among a million: tabs, bulks, an approval."""

import http.client
import re
import time
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.archive import COMMENTS_AN_ARTICLE, prepared
from tests.benchmarks.load import median, milliseconds, percentile
from tests.benchmarks.results import Figure
from tests.browser.portal import SIGN_IN, Portal, serving

QUEUE = "/admin/comments/comment/"
TABS = {
    "all": "",
    "pending": "?status__exact=pending",
    "reported": "?reported=yes",
    "approved": "?status__exact=approved",
    "spam": "?status__exact=spam",
    "trash": "?status__exact=refused",
}
LAST = "all, last page", "?p=last"
REQUESTS = 60
APPROVALS = 20
BULK, WHOLE = 1_000, 10_000
BAR = "≤ 50"
GROWTH_BAR = "≤ 1.3"
ACCOUNT = """
from django.contrib.auth.models import User
from comments.models import Comment
if not User.objects.filter(username="bench").exists():
    User.objects.create_superuser("bench")
# Two readers reported each of the latest five hundred that are shown.
reported = Comment.objects.approved().order_by("-pk").values("pk")[:500]
Comment.objects.filter(pk__in=list(reported.values_list("pk", flat=True))).update(open_reports=2)
"""
WAITING = """
import json
from comments.models import Comment
rows = Comment.objects.pending().filter(parent=None, article__status="published").order_by("-pk")[:{number}]
print(json.dumps([[comment.pk, comment.article_id] for comment in rows]))
"""


class Browser:
    """A signed-in moderator who keeps one connection."""

    def __init__(self, portal: Portal) -> None:
        parts = urlsplit(portal.url)
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=600)
        session = portal.manage("shell", "-v", "0", "-c", SIGN_IN.format(username="bench")).split()[-1]
        self.token = "0" * 32
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={self.token}"}

    def get(self, path: str) -> str:
        self.connection.request("GET", path, headers=self.headers)
        return self.connection.getresponse().read().decode()

    def post(self, path: str, fields: Mapping[str, object]) -> float:
        """Send a form, and return how long its answer took, in milliseconds."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}, doseq=True)
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        taken = (time.perf_counter() - begun) * 1_000
        if answer.status != 302:
            raise RuntimeError(f"{path} answered {answer.status}.")
        return taken


def pages(portal: Portal, browser: Browser) -> Iterator[tuple[str, list[float]]]:
    """Yield each tab's first page, and the last page of all, with the times of its answers."""
    for name, query in [*TABS.items(), LAST]:
        milliseconds(portal.url + QUEUE + query, 10, browser.headers)
        yield name, milliseconds(portal.url + QUEUE + query, REQUESTS, browser.headers)


def decisions(portal: Portal, browser: Browser) -> Iterator[tuple[str, float]]:
    """Yield what it takes to decide on a thousand ticked comments and on the first ten thousand, and to go back."""
    found = portal.manage("shell", "-v", "0", "-c", WAITING.format(number=BULK)).splitlines()[-1]
    keys = [int(key) for key in re.findall(r"\[(\d+),", found)]
    fields = {"action": "approve_selected", "_selected_action": keys}
    if len(keys) == BULK:
        yield f"{BULK:,} ticked comments approved", browser.post(QUEUE, fields)
        yield "… and taken back", browser.post(undo_address(browser), {})
    pending = QUEUE + TABS["pending"]
    fields = {"action": "refuse_selected", "_selected_action": keys[:1], "select_across": 1}
    if len(keys) == BULK:
        yield f"the first {WHOLE:,} refused", browser.post(pending, fields)
        yield "… and taken back", browser.post(undo_address(browser), {})


def undo_address(browser: Browser) -> str:
    found = re.search(r'formaction="([^"]*/undo/[^"]*)"', browser.get(QUEUE))
    if not found:
        raise RuntimeError("The queue offers nothing to take back.")
    return found[1].replace("&amp;", "&")


def approvals(portal: Portal, browser: Browser) -> Iterator[float]:
    """Yield how long it takes from the press to the page of the story that shows the comment, in milliseconds."""
    found = portal.manage("shell", "-v", "0", "-c", WAITING.format(number=APPROVALS)).splitlines()[-1]
    for pk, article in re.findall(r"\[(\d+), (\d+)\]", found):
        address = f"/news/{article}/comments/{pk}/"
        begun = time.perf_counter()
        browser.post(f"{QUEUE}{pk}/decide/approve/", {})
        browser.connection.request("GET", address)
        answer = browser.connection.getresponse()
        answer.read()
        page = browser.get((answer.getheader("Location") or "").partition("#")[0])
        taken = (time.perf_counter() - begun) * 1_000
        if f'id="comment-{pk}"' not in page or answer.status != 302:
            raise RuntimeError(f"{address} does not show the comment.")
        yield taken


def report(comments: list[int], server: str) -> Iterator[Figure]:
    """Yield the figures of the desk on SQLite, or on the PostgreSQL ``server``, for so many comments each."""
    engine = "PostgreSQL" if server else "SQLite"
    smallest: dict[str, float] = {}
    for number in comments:
        where = f"{engine}, {number:,} comments"
        with prepared(server, number // COMMENTS_AN_ARTICLE) as portal:
            portal.manage("shell", "-v", "0", "-c", ACCOUNT)
            browser = Browser(portal)
            with serving(portal):
                for figure in page_figures(portal, browser, where):
                    yield figure
                    first = smallest.setdefault(figure.name, figure.value)
                    if number != comments[0] and figure.unit:
                        growth = f"{where} / {comments[0]:,}"
                        yield Figure(figure.name, figure.value / first, is_better_larger=False, where=growth)
                yield from decision_figures(portal, browser, where)


def page_figures(portal: Portal, browser: Browser, where: str) -> Iterator[Figure]:
    """Yield what the first page of each tab and the last page of all cost, and the ratio of the last to the first."""
    medians = {}
    for name, taken in pages(portal, browser):
        medians[name] = median(taken)
        spread = {"low": min(taken), "high": percentile(taken, 0.99)}
        yield Figure(f"queue: {name}", medians[name], "ms", bar=BAR, where=where, **spread)
    ratio = medians[LAST[0]] / medians["all"]
    yield Figure("queue: last page / first", ratio, bar=GROWTH_BAR, is_better_larger=False, where=where)


def decision_figures(portal: Portal, browser: Browser, where: str) -> Iterator[Figure]:
    taken = sorted(approvals(portal, browser))
    spread = {"low": taken[0], "high": taken[-1]}
    yield Figure("queue: an approval to the fresh page", median(taken), "ms", where=where, **spread)
    for name, value in decisions(portal, browser):
        yield Figure(f"queue: {name}", value, "ms", where=where)
