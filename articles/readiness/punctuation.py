"""The check for Latin question marks, commas and semicolons in Arabic text."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.readiness.problem import Check, place_of, said
from articles.readiness.story import Story

LETTER = "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]"
MARK = "[\u0610-\u061a\u064b-\u065f\u0670\u0640]"
CLOSING = "[»”’\"')\\]]"
# Behind an Arabic word; or behind a number, a name in Latin letters or a bracket, where an Arabic word follows.
WRONG = re.compile(
    rf"\S*{LETTER}{MARK}*{CLOSING}*\s?[?,;](?![^\s{CLOSING[1:-1]}]*[=&/])"
    rf"|[^\s?,;]*[0-9A-Za-z%٪]{CLOSING}*[?,;](?=\s+[«“\"(]*{LETTER})"
)
# Addresses and code hold such marks by right.
ADDRESSES = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@\S+|\S+\.[A-Za-z]{2,}/\S*|&\w+;")
SHOWN = 3


def wrong_marks(text: str) -> list[str]:
    """Return the words that stand before a Latin mark where an Arabic one belongs, each with its mark."""
    return [found[0].strip() for found in WRONG.finditer(ADDRESSES.sub("\u2026", text))]


def _latin_marks(story: Story) -> Iterator[tuple[str, str]]:
    places = [
        ("title", _("Title"), story.title),
        ("standfirst", _("Standfirst"), story.standfirst),
        *(("body", place_of(block), block.text) for block in story.blocks),
    ]
    for field, place, text in places:
        if found := wrong_marks(text):
            words = _(" and ").join(map(said, found[:SHOWN])) if len(found) > 1 else said(found[0])
            told = _("%(place)s: Latin marks after %(words)s. Write ، ؛ or ؟ in Arabic text.")
            yield field, told % {"place": place, "words": words}


LATIN_MARKS = Check("latin_marks", _latin_marks)
