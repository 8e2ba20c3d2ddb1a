"""SQLite: FTS5 over the stored stems. It walks its lists from the latest document on, so a limit bounds its time."""

import json
from collections.abc import Sequence

from articles.models.archive import ArticleQuerySet
from articles.search.conditions import AllOf, AnyOf, Candidate, Condition, Phrase, Stem

# An expression in FTS5's language that finds the rarest stems in titles; an empty phrase finds nothing.
CHOSEN = """
    SELECT coalesce(group_concat('title : "' || stem || '"', ' OR '), '""') FROM (
        SELECT stem FROM articles_searchword WHERE stem IN (SELECT value FROM json_each(%s))
        AND documents BETWEEN %s AND %s ORDER BY documents, stem LIMIT %s
    )
"""
COLUMNS = ("pk", "search_document__title", "search_document__body", "search_document__length")


def read(articles: ArticleQuerySet, condition: Condition, *, limit: int, latest: int | None) -> list[Candidate]:
    """Return the latest documents that fulfil the condition, in one query; it stops at the limit by itself."""
    found = articles.extra(
        tables=["articles_fulltext"],
        where=["articles_fulltext.rowid = articles_article.id", "articles_fulltext MATCH %s"],
        params=[expression(condition)],
        # By the index's own key: by the article's, SQLite would find and sort all of them first.
        order_by=["-articles_fulltext.rowid"],
    )
    return [Candidate(*row) for row in found.values_list(*COLUMNS)[:limit]]


def expression(condition: Condition) -> str:
    """Return a condition in FTS5's query language; every stem is quoted, so none is taken for an operator."""
    match condition:
        case Stem(stem, in_title):
            return f'title : "{stem}"' if in_title else f'"{stem}"'
        case Phrase(stems):
            return f'"{" ".join(stems)}"'
        case AllOf(parts):
            return f"({' AND '.join(map(expression, parts))})"
        case AnyOf(parts):
            return f"({' OR '.join(map(expression, parts))})"


def titled(
    articles: ArticleQuerySet, stems: Sequence[str], *, between: tuple[int, int], rarest: int, latest: int
) -> ArticleQuerySet:
    """Return the latest articles whose titles hold one of the rarest stems; see Engine."""
    found: ArticleQuerySet = articles.extra(  # type: ignore[assignment]  # noqa: S610 - constant SQL; the stubs lose the class
        tables=["articles_fulltext"],
        where=["articles_fulltext.rowid = articles_article.id", f"articles_fulltext MATCH ({CHOSEN})"],
        params=[json.dumps([*stems]), *between, rarest],
        order_by=["-articles_fulltext.rowid"],
    )
    return found[:latest]
