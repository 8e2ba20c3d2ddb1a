"""Names of any script inside sentences of any direction, after the Unicode Bidirectional Algorithm (UAX #9)."""

import re
import unicodedata
from typing import Literal

FSI, PDI = "\u2068", "\u2069"
RLM = "\u200f"

# What would close the isolate early, or reach beyond it: the embeddings, overrides and isolates of UAX #9.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}


def isolate(text: str, *, is_arabic: bool = False) -> str:
    """Return a name for the middle of a plain text, where it moves nothing that stands beside it.

    For ``<title>``, subjects, messages and attributes; HTML has ``<bdi>`` and ``dir``. The first strong letter gives
    the direction. What the newsroom wrote ``is_arabic``: it runs as direction() says, even where a Latin word
    begins it. An empty text stays empty. ``isolate(isolate(text)) == isolate(text)``.
    """
    text = _TURNS.sub("", text)
    if not text:
        return ""
    is_turned = is_arabic and _first_direction(text) == "L" and direction(text) == "rtl"
    hint = RLM if is_turned else ""
    return f"{FSI}{hint}{text}{PDI}"


def direction(text: str) -> Literal["rtl", "ltr"]:
    """Return the direction of what the newsroom wrote: «CNN بالعربية» begins at the right, “Yahoo!” at the left.

    The first strong letter, by which ``dir="auto"`` goes, would turn the former around.
    """
    return "rtl" if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text) else "ltr"


def _first_direction(text: str) -> str:
    return next(filter(_STRONG.__contains__, map(unicodedata.bidirectional, text)), "")
