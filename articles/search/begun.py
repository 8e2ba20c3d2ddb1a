"""Searches that are still being typed: the last word counts as the beginning of one."""

from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.search.conditions import Condition, Stem, every, some
from articles.search.engines import read
from articles.search.query import MOST_CHARACTERS, MOST_WORDS
from articles.search.vocabulary import endings
from newsportal.arabic.words import stem, telling, tokens

OFFERED = 8
# The newsroom's list shows so many of what it finds.
MOST_HELD = 500
# The beginning of a word says little before.
SHORTEST = 2


def suggestions(typed: str) -> list[Article]:
    """Return the latest listed stories whose titles hold the typed words, in three queries.

    Nothing comes of a last word of one letter.
    """
    words = typed_words(typed)
    if not words or len(words[-1]) < SHORTEST:
        return []
    found = read(Article.objects.listed(), begun(words, in_title=True), limit=OFFERED)
    stories = (
        Article.objects.listed_of([each.pk for each in found])
        .only("title", "slug", "kind", "coverage_ended_at", "sponsor")
        .in_bulk()
    )
    return [stories[each.pk] for each in found if each.pk in stories]


def holding(articles: ArticleQuerySet, typed: str) -> list[int]:
    """Return the keys of those of the articles that hold the typed words, in two queries: the newsroom's search.

    They are the latest ones, five hundred at most.
    """
    words = typed_words(typed)
    return [each.pk for each in read(articles, begun(words, in_title=False), limit=MOST_HELD)] if words else []


def typed_words(typed: str) -> list[str]:
    return tokens(typed[:MOST_CHARACTERS])[:MOST_WORDS]


def begun(words: list[str], *, in_title: bool) -> Condition:
    """Return the condition that a document holds every telling word and, for the last one, what it may become."""
    ends = some(Stem(each, in_title) for each in endings(words[-1]))
    return every([*(Stem(stem(word), in_title) for word in telling(words[:-1])), ends])
