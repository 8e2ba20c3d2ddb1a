"""PostgreSQL: a GIN index over the documents' keys.

Such an index finds all documents that hold common words before the latest of them are known, so where words are common
it is asked for the latest stretch of the archive alone.
"""

from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat

from articles.models.article import ArticleQuerySet
from articles.search.conditions import All, Any, Condition, Phrase, Stem
from articles.search.models import STRETCH, stem_key, stretch_key, title_key

# Phrases are looked for in it; the bar keeps the end of a title and the beginning of a text apart.
WORDS = Concat(
    Value(" "), "search_document__title", Value(" | "), "search_document__body", Value(" "), output_field=TextField()
)


def matching(articles: ArticleQuerySet, condition: Condition, window: range | None) -> ArticleQuerySet:
    """Return the articles that fulfil the condition, within the window if there is one."""
    found = articles.alias(words=WORDS).filter(where(condition))
    if window:
        stretches = {stretch_key(pk) for pk in (*window[::STRETCH], window[-1])}
        found = found.filter(search_document__keys__has_any=sorted(stretches))
    return found.order_by("-search_document")


def where(condition: Condition) -> Q:
    """Return a condition as one on the keys; a phrase is read in the text of the documents that hold its words."""
    match condition:
        case Stem():
            return Q(search_document__keys__has_all=[key_of(condition)])
        case Phrase(stems):
            held = Q(search_document__keys__has_all=sorted(set(map(stem_key, stems))))
            return held & Q(words__contains=f" {' '.join(stems)} ")
        case All(parts):
            return Q(*map(where, parts))
        case Any(parts):
            single = [key_of(part) for part in parts if isinstance(part, Stem)]
            others = [where(part) for part in parts if not isinstance(part, Stem)]
            # One list of keys is one scan of the index.
            scanned = [Q(search_document__keys__has_any=single)] if single else []
            return Q(*scanned, *others, _connector=Q.OR)


def key_of(part: Stem) -> int:
    return title_key(part.stem) if part.in_title else stem_key(part.stem)
