"""Trying a word before it is listed: how much of what readers have seen would it have held?"""

from typing import NamedTuple

from django.utils.safestring import SafeString

from comments.models import Comment
from comments.rules.words import written_in
from comments.text import marked_excerpt
from newsportal.arabic.word_lists import Entry, WordList

# A second's work; an archive of a million would keep the moderator waiting.
LOOKED_AT = 5_000
SHOWN = 5


class Trial(NamedTuple):
    """How many of the latest approved comments were looked at and would have been held, and some of these."""

    looked_at: int
    held: int
    examples: list[tuple[Comment, SafeString]]


def try_entry(entry: Entry) -> Trial:
    """Look for an entry in the latest 5,000 approved comments; costs a query."""
    words = WordList([entry])
    columns = ("pk", "name", "website", "text", "article_id")
    latest = Comment.objects.approved().order_by("-created_at", "-pk").only(*columns)[:LOOKED_AT]
    looked_at = held = 0
    examples = []
    for comment in latest.iterator():
        looked_at += 1
        found = [(written, place) for written in written_in(comment) for place in words.find(written)[:1]]
        held += bool(found)
        if found and held <= SHOWN:
            written, place = found[0]
            examples.append((comment, marked_excerpt(written, place.start, place.end)))
    return Trial(looked_at, held, examples)
