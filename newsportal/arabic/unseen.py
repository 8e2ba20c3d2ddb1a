"""Characters that show nothing, named: a person sees what hides a word from a list or turns a line around."""

import re
from collections.abc import Callable

from newsportal.arabic.characters import EMOJI, INKLESS

# The abbreviations of the Unicode Standard (chapter 23, UAX #9).
SHORT = {
    "\u00ad": "SHY", "\u034f": "CGJ", "\u061c": "ALM", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ",
    "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO",
    "\u202e": "RLO", "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
    "\ufeff": "BOM",
}  # fmt: skip
_UNSEEN = (
    # Default_Ignorable_Code_Point (DerivedCoreProperties.txt), and what is blank without being it.
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    f"\ufff0-\ufffb\U000e0000-\U000e0fff{''.join(sorted(INKLESS))}"
)
# Inside a picture such as a family or a flag they are part of it (UTS #51).
_PICTURE = (
    rf"[{EMOJI}][\ufe0e\ufe0f]?(?:\u200d[{EMOJI}]\ufe0f?)+|[{EMOJI}0-9#*][\ufe0e\ufe0f]"
    "|\U0001f3f4[\U000e0020-\U000e007e]{2,7}\U000e007f"
)
_FOUND = re.compile(f"({_PICTURE})|[{_UNSEEN}]")


def name_unseen(text: str, named: Callable[[str], str]) -> str:
    """Return the text with each invisible character replaced by what ``named`` returns for its name.

    The name is the standard's abbreviation, or ``U+2800`` where there is none. Characters inside emoji stay.
    """
    return _FOUND.sub(lambda found: found[1] or named(_name(found[0])), text)


def _name(character: str) -> str:
    return SHORT.get(character) or f"U+{ord(character):04X}"
