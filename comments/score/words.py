"""A risk in words: its label, and the reasons for it as they are stored and as moderators read them."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from articles.site.conventions import digits, quoted
from comments.models import Comment
from newsportal.arabic.bidi import isolate
from newsportal.arabic.fold import fold
from newsportal.arabic.stop_words import STOP_WORDS
from newsportal.arabic.words import WRITTEN

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Percent. On 4,000 labelled news comments 79 of 100 with a high risk were offensive, and 64 of all that are labelled.
HIGH, MEDIUM = 60, 40
# Words that explain a risk, and characters of one.
MOST_WORDS, LONGEST_WORD = 3, 40
# The column's length.
MOST_STORED = 300
# Marks, tatweel and what shows nothing are no part of a word in the middle of a list.
_NOT_SHOWN = re.compile(r"[\W_\u0640]")


def level(risk: int | None) -> "str | StrPromise":
    """Return the label of a risk in percent; nothing for a low one, or where nothing was learnt."""
    if risk is None or risk < MEDIUM:
        return ""
    return _("High risk") if risk >= HIGH else _("Medium risk")


def because(comment: Comment) -> list[str]:
    """Return the reasons for a comment's risk in the reader's language, the weightiest first, as plain text.

    A reason that this version does not know is left out.
    """
    said = []
    for stored_reason in comment.risk_because.split(","):
        name, _colon, value = stored_reason.partition(":")
        if name in _SAID and (value or name in _WITHOUT_VALUE):
            said.append(_SAID[name](value))
    return said


def stored(reasons: Iterable[str], words: Sequence[str]) -> str:
    """Return reasons and words as Comment.risk_because keeps them; what does not fit is left out from the end."""
    listed = "|".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])
    kept = [*reasons, *([f"words:{listed}"] if listed else [])]
    while len(",".join(kept)) > MOST_STORED:
        kept.pop()
    return ",".join(kept)


def telling_words(text: str) -> list[str]:
    """Return the words of a text that may explain a risk: letters alone, each once, as they were first written."""
    found: dict[str, str] = {}
    for match in WRITTEN.finditer(text):
        word = _NOT_SHOWN.sub("", match[0])
        folded = fold(word)
        if len(folded) > 1 and folded not in STOP_WORDS and not folded.isdecimal():
            found.setdefault(folded, word)
    return list(found.values())


def _links(value: str) -> str:
    count = int(value)
    return digits(ngettext("%(count)d link", "%(count)d links", count) % {"count": count})


def _refused(value: str) -> str:
    count = int(value)
    words = ngettext("%(count)d comment refused before", "%(count)d comments refused before", count)
    return digits(words % {"count": count})


def _words(value: str) -> str:
    words = pgettext("between names", ", ").join(quoted(isolate(word)) for word in value.split("|"))
    return str(_("often refused: %(text)s") % {"text": words})


def _always(words: "StrPromise") -> Callable[[str], str]:
    return lambda value: str(words)


_WITHOUT_VALUE: dict[str, Callable[[str], str]] = {
    "new_name": _always(_("new name")),
    "fast": _always(_("sent fast")),
    "website": _always(_("gives a website")),
    "shouts": _always(_("repeated marks or letters")),
}
_SAID = {"links": _links, "refused": _refused, "words": _words, **_WITHOUT_VALUE}
