"""A comment's text: plain when it comes in, paragraphs and links when it is shown, folded when it is compared."""

import hashlib
import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

from newsportal.arabic.fold import fold

# A new paragraph needs an empty line; one line end is kept as a break.
PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

# Stops at spaces, at marks that no address holds unescaped, at Arabic punctuation and quotation marks, and at
# characters that show nothing or change the direction of the text.
ADDRESS = re.compile(
    r"\bhttps?://[^\s<>\"'`\\^{|}«»‹›“”‘’،؛؟…۔٪\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+",
    re.IGNORECASE,
)
# Begins with a scheme, or with the name that hosts of the web have by habit.
ANY_ADDRESS = re.compile(r"(?<![a-z0-9.])(?:https?://|www\.)\w", re.IGNORECASE)
# Characters on either side of a mark in an excerpt.
AROUND = 60
# What closes a sentence around an address rather than the address itself.
TRAILING = ".,;:!?*_~-–—"
BRACKETS = {")": "(", "]": "["}
HOST = re.compile(r"[^.:@%\[\]]+(?:\.[^.:@%\[\]]+)+\.?(?::\d{1,5})?")
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def build_html(text: str) -> SafeString:
    """Return the paragraphs of a comment as HTML: escaped text, line breaks, links to http and https addresses.

    The text is one that ``clean_text`` returned. A link is followed by no search engine and shows its whole address.
    """
    paragraphs = PARAGRAPH_END.split(text.strip())
    return SafeString("".join(f'<p dir="auto">{_linked(paragraph)}</p>' for paragraph in paragraphs))


def marked_html(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    """Return a text as escaped HTML on its own lines, with ``<mark>`` around the places: starts and ends, in order."""
    parts = []
    done = 0
    for start, end in places:
        if start >= done:
            parts += [_escaped(text[done:start]), f"<mark>{_escaped(text[start:end])}</mark>"]
            done = end
    return SafeString(f'<p dir="auto">{"".join(parts)}{_escaped(text[done:])}</p>')


def marked_excerpt(text: str, start: int, end: int) -> SafeString:
    """Return what stands around a place of a text, as marked_html() does."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    opening = "…" if start > AROUND else ""
    closing = "…" if end + AROUND < len(text) else ""
    place = len(opening) + len(before)
    return marked_html(f"{opening}{before}{text[start:end]}{after}{closing}", [(place, place + end - start)])


def count_links(text: str) -> int:
    """Return how many addresses of the web a text names, those without a scheme too."""
    return len(ANY_ADDRESS.findall(text))


def searched_in(name: str, text: str) -> str:
    """Return what the queue's search box looks in."""
    return fold(f"{name} {text}")


def text_digest(text: str) -> str:
    """Return what two texts share when a reader would call them the same: 64 hexadecimal digits."""
    return hashlib.sha256(fold(text).encode()).hexdigest()


def _linked(paragraph: str) -> str:
    parts = []
    end = 0
    for found in ADDRESS.finditer(paragraph):
        address = _without_trailing(found[0])
        if not _has_host(address):
            continue
        parts.append(_escaped(paragraph[end : found.start()]))
        parts.append(f'<a href="{escape(_quoted(address))}" rel="nofollow ugc" dir="ltr">{escape(address)}</a>')
        end = found.start() + len(address)
    parts.append(_escaped(paragraph[end:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _without_trailing(address: str) -> str:
    surplus = {close: address.count(close) - address.count(opening) for close, opening in BRACKETS.items()}
    end = len(address)
    while end and (address[end - 1] in TRAILING or surplus.get(address[end - 1], 0) > 0):
        end -= 1
        if address[end] in BRACKETS:
            surplus[address[end]] -= 1
    return address[:end]


def _has_host(address: str) -> bool:
    """Return whether an address leads to a named host, and does not hide it behind a user's name."""
    try:
        return HOST.fullmatch(urlsplit(address).netloc) is not None
    except ValueError:
        return False


def _quoted(address: str) -> str:
    # Brackets and lone percent signs are common in addresses and still invalid in href.
    return STRAY_PERCENT.sub("%25", address).replace("[", "%5B").replace("]", "%5D")
