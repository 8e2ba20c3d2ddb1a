"""Addresses made of Arabic words."""

import re
import unicodedata
from urllib.parse import unquote

from newsportal.arabic.characters import normalize
from newsportal.arabic.fold import PRESENTATION_MARKS

# Signs that NFKC would write out as whole phrases or letters: ﷺ ﷻ ﷼ ﷽ ™ ℠.
_SIGNS = re.compile("[\ufdfa-\ufdfd\u2120\u2122]")
# An apostrophe stands inside a word.
_DELETED = re.compile("[\u0640'’‘`]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_WORD = re.compile(r"[^\W_]+")
_INSIDE_WORDS = frozenset({"Mn", "Mc", "Me", "Cf"})

# /news/<id>/comments/ is the address that takes comments.
RESERVED = "comments"


def slugify(text: str, *, max_length: int) -> str:
    """Return the last part of an address for a title or a name: its words, NFC, joined by hyphens.

    Arabic letters stay as they are written; marks, tatweel and format characters go, presentation forms become
    letters, Eastern digits ASCII and Latin letters small. A slug longer than ``max_length`` is cut after a word, or
    inside its only one. Text without a letter or digit gives an empty string; "comments" alone, which is
    reserved, gets a suffix (so ``max_length`` is at least 10). ``slugify(slugify(text)) == slugify(text)``.
    """
    slug = "-".join(_words(_SIGNS.sub(" ", text)) or _words(text))
    if len(slug) > max_length:
        # One character more, so that a word that ends exactly at the limit stays.
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return f"{RESERVED}-1" if slug == RESERVED else slug


def same_slug(a: str, b: str) -> bool:
    """Return whether two slugs are one address: equal after percent-decoding and NFC."""
    return normalize("NFC", unquote(a)) == normalize("NFC", unquote(b))


def _words(text: str) -> list[str]:
    # Small letters come last: NFKC makes new capitals of such letters as ᴬ.
    text = normalize("NFC", normalize("NFKC", PRESENTATION_MARKS.sub("", text)).lower())
    text = _DELETED.sub("", text.translate(_DIGITS))
    # What is left of category M has no composed form; a pattern for addresses knows no such characters.
    text = "".join(character for character in text if unicodedata.category(character) not in _INSIDE_WORDS)
    return _WORD.findall(text)
