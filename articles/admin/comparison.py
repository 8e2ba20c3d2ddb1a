"""Two revisions side by side: what was taken out and put in, in the order in which the text is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.difference import block_html, runs_html
from articles.body.build import picture_ids
from articles.body.sanitize import sanitize
from articles.body.tidy import BodyTooLargeError
from articles.editing.comparison import Row as FormRow
from articles.models import Article, Picture
from articles.revisions.difference import Change, Kind, changed_words, diff_blocks, diff_words
from articles.revisions.snapshot import LISTS, TOLD, WORDS, Fields, differing, label
from articles.revisions.words import blocks_of, words_of
from articles.site.conventions import digits
from newsportal.arabic.bidi import direction

# Unchanged blocks that stay open beside a change; more than FOLDED between two changes are folded.
BESIDE = 1
FOLDED = 3


class Line(NamedTuple):
    """A field of one line, compared by its words."""

    name: str
    label: str
    direction: str
    text: SafeString


class Value(NamedTuple):
    kind: Kind
    text: str


class Row(NamedTuple):
    """Any other field, as it was and as it is."""

    label: str
    before: list[Value]
    after: list[Value]


@dataclass(frozen=True)
class Comparison:
    """``body`` is empty where the text is the same; ``words`` tells how much of it is not."""

    lines: list[Line]
    rows: list[Row]
    body: SafeString
    words: str

    @property
    def is_same(self) -> bool:
        return not (self.lines or self.rows or self.body)


def comparison(before: Fields, after: Fields, *, is_restored: bool = False) -> Comparison:
    """Return what differs between two revisions; costs a query where their texts show pictures.

    Of what ``is_restored`` only that is told which comes back.
    """
    names = [name for name in differing(before, after) if not (is_restored and name in TOLD)]
    bodies = before.get("body", ""), after.get("body", "")
    changes = diff_blocks(*map(blocks_of, bodies)) if "body" in names else []
    count = changed_words(changes)
    return Comparison(
        lines=[_line(name, before, after) for name in names if name in WORDS and name != "body"],
        rows=[_row(name, before, after) for name in names if name not in WORDS],
        body=_body(changes, _pictures(*bodies)) if changes else SafeString(""),
        words=digits(ngettext("%(count)d word", "%(count)d words", count) % {"count": count}) if count else "",
    )


def _line(name: str, before: Fields, after: Fields) -> Line:
    texts = before.get(name, ""), after.get(name, "")
    return Line(name, capfirst(label(name)), direction(" ".join(texts)), words_html(*texts))


def words_html(before: str, after: str) -> SafeString:
    """Return two lines of plain text as one, with what was taken out and put in."""
    return runs_html(diff_words(words_of(before), words_of(after)), direction(f"{before} {after}"), {})


def text_html(before: str, after: str) -> SafeString:
    """Return two sanitised texts as one, block by block; costs a query where they show pictures."""
    return _body(diff_blocks(blocks_of(before), blocks_of(after)), _pictures(before, after))


def row_html(row: FormRow) -> SafeString:
    """Return how a form differs from what is stored in a field; nothing for a text that is too large to be stored."""
    if row.markup is None:
        return words_html(row.theirs, row.mine)
    try:
        return text_html(*map(sanitize, row.markup))
    except BodyTooLargeError:
        return SafeString("")


def _row(name: str, before: Fields, after: Fields) -> Row:
    old, new = _values(name, before.get(name)), _values(name, after.get(name))
    shared = {*old} & {*new} if name in LISTS else set()
    return Row(
        capfirst(label(name)),
        [Value("same" if text in shared else "gone", text) for text in old],
        [Value("same" if text in shared else "come", text) for text in new],
    )


def _values(name: str, value: Any) -> list[str]:
    """Return a field as a person reads it; nothing for an empty one."""
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    if isinstance(value, Mapping):
        return [str(value.get("name", ""))]
    if isinstance(value, list):
        return [text for each in value for text in _values(name, each)]
    if name == "kind" and value in Article.Kind.values:
        return [str(Article.Kind(value).label)]
    return [str(value)] if value else []


def _pictures(*texts: str) -> dict[str, str]:
    """Return the names of the pictures that two texts show, by their keys as the text has them."""
    keys = {key for text in texts for key in picture_ids(text)}
    return {str(key): str(picture) for key, picture in Picture.objects.in_bulk(keys).items()} if keys else {}


def _body(changes: Sequence[Change], pictures: Mapping[str, str]) -> SafeString:
    stretches = [(is_same, [*group]) for is_same, group in groupby(changes, lambda change: change.kind == "same")]
    parts: list[str] = []
    for place, (is_same, stretch) in enumerate(stretches):
        shown = [block_html(change, pictures) for change in stretch]
        first = BESIDE if place else 0
        last = len(shown) - (BESIDE if place < len(stretches) - 1 else 0)
        if is_same and last - first >= FOLDED:
            shown[first:last] = [_fold(shown[first:last])]
        parts += shown
    return SafeString("".join(parts))


def _fold(blocks: Sequence[SafeString]) -> SafeString:
    count = len(blocks)
    words = ngettext("%(count)d unchanged paragraph", "%(count)d unchanged paragraphs", count) % {"count": count}
    inside = SafeString("".join(blocks))
    return format_html('<details class="diff-fold"><summary>{}</summary>{}</details>', digits(words), inside)
