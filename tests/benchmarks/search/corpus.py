"""An archive of any size, made of words that are as common and as rare as words of a language are (Zipf's law)."""

import random
from collections.abc import Iterator
from itertools import accumulate

from newsportal.arabic.stop_words import STOP_WORDS
from newsportal.arabic.words import stem

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
VOCABULARY = 200_000
TITLE_WORDS, BODY_WORDS = 10, 350
# The most frequent words of a language are its stop words, which no query holds.
FIRST_TELLING = 150
# What a reader calls common: in three to seventeen of a hundred stories here.
LAST_COMMON = 1_000


class Corpus:
    """Stories of stems, the same in every run; ``words`` are ordered from the commonest to the rarest."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - seeded test data, no secret
        self.words = self._vocabulary()
        self.weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        self.telling_weights = list(accumulate(1 / rank for rank in range(FIRST_TELLING + 1, VOCABULARY + 1)))

    def stories(self, number: int) -> Iterator[tuple[list[str], list[str]]]:
        """Yield the words of title and text of so many stories."""
        for _ in range(number):
            words = self.chance.choices(self.words, cum_weights=self.weights, k=TITLE_WORDS + BODY_WORDS)
            yield words[:TITLE_WORDS], words[TITLE_WORDS:]

    def common_pair(self) -> str:
        return " ".join(self.chance.sample(self.words[FIRST_TELLING:LAST_COMMON], 2))

    def headline(self) -> str:
        """Return eight telling words, as common and rare as they come."""
        return " ".join(self.chance.choices(self.words[FIRST_TELLING:], cum_weights=self.telling_weights, k=8))

    def _vocabulary(self) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            word = "".join(self.chance.choices(LETTERS, k=self.chance.choice((3, 4, 4, 5, 5, 6))))
            # A stem is its own stem: the archive is then built as the analysis would have left it.
            if stem(word) == word and word not in STOP_WORDS:
                words[word] = None
        return list(words)
