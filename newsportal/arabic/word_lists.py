"""Finding the words of a list in a text, with their particles and endings, however their spelling is disguised."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby, pairwise, product
from typing import NamedTuple

from newsportal.arabic.disguise import LONGEST, readings
from newsportal.arabic.stop_words import STOP_WORDS
from newsportal.arabic.words import WRITTEN

# What may stand before and after a word, by the number of its letters: the shorter a word, the more innocent words
# begin or end with it.
_CALLS = ("", "و", "يا", "ويا")
_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "يال", "لل", "ولل", "فلل", "وبال", "فبال", "وكال")
_PARTICLES = frozenset({"ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", *_CALLS, *_ARTICLES})
_PRONOUNS = ("ي", "ك", "ه", "ها", "هم", "هن", "كم", "كن", "نا", "ني")
_PLURALS = ("ون", "ين", "ان", "ات", "وا", "و", "ا", *(f"ات{pronoun}" for pronoun in _PRONOUNS))
_ENDINGS = frozenset({"", *_PRONOUNS, *_PLURALS})
LONGEST_PARTICLE, LONGEST_ENDING = (max(map(len, affixes)) for affixes in (_PARTICLES, _ENDINGS))
# A pair of particles and endings is allowed where one product holds it.
_FORMS = {
    2: (product(_CALLS, [""]),),
    3: (product(_ARTICLES, [""]), product(_CALLS, ["", "ك", "كم", "و"])),
    4: (product(_PARTICLES, _ENDINGS),),
}
FORMS = {letters: frozenset(pair for pairs in products for pair in pairs) for letters, products in _FORMS.items()}
# The ending of a feminine word is another letter before a pronoun, and none in the plural: حقيرة حقيرتك حقيرات.
_FEMININE, _OPENED = "ه", "ت"
_AFTER_OPENED = frozenset(product(_PARTICLES, _PRONOUNS))
_IN_PLURAL = frozenset(product(_PARTICLES, [ending for ending in _PLURALS if ending.startswith("ات")]))

_REPEATED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")

# A word in pieces: so many of them, of so many letters where white space parts them, so far from each other.
# Of joined pieces so many are looked up in a text: a fraction of a second, whatever somebody types.
MOST_JOINED = 2_000
MOST_PIECES, LONGEST_PIECE, WIDEST_GAP = 12, 2, 3
# By so many letters it is known early that pieces make no entry.
BEGINNING = 3


class Entry(NamedTuple):
    """One word of a list, or a phrase of several; ``allowed`` are innocent words and phrases that it must not match.

    ``is_inside``: it is looked for inside longer words too.
    """

    key: int
    word: str
    allowed: Sequence[str] = ()
    is_inside: bool = False


class Found(NamedTuple):
    """An entry's key, and the characters of the text that it matches."""

    key: int
    start: int
    end: int


class Written(NamedTuple):
    """A word where it stands in a text, and what it may be read as."""

    start: int
    end: int
    readings: tuple[str, ...]


class _Whole(NamedTuple):
    """An entry, and the words that follow its first one."""

    key: int
    others: "tuple[_Word, ...]"


@dataclass(frozen=True)
class _Core:
    """A word without affixes: its letters with how often each stands in a row, and the affixes that it takes."""

    runs: tuple[tuple[str, int], ...]
    affixes: frozenset[tuple[str, str]]
    # Doubling the last letter of a two-letter word makes another word: سب, سبب.
    doubles: bool

    def fits(self, before: str, core: str, after: str) -> bool:
        """Return whether a written core with these affixes is this word, some of its letters repeated perhaps."""
        if (before, after) not in self.affixes:
            return False
        written = _runs(core)
        return all(
            count == wanted or count > max(wanted, 2) or (self.doubles and count > wanted)
            for (_, wanted), (_, count) in zip(self.runs, written, strict=True)
        )


@dataclass(frozen=True)
class _Word:
    """A word of an entry: its cores by their letters without repetitions."""

    cores: Mapping[str, _Core]

    def is_written(self, reading: str) -> bool:
        """Return whether a reading is this word with affixes that it takes."""
        return any(
            core.fits(before, letters, after)
            for before, letters, after in _parted(reading)
            if (core := self.cores.get(_collapsed(letters)))
        )


class WordList:
    """The entries of a list, prepared once; looking through a text costs the same however many they are.

    An entry that holds no letters matches nothing.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_core: defaultdict[str, list[tuple[_Core, _Whole]]] = defaultdict(list)
        self._inside: dict[str, int] = {}
        allowed = []
        for entry in entries:
            words = _words_of(entry.word)
            if not words:
                continue
            first, *others = [_Word(dict(_cores(word))) for word in words]
            for letters, core in first.cores.items():
                self._by_core[letters].append((core, _Whole(entry.key, tuple(others))))
            if entry.is_inside:
                self._inside.setdefault(_collapsed("".join(words)), entry.key)
            allowed += [Entry(entry.key, word) for word in entry.allowed]
        self._beginnings = {core[:letters] for core in self._by_core for letters in range(BEGINNING + 1)}
        self._allowed = WordList(allowed) if allowed else None
        self._any_inside = re.compile("|".join(map(re.escape, self._inside)) or "(?!)")
        self._short_ones = lru_cache(maxsize=50_000)(self._look_up)

    def find(self, text: str) -> list[Found]:
        """Return where entries stand in a text, in order: as words, as words parted by punctuation, and spelt out."""
        words = [Written(*found.span(), readings(found[0])) for found in WRITTEN.finditer(text)]
        found = {*self._find_words(words), *self._find_pieces(words, text)}
        if found and self._allowed:
            innocent = self._allowed.find(text)
            found = {one for one in found if not any(_covers(other, one) for other in innocent)}
        return sorted(_closest(found), key=lambda one: (one.start, one.end, one.key))

    def _find_words(self, words: Sequence[Written]) -> Iterator[Found]:
        for place, word in enumerate(words):
            for key, others in chain.from_iterable(map(self._known, word.readings)):
                following = words[place + 1 : place + 1 + len(others)]
                pairs = zip(others, following, strict=False)
                if len(following) == len(others) and all(
                    any(map(other.is_written, one.readings)) for other, one in pairs
                ):
                    yield Found(key, word.start, [word, *following][-1].end)

    def _find_pieces(self, words: Sequence[Written], text: str) -> Iterator[Found]:
        """Yield entries written in pieces, with punctuation between them, or with spaces between a letter or two."""
        gaps = [text[before.end : after.start] for before, after in pairwise(words)]
        known: dict[str, list[_Whole]] = {}
        for start, word in enumerate(words):
            joined = _first(word)
            is_spelt, is_ordinary = len(joined) <= LONGEST_PIECE, joined in STOP_WORDS
            for end in range(start + 1, min(start + MOST_PIECES, len(words))):
                piece, gap = _first(words[end]), gaps[end - 1]
                is_spelt = is_spelt and len(piece) <= LONGEST_PIECE
                if len(gap) > WIDEST_GAP or not (is_spelt or not any(map(str.isspace, gap))):
                    break
                joined += piece
                if not self._may_begin(joined):
                    break
                is_ordinary = is_ordinary and piece in STOP_WORDS
                if not is_ordinary:
                    # Remembered for this text alone: one of single letters would drive all words out of the rest.
                    if joined not in known:
                        if len(known) == MOST_JOINED:
                            return
                        known[joined] = self._look_up(joined)
                    keys = (key for key, others in known[joined] if not others)
                    yield from (Found(key, word.start, words[end].end) for key in keys)

    def _may_begin(self, letters: str) -> bool:
        """Return whether more letters could make them an entry, so that a text of single letters costs little."""
        return any(
            _collapsed(letters[start:])[:BEGINNING] in self._beginnings
            for start in range(LONGEST_PARTICLE + 1)
            if letters[:start] in _PARTICLES
        )

    def _known(self, reading: str) -> "list[_Whole]":
        return self._short_ones(reading) if len(reading) <= LONGEST else self._look_up(reading)

    def _look_up(self, reading: str) -> "list[_Whole]":
        """Return the entries that a word is, or begins."""
        found = [
            whole
            for spelling in dict.fromkeys([reading, _DRAWN_OUT.sub(r"\1", reading)])
            for before, letters, after in _parted(spelling)
            for core, whole in self._by_core.get(_collapsed(letters), ())
            if core.fits(before, letters, after)
        ]
        collapsed = _collapsed(reading)
        if self._any_inside.search(collapsed):
            found += [_Whole(key, ()) for letters, key in self._inside.items() if letters in collapsed]
        return found


def skeleton(words: str) -> str:
    """Return by what a word or a phrase is compared: two entries with the same skeleton are one."""
    return " ".join(_words_of(words))


def _words_of(words: str) -> list[str]:
    return [reading for found in WRITTEN.finditer(words) for reading in readings(found[0])[:1]]


def _first(word: Written) -> str:
    return word.readings[0] if word.readings else ""


def _covers(other: Found, one: Found) -> bool:
    return other.key == one.key and other.start <= one.start and one.end <= other.end


def _closest(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what holds no shorter match of its own entry: of «يا غ ب ي» the word alone."""
    latest: dict[int, int] = {}
    for one in sorted(found, key=lambda one: (one.end, -one.start)):
        if latest.get(one.key, -1) < one.start:
            latest[one.key] = one.start
            yield one


def _cores(word: str) -> Iterator[tuple[str, _Core]]:
    """Yield the cores of a word, each under its letters without repetitions."""
    forms = FORMS.get(min(len(word), 4), frozenset({("", "")}))
    yield _collapsed(word), _Core(_runs(word), forms, doubles=len(word) > 2)
    if len(word) > 4 and word.endswith(_FEMININE):
        stem = word.removesuffix(_FEMININE)
        yield _collapsed(stem + _OPENED), _Core(_runs(stem + _OPENED), _AFTER_OPENED, doubles=True)
        yield _collapsed(stem), _Core(_runs(stem), _IN_PLURAL, doubles=True)


def _parted(word: str) -> Iterator[tuple[str, str, str]]:
    """Yield every way to part a word into particles, a core and an ending."""
    for start in range(min(LONGEST_PARTICLE, len(word) - 1) + 1):
        if (before := word[:start]) not in _PARTICLES:
            continue
        for end in range(len(word), max(start, len(word) - LONGEST_ENDING - 1), -1):
            if (after := word[end:]) in _ENDINGS:
                yield before, word[start:end], after


def _collapsed(word: str) -> str:
    return _REPEATED.sub(r"\1", word)


def _runs(word: str) -> tuple[tuple[str, int], ...]:
    return tuple((letter, len([*run])) for letter, run in groupby(word))
