"""Pages rendered from rows in memory, written by plain string formatting, and answered as a whole: by turns.

Only processor time is taken, and each ratio is of two neighbours in time, so that it bears a busy machine.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from unittest.mock import patch
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone, translation

from articles.chrome import all_sections
from articles.front_page.pages import home_page
from articles.metadata import article_metadata
from articles.models import MenuLink
from articles.related import related_articles
from articles.site.menus.links import links_of
from articles.site.pages.shown import shown_pages
from articles.views import published_article
from comments.conversation import RULES_PAGE
from comments.templatetags import comments as thread_tag
from comments.threads import ThreadPage, thread_page
from tests.benchmarks.pages import COMMENTS
from tests.benchmarks.plain import article as plain_article
from tests.benchmarks.plain import home as plain_home
from tests.benchmarks.plain.page import Around

ROUNDS = 40
PAGES_A_ROUND = 8

Work = Callable[[], bytes]


class Page(NamedTuple):
    """One page from the same rows, in both ways."""

    templated: Work
    formatted: Work


def measure(path: str) -> None:
    """Print the figures of the article at ``path`` and of home as one line of JSON."""
    with both_ways(path) as (article, home):
        article_figures, home_figures = compare(article), compare(home)
    figures = {
        f"article page with {COMMENTS} comments": article_figures | {"request": whole_request(path)},
        "home": home_figures | {"request": whole_request("/")},
    }
    print(json.dumps(figures, ensure_ascii=False))


@contextmanager
def both_ways(path: str) -> Iterator[tuple[Page, Page]]:
    """Give the article at ``path`` and home, whose rows are read once and then stay in memory."""
    with translation.override("ar"):
        request, home, around = request_for(path), request_for("/"), read_around()
        story, thread = read_story(request)
        shown = home_page(around.sections)
        # The thread's tag reads its page itself.
        with patch.object(thread_tag, "thread_page", lambda *_args, **_kwargs: thread):
            yield (
                Page(
                    lambda: templated_article(request, story),
                    lambda: plain_article.article_page(story, around).encode(),
                ),
                Page(
                    lambda: render(home, "articles/home.html", {"home": shown}).content,
                    lambda: plain_home.home_page(shown, around).encode(),
                ),
            )


def request_for(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(request.path_info)
    return request


def read_around() -> Around:
    bar, footer = links_of(MenuLink.Place.BAR), links_of(MenuLink.Place.FOOTER)
    return Around(all_sections(), bar, footer, shown_pages().get(RULES_PAGE), timezone.localdate())


def read_story(request: HttpRequest) -> tuple[plain_article.Story, ThreadPage]:
    """Return everything that an article page reads from the database."""
    article = published_article(request.resolver_match.kwargs["pk"])
    tags = list(article.tags.all())
    thread = thread_page(article, number="", order="")
    bylines = list(article.bylines.select_related("author__portrait"))
    return plain_article.Story(article, bylines, tags, related_articles(article, tags), thread.rows), thread


def templated_article(request: HttpRequest, story: plain_article.Story) -> bytes:
    """Render the page as the view does, from rows in memory."""
    context = {
        "article": story.article,
        "bylines": story.bylines,
        "tags": story.tags,
        "related": story.related,
        "metadata": article_metadata(story.article, story.bylines, story.tags),
        "comment_form": None,
        "noindex": False,
    }
    return render(request, "articles/article_detail.html", context).content


def compare(page: Page) -> dict[str, list[float]]:
    """Return the milliseconds of both ways and their ratios. Raises ValueError where they do not write one page."""
    check_same(page.templated().decode(), page.formatted().decode())
    rounds = [(milliseconds(page.templated), milliseconds(page.formatted)) for _ in range(ROUNDS)]
    return {
        "templates": [ours for ours, _ in rounds],
        "formatting": [theirs for _, theirs in rounds],
        "ratios": [ours / theirs for ours, theirs in rounds],
    }


def check_same(templated: str, formatted: str) -> None:
    first, second = without_spaces(templated), without_spaces(formatted)
    places = zip(first, second, strict=False)
    place = next((number for number, (one, other) in enumerate(places) if one != other), min(len(first), len(second)))
    if first != second:
        around = slice(max(0, place - 60), place + 60)
        raise ValueError(f"Templates write {first[around]!r}, formatting writes {second[around]!r}.")


def without_spaces(html: str) -> str:
    """Return the page without what only separates its lines: white space between tags, and more than one space."""
    return re.sub(r"\s+", " ", re.sub(r"\s+(?=<)|(?<=>)\s+", "", html))


def milliseconds(work: Work) -> float:
    """Return the processor time of one piece of work in this thread."""
    start = time.thread_time()
    for _ in range(PAGES_A_ROUND):
        work()
    return (time.thread_time() - start) / PAGES_A_ROUND * 1000


def whole_request(path: str) -> list[float]:
    """Return the milliseconds of a request, from the web server's call to the last byte, without any cache."""
    django = WSGIHandler()
    environ = RequestFactory(headers={"host": urlsplit(settings.SITE_URL).netloc}).get("/").environ
    # WSGI gives the bytes of a path as Latin-1 (PEP 3333).
    environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")

    def answer() -> bytes:
        response = django(dict(environ), lambda *_args: None)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}.")
        return response.content

    answer()
    return [milliseconds(answer) for _ in range(ROUNDS)]
