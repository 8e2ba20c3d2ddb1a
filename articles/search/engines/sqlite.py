"""SQLite: FTS5 over the stored stems. It walks its lists from the latest document on, so a limit bounds its time."""

from articles.models.article import ArticleQuerySet
from articles.search.conditions import All, Any, Condition, Phrase, Stem


def matching(articles: ArticleQuerySet, condition: Condition, window: range | None) -> ArticleQuerySet:
    """Return the articles that fulfil the condition; it needs no window."""
    # Ordered by the index's own key: by the article's, SQLite would find and sort all of them first.
    return articles.filter(search_words__match__matches=expression(condition)).order_by("-search_words")


def expression(condition: Condition) -> str:
    """Return a condition in FTS5's query language; every stem is quoted, so none is taken for an operator."""
    match condition:
        case Stem(stem, in_title):
            return f'title : "{stem}"' if in_title else f'"{stem}"'
        case Phrase(stems):
            return f'"{" ".join(stems)}"'
        case All(parts):
            return f"({' AND '.join(map(expression, parts))})"
        case Any(parts):
            return f"({' OR '.join(map(expression, parts))})"
