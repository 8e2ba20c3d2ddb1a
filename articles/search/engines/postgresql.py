"""PostgreSQL: a GIN index over the documents' keys.

Such an index finds all documents that hold common words before the latest of them are known, so where words are common
it is asked for one stretch of the archive after the other, the latest first, until there are enough.
"""

from collections.abc import Iterator, Sequence

from django.db import connections
from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from articles.models.archive import ArticleQuerySet
from articles.search.conditions import AllOf, AnyOf, Candidate, Condition, Phrase, Stem
from articles.search.models import SearchDocument, stem_key, stretch_key, title_key

# Phrases are looked for in it; the bar keeps the end of a title and the beginning of a text apart.
WORDS = Concat(Value(" "), "title", Value(" | "), "body", Value(" "), output_field=TextField())


# A nested loop is the one way to join these two; it gives its rows in their order and ends with the last one wanted.
WALK = "SELECT found.* FROM unnest(%s::text[]) AS group_of (stretches) CROSS JOIN LATERAL ({}) AS found LIMIT %s"

# The keys under which titles hold the rarest stems.
CHOSEN = """
    ARRAY(
        SELECT named.key FROM unnest(%s::text[], %s::int[]) AS named (stem, key)
        JOIN articles_searchword AS word ON word.stem = named.stem
        WHERE word.documents BETWEEN %s AND %s ORDER BY word.documents, named.stem LIMIT %s
    )
"""
# The latest documents that hold one. OFFSET is a fence: without it the limit makes PostgreSQL walk the archive
# backwards, document by document, until enough of them match.
HOLDING = f"""
    SELECT held.article_id FROM (
        SELECT article_id FROM articles_searchdocument WHERE articles_search_keys(keys) && {CHOSEN} OFFSET 0
    ) AS held ORDER BY held.article_id DESC LIMIT %s
"""  # noqa: S608 - constant SQL


def read(articles: ArticleQuerySet, condition: Condition, *, limit: int, latest: int | None) -> list[Candidate]:
    """Return the latest documents that fulfil the condition, in one query."""
    # A subquery for each document found: joined, PostgreSQL would rather walk through all articles.
    article = Subquery(articles.filter(pk=OuterRef("pk")).order_by().values("pk")[:1])
    documents = SearchDocument.objects.alias(words=WORDS, shown=article).filter(shown__isnull=False)
    columns = documents.order_by("-pk").values_list("pk", "title", "body", "length")
    if latest is None:
        return [Candidate(*row) for row in columns.filter(where(condition, Q()))[:limit]]
    here = Q(keys__has_any=RawSQL("group_of.stretches::int[]", []))
    statement, values = columns.filter(where(condition, here)).query.sql_with_params()
    with connections[articles.db].cursor() as cursor:
        cursor.execute(WALK.format(statement), [list(groups(latest)), *values, limit])
        return [Candidate(*row) for row in cursor.fetchall()]


def titled(
    articles: ArticleQuerySet, stems: Sequence[str], *, between: tuple[int, int], rarest: int, latest: int
) -> ArticleQuerySet:
    """Return those of the latest documents with the rarest stems that are among the articles; see Engine."""
    keys = [*map(title_key, stems)]
    holding = RawSQL(HOLDING, [[*stems], keys, *between, rarest, latest])  # noqa: S611 - constant SQL
    return articles.filter(pk__in=holding)


def groups(latest: int) -> Iterator[str]:
    """Yield all stretches in PostgreSQL's notation, the latest first, in groups of one, two, four and so on."""
    first, size = stretch_key(latest), 1
    while first < 0:
        yield f"{{{','.join(map(str, range(first, min(first + size, 0))))}}}"
        first, size = first + size, size * 2


def where(condition: Condition, here: Q) -> Q:
    """Return a condition as one on the keys; a phrase is read in the text of the documents that hold its words.

    ``here`` narrows each scan of the index by itself: the union of two scans is made before anything else is asked.
    """
    match condition:
        case Stem():
            return here & Q(keys__has_all=[key_of(condition)])
        case Phrase(stems):
            held = Q(keys__has_all=sorted(set(map(stem_key, stems))))
            return here & held & Q(words__contains=f" {' '.join(stems)} ")
        case AllOf(parts):
            return here & Q(*(where(part, Q()) if scans_once(part) else where(part, here) for part in parts))
        case AnyOf(parts):
            single = [key_of(part) for part in parts if isinstance(part, Stem)]
            others = [where(part, here) for part in parts if not isinstance(part, Stem)]
            # One list of keys is one scan of the index.
            scanned = [here & Q(keys__has_any=single)] if single else []
            return Q(*scanned, *others, _connector=Q.OR)


def scans_once(part: Condition) -> bool:
    """Return whether a part of several joins their one scan of the index."""
    return not isinstance(part, AnyOf) or all(isinstance(each, Stem) for each in part.parts)


def key_of(part: Stem) -> int:
    return title_key(part.stem) if part.in_title else stem_key(part.stem)
