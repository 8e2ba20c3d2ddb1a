"""A small archive for tests of search."""

from typing import Any

from articles.models import Article
from articles.search.find import find
from articles.search.query import parse
from tests.factories import make_article


def make_story(title: str, text: str = "", **fields: Any) -> Article:
    """Return a published story with this text alone in its body, and nothing else that a search could find."""
    return make_article(**{"title": title, "standfirst": "", "body": f"<p>{text}</p>", **fields})


def titles(typed: str) -> list[str]:
    """Return the titles of what readers find, best first."""
    found = find(Article.objects.published(), parse(typed)).hits
    rows = Article.objects.in_bulk([hit.pk for hit in found])
    return [rows[hit.pk].title for hit in found]
