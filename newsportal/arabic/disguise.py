"""Reading words as a reader does who sees through a disguise: foreign letters, digits for letters, blank letters."""

import re
import unicodedata
from functools import lru_cache

from newsportal.arabic.characters import INKLESS
from newsportal.arabic.fold import fold

# Longer runs are no words, and are not remembered: anybody can write them.
LONGEST = 64

# How chats in Latin letters write what Latin lacks ("Arabizi").
_DIGITS = str.maketrans("2356789", "اعخطحقص")
# One or two of them beside a letter; a longer run, or one with other digits, is a number.
_LETTER_DIGITS = re.compile(
    "(?<![0-9])(?:(?<=[\u0621-\u064a])[2356789]{1,2}|[2356789]{1,2}(?=[\u0621-\u064a]))(?![0-9])"
)
_NUMBERS = re.compile("[0-9]+")
_BLANKS = re.compile(f"[{''.join(INKLESS)}]")
# Letters of other languages whose names do not say which Arabic letter they resemble.
_FOREIGN = dict(zip("ٹڈڑںےۆۇۈۋېڎڌڪڳڱڭڻڃڄڇڀٺٻۃۅۉٮٯڡڦ", "تدرنيوووويددككككنجججبتبهووبقفف", strict=True))


def readings(word: str) -> tuple[str, ...]:
    """Return the runs of letters that a written word may be read as, folded, without the foreign shapes of letters.

    The first is the whole word with its digits read as letters; where it has digits, the runs between them follow.
    A word without letters gives nothing.
    """
    return _readings_of_short(word) if len(word) <= LONGEST else _readings(word)


def _readings(word: str) -> tuple[str, ...]:
    folded = undisguised(word)
    if not _NUMBERS.search(folded):
        return (folded,) if folded else ()
    letters = _NUMBERS.sub("", folded)
    # Beside a single letter stands a number with its particle: و3.
    read = _LETTER_DIGITS.sub(lambda found: found[0].translate(_DIGITS), folded) if len(letters) > 1 else folded
    read = _NUMBERS.sub(" ", read)
    runs = [read.replace(" ", ""), *read.split(), *_NUMBERS.split(folded)]
    return tuple(dict.fromkeys(filter(None, runs)))


_readings_of_short = lru_cache(maxsize=50_000)(_readings)


def undisguised(text: str) -> str:
    """Return a text folded, without blank letters and without the foreign shapes of letters; its digits stay."""
    return fold(_BLANKS.sub("", text)).translate(_SHAPES)


def _shapes() -> dict[int, str]:
    """Return the Arabic letter that each other letter of the script is drawn from, by its name in Unicode."""
    shapes = {ord(letter): base for letter, base in _FOREIGN.items()}
    for letter in map(chr, [*range(0x0620, 0x0700), *range(0x0750, 0x0780), *range(0x08A0, 0x08C8)]):
        base, has_addition, _ = unicodedata.name(letter, "").partition(" WITH ")
        if has_addition and base.startswith("ARABIC LETTER ") and fold(letter) == letter:
            shapes[ord(letter)] = fold(_named(base)).translate(shapes)
    return shapes


def _named(name: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        # The base is no letter of its own, such as that of U+08C4, "AFRICAN QAF".
        return ""


_SHAPES = _shapes()
