"""``fold()``: one spelling for all the ways in which Arabic readers and keyboards write a word."""

import re

from newsportal.arabic.characters import CGJ, normalize

# NFKC would turn the presentation form of a vowel mark into a space inside the word.
PRESENTATION_MARKS = re.compile("[\ufe70-\ufe7f\ufc5e-\ufc63\ufcf2-\ufcf4]")

_INVISIBLE = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
_TATWEEL = "\u0640"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
_THOUSANDS = "\u066c"
_DELETED = re.compile(f"[{_INVISIBLE}{_TATWEEL}{_MARKS}{_THOUSANDS}]+")

_LETTERS = str.maketrans(
    # ۀ and ۂ are heh composed with U+0654, a mark that goes where it stands alone.
    "أإآٱؤئىیةکہھەۀۂپچگڤژں٫" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹",
    "ااااويييهكههههه" + "بجكفزن." + "0123456789" + "0123456789",
)

# A run of accents after a Latin letter; after NFD the letter stands alone.
_LATIN_ACCENTS = re.compile(
    "(?<=[a-z\u00df-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f])[\u0300-\u036f]+"
)


def fold(text: str) -> str:
    """Return the text as search, word lists and duplicate checks compare it; never shown to anybody.

    Presentation forms become letters; marks, tatweel and invisible characters go; variants of a letter, the
    Persian ones too, become one; digits become ASCII, Latin small and without accents; runs of white space become
    one space. ``fold(fold(text)) == fold(text)``.
    """
    text = normalize("NFKC", PRESENTATION_MARKS.sub("", text))
    text = _DELETED.sub("", text).translate(_LETTERS).casefold()
    if not text.isascii():
        text = _LATIN_ACCENTS.sub("", normalize("NFD", text))
        text = normalize("NFC", text).replace(CGJ, "")
    return " ".join(text.split())
