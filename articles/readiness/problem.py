"""What a check finds, and how it says where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.readiness.blocks import Block, kind_of
from articles.readiness.story import Story
from articles.site.conventions import digits, quoted
from newsportal.arabic.bidi import isolate

QUOTED = 60


@dataclass(frozen=True)
class Problem:
    """Something to mend, in words for an editor; ``field`` is the form's, and a gate keeps the story back.

    ``stands_for`` counts the problems that one line tells of.
    """

    code: str
    field: str
    text: str
    is_gate: bool = False
    stands_for: int = 1


@dataclass(frozen=True)
class Check:
    """One check. ``find`` yields the field and the words of each problem of a story."""

    code: str
    find: Callable[[Story], Iterable[tuple[str, str]]]
    is_gate: bool = False


def place_of(block: Block) -> str:
    """Return where a block stands: «الفقرة 4», or the words of a heading."""
    names = {
        "p": _("Paragraph %(number)s"),
        "heading": _("Heading %(number)s"),
        "list": _("List %(number)s"),
        "blockquote": _("Quotation %(number)s"),
        "table": _("Table %(number)s"),
        "figure": _("Figure %(number)s"),
    }
    return names.get(kind_of(block.name), names["p"]) % {"number": digits(block.number)}


def said(words: str) -> str:
    """Return words of the story between marks, cut where they are long, moving nothing that stands beside them."""
    short = words if len(words) <= QUOTED else words[:QUOTED].rsplit(" ", 1)[0] + "…"
    return isolate(quoted(short), is_arabic=True)
