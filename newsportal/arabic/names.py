"""What a generated avatar shows: one letter of a name, in one of sixteen colours."""

import hashlib
import unicodedata

from newsportal.arabic.characters import is_blank, normalize
from newsportal.arabic.fold import fold

COLOURS = 16

# A typed name is never longer than 100 characters; a presentation form may hide 18 letters.
_LOOKED_AT = 200


def initial(name: str) -> str:
    """Return the first letter or digit of a name as one capital, without marks.

    A name without either gives its first character that leaves ink; a blank one gives an empty string.
    """
    characters = normalize("NFKC", name[:_LOOKED_AT])
    visible = [character for character in characters if not is_blank(character)]
    first = next(filter(_is_letter, visible), "") or "".join(visible[:1])
    capital = first.upper()
    return capital if len(capital) == 1 else first


def colour_of(name: str) -> int:
    """Return a number from 1 to 16, the same in every process for every spelling of a name."""
    digest = hashlib.sha256(fold(name).encode("utf-8", "surrogatepass")).digest()
    return digest[0] % COLOURS + 1


def _is_letter(character: str) -> bool:
    category = unicodedata.category(character)
    # Tatweel and the other modifier letters (Lm) are no letters of their own.
    return category[0] in "LN" and category != "Lm"
