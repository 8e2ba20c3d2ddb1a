"""Which element of a body may stand in which, and what foreign ones are called there."""

import html
from typing import NamedTuple

from articles.body.addresses import leads_outside
from articles.body.allowlist import BLOCKS, CELLS, INLINE, TABLE_PARTS, allowed_value

# The paper's title is the page's h1, and a body's headings go no deeper than h4.
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
# What else divides a text into blocks becomes paragraphs.
PARAGRAPHS = frozenset(
    {"address", "article", "aside", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "footer"}
    | {"form", "header", "hgroup", "main", "nav", "pre", "section", "summary"}
)

# Rows find their body by themselves.
IGNORED = frozenset({"thead", "tbody", "tfoot"})

ROOT = ""
WORDS = "#text"
# Who said it: a cite that stands in a quotation by itself.
ATTRIBUTION = "#attribution"
PHRASES = INLINE | {WORDS}
ACCEPTS: dict[str, frozenset[str]] = {
    ROOT: BLOCKS,
    "blockquote": BLOCKS | {ATTRIBUTION},
    "figure": frozenset({"figcaption"}),
    "li": BLOCKS,
    "ol": frozenset({"li"}),
    "table": frozenset({"tbody"}),
    "tbody": frozenset({"tr"}),
    "td": BLOCKS,
    "th": BLOCKS,
    "tr": CELLS,
    "ul": frozenset({"li"}),
}
# The element that has to stand between a parent and words in it.
BETWEEN = {
    ROOT: "p",
    "blockquote": "p",
    "figure": "figcaption",
    "li": "p",
    "ol": "li",
    "table": "tbody",
    "tbody": "tr",
    "td": "p",
    "th": "p",
    "tr": "td",
    "ul": "li",
}
# An element that means nothing outside another one.
INSIDE = {"figcaption": {"figure"}, "li": {"ol", "ul"}, **{part: {"table"} for part in TABLE_PARTS}}


class Element(NamedTuple):
    name: str
    start: str
    end: str


def own_name(name: str) -> str:
    """Return the element that the newsroom uses for a foreign one."""
    return "p" if name in PARAGRAPHS else RENAMED.get(name, name)


def element(name: str, attributes: dict[str, str]) -> Element:
    pairs = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    tag = "cite" if name == ATTRIBUTION else name
    return Element(name, f"<{tag}{pairs}>", f"</{tag}>")


def missing_between(parent: str, child: str) -> str:
    """Return the element that has to stand between the two, or nothing where ``parent`` has to end."""
    has_place = (
        child in PHRASES
        or (child in BLOCKS and parent in {"ol", "ul"})
        or (child in CELLS and parent in {"table", "tbody"})
        or (child == "tr" and parent == "table")
    )
    return BETWEEN.get(parent, "") if has_place else ""


def keep_attributes(name: str, attributes: dict[str, str]) -> dict[str, str]:
    """Return the allowed attributes of an element; links that lead outside say that they share no window."""
    kept: dict[str, str] = {}
    for key, value in sorted(attributes.items()):
        allowed = None if key == "rel" else allowed_value(name, key, value)
        if allowed is not None:
            kept[key] = allowed
    if name == "figure" and len(kept) > 1:
        del kept["data-embed"]
    if name == "a" and leads_outside(kept.get("href", "")):
        kept["rel"] = "noopener"
    return kept
