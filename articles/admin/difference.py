"""Differences as HTML: struck and underlined, named for who hears them, each in its own direction."""

import html
from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.revisions.difference import Change, Run
from articles.revisions.words import ADDRESS, PICTURE, STYLES, Block, Word
from newsportal.arabic.bidi import direction

# What a block is called; a paragraph needs no name.
KINDS: dict[str, str | Promise] = {
    "p": gettext_lazy("Paragraph"),
    "h2": gettext_lazy("Heading 2"),
    "h3": gettext_lazy("Heading 3"),
    "h4": gettext_lazy("Heading 4"),
    "li": gettext_lazy("Item of a list"),
    "quote": gettext_lazy("Quotation"),
    "pull": gettext_lazy("Pull quote"),
    "row": gettext_lazy("Row of a table"),
    "figure": gettext_lazy("Figure"),
    "hr": gettext_lazy("Line across"),
}
ELEMENTS = {"gone": "del", "come": "ins"}
HEARD: dict[str, str | Promise] = {
    "gone": pgettext_lazy("before words", "deleted:"),
    "come": pgettext_lazy("before words", "added:"),
}
PLACES: dict[str, str | Promise] = {
    "moved": gettext_lazy("Moved here"),
    "left": gettext_lazy("Moved away from here"),
}


def block_html(change: Change, pictures: Mapping[str, str]) -> SafeString:
    """Return a block with what changed in it; ``pictures`` are the names of those that it may show, by key."""
    block, former = change.block, change.former
    words = [word for each in (block, former) if each for word in each.words if word.style != ADDRESS]
    side = direction(" ".join(word.text for word in words)) if words else "rtl"
    runs = change.runs
    if change.kind in ELEMENTS:
        runs = (Run("gone" if change.kind == "gone" else "come", block.words),)
    inside = runs_html(runs, side, pictures) if runs else _words_html(block.words, pictures)
    return format_html(
        '<div class="diff-block diff-{}" data-kind="{}" dir="{}">{}{}</div>',
        change.kind,
        block.kind,
        side,
        _name(change.kind, block, former),
        inside,
    )


def runs_html(runs: Sequence[Run], side: str, pictures: Mapping[str, str]) -> SafeString:
    """Return the words of both texts; each change keeps to itself, so that it turns nothing beside it around."""
    parts: list[str] = []
    for run in runs:
        gap = " " if parts and run.words and run.words[0].is_spaced else ""
        words = _words_html(run.words, pictures)
        if element := ELEMENTS.get(run.kind):
            heard = HEARD[run.kind]
            words = format_html(
                '<{} dir="{}"><span class="visually-hidden">{} </span>{}</{}>', element, side, heard, words, element
            )
        parts += [gap, words]
    return SafeString("".join(parts))


def _name(kind: str, block: Block, former: Block | None) -> SafeString:
    """Return what kind of block it is, and whether it was another or stood elsewhere."""
    said: list[str] = []
    if former and former.kind != block.kind:
        said.append(_("%(kind)s, before: %(former)s") % {"kind": KINDS[block.kind], "former": KINDS[former.kind]})
    elif block.kind != "p":
        said.append(str(KINDS[block.kind]))
    if kind in PLACES:
        said.append(str(PLACES[kind]))
    return format_html('<span class="diff-kind">{}</span> ', " · ".join(said)) if said else SafeString("")


def _words_html(words: Sequence[Word], pictures: Mapping[str, str]) -> SafeString:
    return SafeString("".join(_pieces(words, pictures)))


def _pieces(words: Sequence[Word], pictures: Mapping[str, str]) -> Iterator[str]:
    for place, word in enumerate(words):
        if place and word.is_spaced:
            yield " "
        if word.style in STYLES:
            yield f"<{word.style}>{html.escape(word.text)}</{word.style}>"
        elif word.style == ADDRESS:
            yield format_html('<bdi class="diff-address" dir="ltr">{}</bdi>', word.text)
        elif word.style == PICTURE:
            yield format_html('<bdi class="diff-picture">{}</bdi>', _picture(word.text, pictures))
        else:
            yield html.escape(word.text)


def _picture(key: str, pictures: Mapping[str, str]) -> str:
    return pictures.get(key) or _("a picture that no longer exists (%(key)s)") % {"key": key}
