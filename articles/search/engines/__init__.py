"""The databases' own indexes behind one interface; the database of the installation chooses."""

from typing import Protocol

from django.db import connection

from articles.models.article import ArticleQuerySet
from articles.search.conditions import Candidate, Condition
from articles.search.engines import postgresql, sqlite


class Engine(Protocol):
    """What a database's index has to offer."""

    def read(
        self, articles: ArticleQuerySet, condition: Condition, *, limit: int, enough: int, window: range | None
    ) -> list[Candidate]:
        """Return the documents of the articles that fulfil the condition, the latest key first, ``limit`` at most.

        ``window`` holds the latest keys, among which that many are to be expected; an engine may look there first, and
        elsewhere only if it finds fewer than ``enough``. None where the condition is a rare one.
        """


def read(
    articles: ArticleQuerySet,
    condition: Condition,
    *,
    limit: int,
    enough: int | None = None,
    window: range | None = None,
) -> list[Candidate]:
    """Read by the engine of the database that holds the articles; costs one query, or two where the first is poor."""
    engine: Engine = postgresql if connection.vendor == "postgresql" else sqlite
    return engine.read(articles, condition, limit=limit, enough=limit if enough is None else enough, window=window)
