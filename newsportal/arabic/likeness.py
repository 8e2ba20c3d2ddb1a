"""When a reader would take one name for another, whatever alphabet, digits, spaces or titles it borrows."""

import re
from collections.abc import Iterator
from functools import lru_cache

from newsportal.arabic.disguise import undisguised
from newsportal.arabic.word_lists import skeleton
from newsportal.arabic.words import WRITTEN

# Longer names have no column.
LONGEST = 200

_REPEATED = re.compile(r"([^\W\d])\1+")
_DIGITS = re.compile(r"\d+")
# Small letters whose capitals, or which themselves, look like a Latin one; so does a small L like a capital I.
_TWINS = str.maketrans(
    "авекмнорстухіїјѕԁԛԝһӏё" + "αβεζηικμνορτυχ" + "ıɑɡl",
    "abekmhopctyxiijsdqwhie" + "abezhikmnoptyx" + "iagi",
)
# Digits and signs for the letters that they look like.
_DRAWN = str.maketrans("013457@$!|١٥۱۵", "oieastasiiاهاه")
_DIGIT_OR_SIGN = re.compile(r"[\d@$!|]")
_CALLINGS = ("استاذ", "دكتور", "مهندس", "صحفي", "صحافي", "كاتب", "محرر")
# As undisguised() gives them: what stands before a name without being part of it. «السيد» is a name.
_TITLES = frozenset(
    [f"{article}{calling}{ending}" for article in ("", "ال") for calling in _CALLINGS for ending in ("", "ه")]
    + ["ا", "د", "م", "اد", "dr", "mr", "mrs", "ms", "prof"]
)


def key_of(name: str) -> str:
    """Return what two names share that differ in spelling, spaces, marks or look-alike letters alone.

    The digits of a name stay. A name without a letter gives nothing.
    """
    letters = "".join(filter(str.isalnum, undisguised(name)))
    if not any(map(str.isalpha, letters)):
        return ""
    return _REPEATED.sub(r"\1", letters).translate(_TWINS)[:LONGEST]


# Two rules ask about the same name, and a reader writes more than once.
@lru_cache(maxsize=2_000)
def keys_of(name: str) -> frozenset[str]:
    """Return the keys of all that a name may be read as: also without digits or titles, and with digits as letters."""
    if not key_of(name):
        return frozenset()
    spellings = {name}
    if _DIGIT_OR_SIGN.search(name):
        spellings |= {_DIGITS.sub("", name), skeleton(name), name.translate(_DRAWN)}
    return frozenset(key_of(form) for spelling in spellings for form in _with_and_without_title(spelling)) - {""}


def _with_and_without_title(name: str) -> Iterator[str]:
    """Yield a name, and what follows its titles where that is two words at least."""
    yield name
    words = WRITTEN.findall(name)
    named = list(words)
    while len(named) > 2 and undisguised(named[0]) in _TITLES:
        named = named[1:]
    if len(named) < len(words):
        yield " ".join(named)
