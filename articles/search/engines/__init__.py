"""The databases' own indexes behind one interface; the database of the installation chooses."""

from typing import NamedTuple, Protocol

from django.db import connection

from articles.models.article import ArticleQuerySet
from articles.search.conditions import Condition
from articles.search.engines import postgresql, sqlite


class Candidate(NamedTuple):
    """A document that fulfils a condition, with what ranks it."""

    pk: int
    title: str
    body: str
    length: int


class Engine(Protocol):
    """What a database's index has to offer."""

    def matching(self, articles: ArticleQuerySet, condition: Condition, window: range | None) -> ArticleQuerySet:
        """Return those of the articles whose documents fulfil the condition, the latest key first.

        ``window`` holds the latest keys, among which more of them are to be expected than anybody asks for; an engine
        may look there alone. None where the condition is a rare one.
        """


def engine() -> Engine:
    """Return the engine of the database that holds the articles."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def candidates(
    articles: ArticleQuerySet, condition: Condition, *, limit: int, window: range | None = None
) -> list[Candidate]:
    """Return the latest documents that fulfil the condition, ``limit`` at most, in one query."""
    found = engine().matching(articles, condition, window)
    columns = ("pk", "search_document__title", "search_document__body", "search_document__length")
    return [Candidate(*row) for row in found.values_list(*columns)[:limit]]
