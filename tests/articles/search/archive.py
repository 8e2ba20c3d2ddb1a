"""A small archive for tests of search."""

import re
from html import unescape
from typing import Any

from django.test import Client

from articles.models import Article
from articles.search.find import find
from articles.search.query import parse
from tests.factories import make_article

TITLE = re.compile(r'<h3 class="result-title"><a href="[^"]*">(.*?)</a></h3>')
MARK = re.compile("</?mark>")


def make_story(title: str, text: str = "", **fields: Any) -> Article:
    """Return a published story with this text alone in its body, and nothing else that a search could find."""
    return make_article(**{"title": title, "standfirst": "", "body": f"<p>{text}</p>", **fields})


def titles(typed: str) -> list[str]:
    """Return the titles of what readers find, best first."""
    found = find(Article.objects.published(), parse(typed)).hits
    rows = Article.objects.in_bulk([hit.pk for hit in found])
    return [rows[hit.pk].title for hit in found]


def page(client: Client, path: str = "/search/", **parameters: str) -> str:
    answer = client.get(path, {name.removesuffix("_"): value for name, value in parameters.items()})
    assert answer.status_code == 200
    return answer.content.decode()


def shown(html: str) -> list[str]:
    """Return the titles of the results on a page, in their order."""
    return [unescape(MARK.sub("", title)) for title in TITLE.findall(html)]


def found(client: Client, **parameters: str) -> list[str]:
    return shown(page(client, **parameters))
