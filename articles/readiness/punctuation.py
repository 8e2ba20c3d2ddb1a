"""The check for Latin question marks, commas and semicolons in Arabic text."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.readiness.problem import Check, place_of, said
from articles.readiness.story import Story

LETTER = "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]"
CLOSING = "[»”’\"')\\]]*"
MARK = re.compile("[?,;]")
BEHIND_ARABIC = re.compile(rf"{LETTER}[\u0610-\u061a\u064b-\u065f\u0670\u0640]*{CLOSING}$")
# A number, a name in Latin letters or a bracket: the words around it decide.
BEHIND_OTHERS = re.compile(rf"[0-9A-Za-z%٪]{CLOSING}$")
BEFORE_ARABIC = re.compile(rf"[«“\"(]*{LETTER}")
# Of several words in Latin letters the mark may be their own.
LATIN = re.compile("[A-Za-z]")
# Addresses and code hold such marks by right.
ADDRESS = re.compile(r"://|^www\.|@|\.[A-Za-z]{2,}/|[=&]")
# No word is longer; what is looked at stays short whatever is pasted.
LONGEST_WORD = 60
SHOWN = 3


def wrong_marks(text: str) -> list[str]:
    """Return the words that stand before a Latin mark where an Arabic one belongs, each with its mark."""
    words = ["", *text.split(), ""]
    return [
        wrong
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if not ADDRESS.search(word)
        for wrong in _wrong_in(before, word, after)
    ]


def _wrong_in(before: str, word: str, after: str) -> Iterator[str]:
    for mark in MARK.finditer(word):
        inside = word[max(0, mark.start() - LONGEST_WORD) : mark.start()]
        behind = inside or before[-LONGEST_WORD:]
        is_last = mark.end() == len(word)
        if BEHIND_ARABIC.search(behind):
            yield f"{inside}{mark[0]}" if inside else f"{behind} {mark[0]}"
        elif is_last and BEHIND_OTHERS.search(inside) and BEFORE_ARABIC.match(after) and not LATIN.search(before):
            yield f"{inside}{mark[0]}"


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
