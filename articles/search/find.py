"""Finding: from a query to the keys of articles, best first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.models.article import ArticleQuerySet
from articles.search.conditions import Condition, Phrase, Stem, every, some, two_of
from articles.search.engines import Candidate, candidates
from articles.search.query import Query
from articles.search.ranking import scorer
from articles.search.vocabulary import Statistics, guesses, statistics
from newsportal.arabic.words import stem

# So many documents are read and ranked, the latest ones: it bounds the time that common words can take.
MOST = 500
MOST_WITH_SOME = 1_000
# Fewer documents with all words than fill a page are followed by documents with some of them.
ENOUGH = 20
# Documents with some of the words are looked for by these many rarest words, and by further ones that are rare enough
# together; where even those are common, by two out of so many.
RAREST = 3
PAIRED = 5
# Where words are held by more documents, enough that hold them all are to be expected among so many of these.
WINDOW = 5_000
# Ranks are whole numbers, so that a place in the list can be written into an address and read again.
SCALE = 1_000_000
ALL_WORDS = 1_000 * SCALE


@dataclass(frozen=True, order=True)
class Hit:
    """An article's place among the results: a larger rank is better, and of equal ones the later key."""

    rank: int
    pk: int


@dataclass(frozen=True)
class Found:
    """What a search found, best first. ``meant`` has the known stems that stood in for each unknown word.

    ``is_unquoted`` where nothing held the quoted phrases, and their words were looked for one by one.
    """

    hits: list[Hit]
    meant: dict[str, tuple[str, ...]]
    is_unquoted: bool = False

    @property
    def is_full(self) -> bool:
        """Whether there may be more than were looked at."""
        return len(self.hits) >= MOST

    @property
    def with_all(self) -> list[Hit]:
        """The hits that hold all words, or all hits where none does."""
        return [hit for hit in self.hits if hit.rank >= ALL_WORDS] or self.hits


@dataclass(frozen=True)
class Part:
    """A word of the query as the stems that stand for it, or a phrase; and how many documents hold it at most."""

    stems: tuple[str, ...]
    condition: Condition
    frequency: int


@dataclass(frozen=True)
class Wanted:
    """The parts of a query, the rarest first: words, of which some may be missing, and phrases, which may not."""

    words: list[Part]
    phrases: list[Part]
    numbers: Statistics

    def with_all(self, articles: ArticleQuerySet) -> list[Candidate]:
        """Return the latest documents that hold every part, in one query."""
        parts = [*self.phrases, *self.words]
        frequency = min((part.frequency for part in parts), default=0)
        condition = every(part.condition for part in parts)
        return self._candidates(articles, condition, frequency, MOST) if frequency else []

    def with_some(self, articles: ArticleQuerySet) -> list[Candidate]:
        """Return the latest documents that hold some of the rarest words, in one query; none beside a phrase."""
        if self.phrases or len(self.words) < 2:
            return []
        rarest = self._rarest()
        frequency = sum(part.frequency for part in rarest)
        condition = some(part.condition for part in rarest)
        if frequency > MOST_WITH_SOME and len(self.words) > 2:
            paired = self.words[:PAIRED]
            frequency = sum(part.frequency for part in paired[:-1])
            condition = two_of(part.condition for part in paired)
        return self._candidates(articles, condition, frequency, MOST_WITH_SOME)

    def _rarest(self) -> list[Part]:
        chosen: list[Part] = []
        for part in self.words:
            total = part.frequency + sum(each.frequency for each in chosen)
            if len(chosen) < RAREST or total <= MOST_WITH_SOME:
                chosen.append(part)
        return chosen

    def _candidates(
        self, articles: ArticleQuerySet, condition: Condition, frequency: int, most: int
    ) -> list[Candidate]:
        window = None
        if frequency > WINDOW:
            latest = self.numbers.latest
            window = range(int(latest * (1 - WINDOW / frequency)), latest + 1)
        return candidates(articles, condition, limit=most, window=window)


def find(articles: ArticleQuerySet, query: Query) -> Found:
    """Find among the articles, in two to five queries: documents with all words first, then those with some of them.

    Phrases are held; where nothing holds them, their words are looked for one by one. A word of four letters or more
    whose stem no document holds is replaced by the known stems that are one slip away; a word that is still unknown is
    left out.
    """
    if query.is_empty:
        return Found([], {})
    numbers = statistics(query.stems)
    meant = guesses([word for word in query.unquoted if stem(word) not in numbers.frequencies])
    for known in meant.values():
        numbers.frequencies.update(known)
    stood_in = {word: tuple(known) for word, known in meant.items() if known}
    phrases = [_phrase(tuple(map(stem, phrase)), numbers) for phrase in query.phrases]
    hits = _ranked(articles, Wanted(_words(query.words, stood_in, numbers), phrases, numbers))
    if phrases and not hits:
        unquoted = Wanted(_words(query.unquoted, stood_in, numbers), [], numbers)
        return Found(_ranked(articles, unquoted), stood_in, is_unquoted=True)
    return Found(hits, stood_in)


def _ranked(articles: ArticleQuerySet, wanted: Wanted) -> list[Hit]:
    groups = [*(part.stems for part in wanted.words), *((each,) for part in wanted.phrases for each in part.stems)]
    score = scorer(groups, wanted.numbers)
    # A document that another word with the same key brought along holds fewer words than it was found for.
    with_all = [(score(each), each.pk) for each in wanted.with_all(articles)]
    hits = {pk: Hit(ALL_WORDS + round(SCALE * value), pk) for (value, held), pk in with_all if held == len(groups)}
    if len(hits) < ENOUGH:
        with_some = [(score(each), each.pk) for each in wanted.with_some(articles)]
        hits = {pk: Hit(round(SCALE * value), pk) for (value, held), pk in with_some if held} | hits
    return sorted(hits.values(), reverse=True)


def _words(words: Iterable[str], stood_in: Mapping[str, tuple[str, ...]], numbers: Statistics) -> list[Part]:
    """Return the words that documents hold, the rarest first, each stem once."""
    groups = dict.fromkeys(stood_in.get(word, (stem(word),)) for word in words)
    parts = [Part(group, some(map(Stem, group)), numbers.frequency(group)) for group in groups]
    return sorted((part for part in parts if part.frequency), key=lambda part: part.frequency)


def _phrase(stems: tuple[str, ...], numbers: Statistics) -> Part:
    return Part(stems, Phrase(stems), min(numbers.frequency([each]) for each in stems))
