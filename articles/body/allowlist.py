"""The one list of what a body may hold; every wall of the sanitiser reads it from here."""

import re

from articles.body.addresses import safe_address

# In the order in which they stand around words that have several of them: the editor writes the same.
MARKS = ("a", "strong", "em", "cite")
INLINE = frozenset({*MARKS, "br"})
HEADINGS = frozenset({"h2", "h3", "h4"})
BLOCKS = HEADINGS | {"p", "ul", "ol", "blockquote", "figure", "table", "hr"}
CELLS = frozenset({"td", "th"})
TABLE_PARTS = CELLS | {"tbody", "tr"}
TAGS = INLINE | BLOCKS | TABLE_PARTS | {"li", "figcaption"}
VOID = frozenset({"br", "hr"})

ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "rel"}),
    "blockquote": frozenset({"data-kind"}),
    "figure": frozenset({"data-picture", "data-embed"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}

VALUES = {
    "rel": re.compile("noopener"),
    # A pull quote: words of the story that stand out from it.
    "data-kind": re.compile("pull"),
    # A key of the database: a positive number of 63 bits has at most nineteen digits.
    "data-picture": re.compile("[1-9][0-9]{0,17}"),
    # One is what a cell spans anyway.
    "colspan": re.compile("[2-9]|[1-9][0-9]{1,2}"),
    "rowspan": re.compile("[2-9]|[1-9][0-9]{1,2}"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
}


def allowed_value(tag: str, name: str, value: str) -> str | None:
    """Return the value that the attribute may have, or None where it has to go."""
    if name not in ATTRIBUTES.get(tag, ()):
        return None
    if name == "href":
        return safe_address(value)
    if name == "data-embed":
        return safe_address(value, web_only=True)
    return value if VALUES[name].fullmatch(value) else None
