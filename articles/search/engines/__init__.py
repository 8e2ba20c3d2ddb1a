"""The databases' own indexes behind one interface; the database of the installation chooses."""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection

from articles.models.archive import ArticleQuerySet
from articles.search.conditions import Candidate, Condition
from articles.search.engines import postgresql, sqlite


class Engine(Protocol):
    """What a database's index has to offer."""

    def read(
        self, articles: ArticleQuerySet, condition: Condition, *, limit: int, latest: int | None
    ) -> list[Candidate]:
        """Return the documents of the articles that fulfil the condition, the latest key first, ``limit`` at most.

        Where many documents may fulfil it, ``latest`` is the latest key of all: an engine may begin there and stop at
        the limit. None where the condition is a rare one.
        """

    def titled(
        self, articles: ArticleQuerySet, stems: Sequence[str], *, between: tuple[int, int], rarest: int, latest: int
    ) -> ArticleQuerySet:
        """Return some of the latest articles whose titles hold one of those stems that are the rarest, unread.

        A stem that more or fewer documents hold than lies between is none of them. At most ``latest`` are given. It
        asks nothing: to be a part of another query is what it is made for.
        """


def read(articles: ArticleQuerySet, condition: Condition, *, limit: int, latest: int | None = None) -> list[Candidate]:
    """Read by the engine of the database that holds the articles; costs one query."""
    engine: Engine = postgresql if connection.vendor == "postgresql" else sqlite
    return engine.read(articles, condition, limit=limit, latest=latest)


def titled(
    articles: ArticleQuerySet, stems: Sequence[str], *, between: tuple[int, int], rarest: int, latest: int
) -> ArticleQuerySet:
    """Return articles with the rarest of these stems in their titles, by the engine of their database."""
    engine: Engine = postgresql if connection.vendor == "postgresql" else sqlite
    return engine.titled(articles, stems, between=between, rarest=rarest, latest=latest)
