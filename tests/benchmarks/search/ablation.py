"""What each step of the search is worth: the same questions with one step left out or done in another way.

Documents are held in memory and all of them are scored, so that nothing but the step itself differs. The last rows let
the database rank: FTS5's own bm25, or the sum of idf times ts_rank that PostgreSQL offers.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection

from articles.search.models import SearchDocument
from articles.search.ranking import K1, TITLE, B, inverse_document_frequency
from newsportal.arabic.spelling import near_stems
from newsportal.arabic.words import stem, telling, tokens
from tests.benchmarks.search.quality import load
from tests.benchmarks.search.sets import Paragraph, Question, mistyped, persian, read_set

Row = dict[str, str | float]
Analysis = Callable[[str], list[str]]
Groups = list[tuple[str, ...]]


def unfolded(text: str) -> list[str]:
    """Return words as they are written, small, without an analysis of letters."""
    return [word.strip("«»،؛؟.:()\"'!") for word in text.lower().split()]


def stemmed(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


class Memory:
    """Documents by their words, and BM25 over all of them."""

    def __init__(self, paragraphs: list[Paragraph], analysis: Analysis, title: float = TITLE) -> None:
        self.title = title
        self.documents = [(Counter(analysis(each.title)), Counter(analysis(each.text))) for each in paragraphs]
        self.lengths = [heads.total() + words.total() for heads, words in self.documents]
        self.mean = sum(self.lengths) / len(self.lengths)
        self.holding = Counter(word for heads, words in self.documents for word in heads.keys() | words.keys())

    def best(self, groups: Groups, rarest: int | None = None, is_tiered: bool = True) -> list[int]:
        """Return the ten best documents for the groups of words that stand for each other."""
        known = [group for group in groups if any(self.holding[word] for word in group)]
        known.sort(key=lambda group: sum(self.holding[word] for word in group))
        scored = []
        for number, (heads, words) in enumerate(self.documents):
            held = [group for group in known if any(word in heads or word in words for word in group)]
            if not any(group in held for group in known[:rarest]):
                continue
            allowance = K1 * (1 - B + B * self.lengths[number] / self.mean)
            total = sum(max(self.part(heads, words, word, allowance) for word in group) for group in held)
            scored.append((is_tiered and len(held) == len(known), total, number))
        return [number for *_, number in sorted(scored, reverse=True)[:10]]

    def part(self, heads: Counter[str], words: Counter[str], word: str, allowance: float) -> float:
        times = self.title * heads[word] + words[word]
        weight = inverse_document_frequency(len(self.documents), self.holding[word])
        return weight * times * (K1 + 1) / (times + allowance)

    def groups(self, text: str, guess: Callable[[str], set[str]] = near_stems) -> Groups:
        """Return the telling words of a question by their stems, mistyped ones by up to three known stems."""
        words = tokens(text)
        groups: Groups = []
        for word in dict.fromkeys(telling(words) or words):
            if stem(word) in self.holding:
                groups.append((stem(word),))
            elif near := sorted(guess(word) & self.holding.keys(), key=lambda each: (-self.holding[each], each)):
                groups.append(tuple(near[:3]))
        return groups


def figures(name: str, questions: list[Question], answer: Callable[[str], list[int]]) -> Row:
    """Return recall at 1 and 10 and the mean reciprocal rank, in per cent."""
    places = []
    for question in questions:
        found = answer(question.text)
        places.append(found.index(question.answered_by) + 1 if question.answered_by in found else 0)
    share = 100 / len(places)
    return {
        "step": name,
        "R@1": places.count(1) * share,
        "R@10": sum(place > 0 for place in places) * share,
        "MRR@10": sum(1 / place for place in places if place) * share,
    }


def near_of_the_stem(word: str) -> set[str]:
    """Return the guesses for a stem of four letters or more by slips in the stem alone."""
    own = stem(word)
    return near_stems(own) if len(own) >= 4 else set()


def ablation(path: Path) -> Iterator[Row]:
    """Yield a row for each step."""
    paragraphs, questions = read_set(path)
    whole = Memory(paragraphs, stemmed)
    chance = random.Random(1)  # noqa: S311 - seeded test data, no secret
    slips = [Question(mistyped(each.text, chance), each.answered_by) for each in questions]
    foreign = [Question(persian(each.text, chance), each.answered_by) for each in questions]

    def plain(memory: Memory, analysis: Analysis) -> Callable[[str], list[int]]:
        return lambda text: memory.best([(word,) for word in dict.fromkeys(analysis(text))])

    yield figures("the whole chain", questions, lambda text: whole.best(whole.groups(text)))
    raw, folded, once = Memory(paragraphs, unfolded), Memory(paragraphs, tokens), Memory(paragraphs, stemmed, 1.0)
    yield figures("words as written", questions, plain(raw, unfolded))
    yield figures("folded, without stems", questions, plain(folded, lambda text: telling(tokens(text))))
    yield figures("stop words in the query", questions, plain(whole, stemmed))
    yield figures("title counts once", questions, lambda text: once.best(once.groups(text)))
    yield figures("documents of the three rarest words", questions, lambda text: whole.best(whole.groups(text), 3))
    yield figures("without all words first", questions, lambda text: whole.best(whole.groups(text), None, False))
    yield figures("Persian letters, words as written", foreign, plain(raw, unfolded))
    yield figures("Persian letters, the whole chain", foreign, lambda text: whole.best(whole.groups(text)))
    for name, guess in (("none", lambda word: set()), ("of the stem", near_of_the_stem), ("of the word", near_stems)):
        yield figures(f"typos, guesses {name}", slips, lambda text, guess=guess: whole.best(whole.groups(text, guess)))
    yield from by_the_database(paragraphs, questions, whole)


FTS5 = """
SELECT rowid FROM articles_fulltext WHERE articles_fulltext MATCH %s
ORDER BY bm25(articles_fulltext, 3, 1), rowid DESC LIMIT 10
"""
TS_RANK = """
SELECT article_id FROM ranked,
  LATERAL (SELECT sum(idf * ts_rank('{0.333, 0.333, 0.333, 1}', vector, word::tsquery, 1)) AS total
           FROM unnest(%s::text[], %s::float8[]) AS asked(word, idf)) AS scored
WHERE total > 0 ORDER BY total DESC, article_id DESC LIMIT 10
"""
VECTORS = """
CREATE TEMPORARY TABLE ranked AS SELECT article_id,
  setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D') AS vector
FROM articles_searchdocument
"""


def by_the_database(paragraphs: list[Paragraph], questions: list[Question], memory: Memory) -> Iterator[Row]:
    """Yield a row for the database's own ranking of any of the words, and one for ours of the same documents."""
    keys = load(paragraphs)
    places = {key: number for number, key in enumerate(keys)}
    is_postgresql = connection.vendor == "postgresql"

    def answer(text: str) -> list[int]:
        words = [word for group in memory.groups(text) for word in group]
        if not words:
            return []
        with connection.cursor() as cursor:
            if is_postgresql:
                weights = [inverse_document_frequency(len(keys), memory.holding[word]) for word in words]
                cursor.execute(TS_RANK, [[f"'{word}'" for word in words], weights])
            else:
                cursor.execute(FTS5, [" OR ".join(f'"{word}"' for word in words)])
            return [places[key] for (key,) in cursor.fetchall()]

    if is_postgresql:
        with connection.cursor() as cursor:
            cursor.execute(VECTORS)
    name = "ranked by idf and ts_rank" if is_postgresql else "ranked by FTS5's bm25"
    yield figures(name, questions, answer)
    yield figures(
        f"ranked by ours, {SearchDocument.objects.count()} documents",
        questions,
        lambda text: memory.best(memory.groups(text), None, False),
    )
