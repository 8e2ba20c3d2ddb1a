"""What a result shows of a story: its own words, with those marked that were looked for."""

from collections.abc import Collection, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from newsportal.arabic.words import Written, written_words

# Words of an excerpt, and how many of them stand before the first that was looked for.
LENGTH = 34
BEFORE = 6
# Characters of a text; further down none is looked for, since a story tells early what it is about.
DEPTH = 6_000


def marked(text: str, stems: Collection[str]) -> SafeString:
    """Return the text as HTML, each word that has one of the stems in a ``<mark>``."""
    return _marked(list(written_words(text)), stems)


def excerpt(text: str, stems: Collection[str]) -> SafeString:
    """Return about thirty words of the text, from the place that holds most of the stems, marked.

    A text that holds none of them gives its beginning.
    """
    pieces = list(written_words(text[:DEPTH]))
    words = [number for number, piece in enumerate(pieces) if piece.stems]
    wanted = [{*pieces[number].stems} & {*stems} for number in words]
    start = max(0, min(_best_start(wanted) - BEFORE, len(words) - LENGTH))
    shown = words[start : start + LENGTH]
    if not shown:
        return SafeString("")
    begins = "… " if start else ""
    ends = (
        " …"
        if shown[-1] != words[-1] or len(text) > DEPTH
        else "".join(piece.text for piece in pieces[shown[-1] + 1 :])
    )
    # A quotation mark or bracket may stand before the first word.
    first = shown[0] if start else 0
    return format_html("{}{}{}", begins, _marked(pieces[first : shown[-1] + 1], stems), ends)


def _best_start(wanted: Sequence[set[str]]) -> int:
    """Return the number of the first word of the stretch that holds most different stems; the earliest of equals."""
    best, place = 0, 0
    for number, stems in enumerate(wanted):
        if stems:
            held = len(set().union(*wanted[number : number + LENGTH - BEFORE]))
            if held > best:
                best, place = held, number
    return place


def _marked(pieces: Sequence[Written], stems: Collection[str]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", each.text) if _is_wanted(each, stems) else each.text,) for each in pieces),
    )


def _is_wanted(piece: Written, stems: Collection[str]) -> bool:
    return any(each in stems for each in piece.stems)
