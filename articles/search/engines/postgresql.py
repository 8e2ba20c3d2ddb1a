"""PostgreSQL: a GIN index over the documents' keys.

Such an index finds all documents that hold common words before the latest of them are known, so where words are common
it is first asked for the latest stretches of the archive alone.
"""

from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Concat

from articles.models.article import ArticleQuerySet
from articles.search.conditions import AllOf, AnyOf, Candidate, Condition, Phrase, Stem
from articles.search.models import STRETCH, SearchDocument, stem_key, stretch_key, title_key

# Phrases are looked for in it; the bar keeps the end of a title and the beginning of a text apart.
WORDS = Concat(Value(" "), "title", Value(" | "), "body", Value(" "), output_field=TextField())


def read(
    articles: ArticleQuerySet, condition: Condition, *, limit: int, enough: int, window: range | None
) -> list[Candidate]:
    """Return the latest documents that fulfil the condition, in one query or two."""
    # A subquery for each document found: joined, PostgreSQL would rather walk through all articles.
    article = Subquery(articles.filter(pk=OuterRef("pk")).order_by().values("pk")[:1])
    found = SearchDocument.objects.alias(words=WORDS, shown=article).filter(where(condition), shown__isnull=False)
    columns = found.order_by("-pk").values_list("pk", "title", "body", "length")
    if window:
        stretches = {stretch_key(pk) for pk in (*window[::STRETCH], window[-1])}
        rows = list(columns.filter(keys__has_any=sorted(stretches))[:limit])
        if len(rows) >= enough:
            return [Candidate(*row) for row in rows]
    return [Candidate(*row) for row in columns[:limit]]


def where(condition: Condition) -> Q:
    """Return a condition as one on the keys; a phrase is read in the text of the documents that hold its words."""
    match condition:
        case Stem():
            return Q(keys__has_all=[key_of(condition)])
        case Phrase(stems):
            held = Q(keys__has_all=sorted(set(map(stem_key, stems))))
            return held & Q(words__contains=f" {' '.join(stems)} ")
        case AllOf(parts):
            return Q(*map(where, parts))
        case AnyOf(parts):
            single = [key_of(part) for part in parts if isinstance(part, Stem)]
            others = [where(part) for part in parts if not isinstance(part, Stem)]
            # One list of keys is one scan of the index.
            scanned = [Q(keys__has_any=single)] if single else []
            return Q(*scanned, *others, _connector=Q.OR)


def key_of(part: Stem) -> int:
    return title_key(part.stem) if part.in_title else stem_key(part.stem)
