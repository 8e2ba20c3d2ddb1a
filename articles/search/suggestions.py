"""Stories offered while somebody still types."""

from articles.models import Article
from articles.search.conditions import Stem, every, some
from articles.search.engines import engine
from articles.search.query import MOST_CHARACTERS, MOST_WORDS
from articles.search.vocabulary import endings
from newsportal.arabic.words import stem, telling, tokens

OFFERED = 8
# The beginning of a word says little before.
SHORTEST = 2


def suggestions(typed: str) -> list[Article]:
    """Return the newest listed stories whose titles hold the typed words, the last of them as a beginning.

    Costs two queries. What was typed only so far that its last word has one letter gives nothing.
    """
    words = tokens(typed[:MOST_CHARACTERS])[:MOST_WORDS]
    if not words or len(words[-1]) < SHORTEST:
        return []
    whole, last = telling(words[:-1]), words[-1]
    ends = some(Stem(each, in_title=True) for each in endings(last))
    condition = every([*(Stem(stem(word), in_title=True) for word in whole), ends])
    found = engine().matching(Article.objects.listed(), condition, None)
    return list(found.only("title", "slug", "published_at")[:OFFERED])
