"""What a result shows of a story: its own words, with those marked that were looked for."""

from collections import Counter
from collections.abc import Set
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsportal.arabic.words import Place, places_of

# Characters of an excerpt, and how many of them stand before the first word that was looked for.
LENGTH = 230
BEFORE = 40
# Further down a text nothing is looked for: a story tells early what it is about.
DEPTH = 6_000


def marked(text: str, stems: Set[str]) -> SafeString:
    """Return the text as HTML, each word that has one of the stems in a ``<mark>``."""
    html, end = [], 0
    for place in places_of(stems, text):
        html += [escape(text[end : place.start]), "<mark>", escape(text[place.start : place.end]), "</mark>"]
        end = place.end
    return mark_safe("".join([*html, escape(text[end:])]))  # noqa: S308 - all of the text is escaped, two lines above


def excerpt(text: str, stems: Set[str]) -> SafeString:
    """Return whole words of the text, marked, from the place that holds most of the stems.

    A text that holds none of them gives its beginning.
    """
    place = _densest(places_of(stems, text[:DEPTH])) - BEFORE
    start = _word_start(text, min(place, len(text) - LENGTH))
    end = _word_end(text, start + LENGTH)
    html = marked(text[start:end].strip(), stems)
    return format_html("{}{}{}", "… " if start else "", html, " …" if end < len(text) else "")


def _densest(found: list[Place]) -> int:
    """Return the start of the word from which an excerpt holds most different stems; the first of equals."""
    best, start, end = 0, 0, 0
    inside: Counter[str] = Counter()
    for place in found:
        while end < len(found) and found[end].start < place.start + LENGTH - BEFORE:
            inside.update(found[end].stems)
            end += 1
        # Adding nothing drops what no longer occurs.
        held = len(+inside)
        if held > best:
            best, start = held, place.start
        inside.subtract(place.stems)
    return start


def _word_start(text: str, place: int) -> int:
    """Return where the first whole word from a place on begins; 0 where little more would be the whole beginning."""
    return 0 if place <= BEFORE else text.find(" ", place) + 1


def _word_end(text: str, place: int) -> int:
    """Return where the last whole word before a place ends; the end of the text where it is near."""
    return len(text) if place + BEFORE >= len(text) else max(text.rfind(" ", 0, place), place - LENGTH // 2)
