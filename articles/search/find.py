"""Finding: from a query to the keys of articles, best first."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.search.conditions import Candidate, Condition, Phrase, Stem, every, some, two_of
from articles.search.engines import read
from articles.search.query import Query
from articles.search.ranking import scorer
from articles.search.vocabulary import Statistics, guesses, statistics
from newsportal.arabic.words import stem

# So many documents are read and ranked, the latest ones: it bounds the time that common words can take.
MOST = 300
MOST_WITH_SOME = 1_000
# Fewer documents with all words than fill a page are followed by documents with some of them.
ENOUGH = 20
# Documents with some of the words are looked for by these many rarest words, and by further ones that are rare enough
# together; where even those are common, by two out of so many.
RAREST = 3
PAIRED = 5
# Where more documents may fulfil a condition, an engine begins with the latest of all and stops when it has enough.
COMMON = 2_000
# A word that so few documents hold may stand in stories alone that no reader may see.
UNSURE = 20


@dataclass(frozen=True, order=True)
class Hit:
    """An article's place among the results: all words before some, then the larger score, then the later key."""

    has_all: bool
    score: float
    pk: int


@dataclass(frozen=True)
class Found:
    """What a search found, best first. ``meant`` has the known stems that stood in for each unknown word.

    ``is_cut`` where more documents than were read may hold all words, ``is_some_cut`` where more may hold some;
    ``is_unquoted`` where nothing held the quoted phrases, and their words were looked for one by one.
    """

    hits: list[Hit]
    is_cut: bool = False
    is_some_cut: bool = False
    meant: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_unquoted: bool = False

    def with_all(self) -> "Found":
        """Return the hits that hold all words, or all hits where none does."""
        whole = [hit for hit in self.hits if hit.has_all]
        return replace(self, hits=whole, is_some_cut=False) if whole else self


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
        if not frequency:
            return []
        condition = every(part.condition for part in parts)
        return read(articles, condition, limit=MOST, latest=self._latest(frequency))

    def with_some(self, articles: ArticleQuerySet) -> list[Candidate]:
        """Return the latest documents that hold some of the rarest words, in one query."""
        # Beside a phrase, fewer words would be another search.
        if self.phrases or len(self.words) < 2:
            return []
        rarest = self._rarest()
        frequency = sum(part.frequency for part in rarest)
        condition = some(part.condition for part in rarest)
        if frequency > MOST_WITH_SOME and len(self.words) > 2:
            paired = self.words[:PAIRED]
            pairs = combinations((part.frequency for part in paired), 2)
            # As many as there would be if words stood in stories by chance.
            frequency = sum(one * other for one, other in pairs) // self.numbers.documents
            condition = two_of(part.condition for part in paired)
        return read(articles, condition, limit=MOST_WITH_SOME, latest=self._latest(frequency))

    def _rarest(self) -> list[Part]:
        chosen: list[Part] = []
        for part in self.words:
            total = part.frequency + sum(each.frequency for each in chosen)
            if len(chosen) < RAREST or total <= MOST_WITH_SOME:
                chosen.append(part)
        return chosen

    def _latest(self, frequency: int) -> int | None:
        return self.numbers.latest if frequency > COMMON else None


def find(articles: ArticleQuerySet, query: Query) -> Found:
    """Find among published articles, in two to five queries: documents with all words first, then those with some.

    Phrases are held; where nothing holds them, their words are looked for one by one. A word of four letters or more
    whose stem no published document holds is replaced by the known stems that are one slip away; a word that is still
    unknown is left out.
    """
    if query.is_empty:
        return Found([])
    numbers = _published(statistics(query.stems))
    guessed = guesses(word for word in query.unquoted if stem(word) not in numbers.frequencies)
    numbers = numbers.with_frequencies(dict(ChainMap(numbers.frequencies, *guessed.values())))
    meant = {word: tuple(known) for word, known in guessed.items() if known}
    phrases = [_phrase(tuple(map(stem, phrase)), numbers) for phrase in query.phrases]
    found = _ranked(articles, Wanted(_words(query.words, meant, numbers), phrases, numbers))
    is_unquoted = bool(phrases) and not found.hits
    if is_unquoted:
        found = _unquoted(articles, Wanted(_words(query.unquoted, meant, numbers), [], numbers))
    return replace(found, meant=meant, is_unquoted=is_unquoted)


def _published(numbers: Statistics) -> Statistics:
    """Leave out the stems that no published document holds, in one query: a search tells nothing of other stories."""
    unsure = {each for each, frequency in numbers.frequencies.items() if frequency <= UNSURE}
    if not unsure:
        return numbers
    held = read(Article.objects.published(), some(map(Stem, sorted(unsure))), limit=MOST)
    seen = {word for each in held for word in f"{each.title} {each.body}".split()}
    kept = {each: number for each, number in numbers.frequencies.items() if each not in unsure or each in seen}
    return numbers.with_frequencies(kept)


def _ranked(articles: ArticleQuerySet, wanted: Wanted) -> Found:
    with_all, with_some = wanted.with_all(articles), []
    # A document that another word with the same key brought along holds fewer words than it was found for.
    hits = {hit.pk: hit for hit in _scored(with_all, wanted) if hit.has_all}
    if len(hits) < ENOUGH:
        with_some = wanted.with_some(articles)
        hits = {hit.pk: hit for hit in _scored(with_some, wanted)} | hits
    return _found(hits.values(), with_all, with_some)


def _unquoted(articles: ArticleQuerySet, wanted: Wanted) -> Found:
    """Rank what holds some of the words and all of them together, in one query the fewer."""
    with_some = wanted.with_some(articles)
    with_all = [] if with_some else wanted.with_all(articles)
    return _found(_scored([*with_some, *with_all], wanted), with_all, with_some)


def _scored(candidates: Iterable[Candidate], wanted: Wanted) -> Iterator[Hit]:
    groups = [*(part.stems for part in wanted.words), *((each,) for part in wanted.phrases for each in part.stems)]
    score = scorer(groups, wanted.numbers)
    for candidate in candidates:
        value, held = score(candidate)
        if held:
            yield Hit(held == len(groups), value, candidate.pk)


def _found(hits: Iterable[Hit], with_all: Sequence[Candidate], with_some: Sequence[Candidate]) -> Found:
    is_cut, is_some_cut = len(with_all) >= MOST, len(with_some) >= MOST_WITH_SOME
    return Found(sorted(hits, reverse=True), is_cut=is_cut, is_some_cut=is_some_cut)


def _words(words: Iterable[str], meant: Mapping[str, tuple[str, ...]], numbers: Statistics) -> list[Part]:
    """Return the words that documents hold, the rarest first, each stem once."""
    groups = dict.fromkeys(meant.get(word, (stem(word),)) for word in words)
    parts = [Part(group, some(map(Stem, group)), numbers.frequency(group)) for group in groups]
    return sorted((part for part in parts if part.frequency), key=lambda part: part.frequency)


def _phrase(stems: tuple[str, ...], numbers: Statistics) -> Part:
    return Part(stems, Phrase(stems), min(numbers.frequency([each]) for each in stems))
