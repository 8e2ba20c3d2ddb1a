"""Tags and text of foreign HTML, read in one pass whose time grows with its length alone.

It follows the HTML standard's tokeniser (section 13.2.5) as far as pasted text needs it. Nothing rests on its being
exact: what is written from its tokens is parsed and cleaned again by articles/body/sanitize.py. The standard library's
parser takes quadratic time over unclosed tags before Python 3.11.14 and 3.13.6 (CVE-2025-6069).
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

# Every repetition is possessive and every branch ends at the end of the text too, so nothing is read twice.
TOKEN = re.compile(
    r"""
      <!--.*?(?:-->|\Z)
    | <[!?][^>]*+(?:>|\Z) | </[^a-z>][^>]*+(?:>|\Z) | </>
    | <(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)
      (?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)
      (?P<end>>|\Z)
    | (?P<text>(?:[^<]++|<(?![a-z/!?]))++|<)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.ASCII,
)
ATTRIBUTE = re.compile(r"""([^\s/=]++)\s*+(?:=\s*+(?:"([^"]*+)"?|'([^']*+)'?|(\S*+)))?+""", re.ASCII)
REFERENCE = re.compile(r"&(#[0-9]++;?|#x[0-9a-f]++;?|\w++;?)(?!=)", re.IGNORECASE | re.ASCII)

# What stands inside these is no text of the story.
HIDDEN = frozenset(
    {"iframe", "math", "noembed", "noframes", "noscript", "script", "select", "style", "svg", "template", "textarea"}
    | {"title", "xmp"}
)
# In a page these end with their tag alone where it says so, as "<svg/>".
FOREIGN = frozenset({"math", "svg"})
# Without an end the whole rest is theirs; the others were only forgotten to be closed.
CODE = frozenset({"script", "style"})
HIDDEN_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE | re.ASCII) for name in HIDDEN}


class Text(NamedTuple):
    text: str


class Start(NamedTuple):
    name: str
    attributes: dict[str, str]


class End(NamedTuple):
    name: str


def read_tokens(source: str) -> Iterator[Text | Start | End]:
    """Yield tags and text in order, references decoded; comments, declarations and hidden elements are left out."""
    position = 0
    endless: set[str] = set()
    while token := TOKEN.match(source, position):
        position = token.end()
        if token["text"]:
            yield Text(html.unescape(token["text"]))
        elif token["name"] and token["end"]:
            name = token["name"].lower()
            if token["slash"]:
                yield End(name)
            elif name in HIDDEN:
                if name in endless or (name in FOREIGN and token["attributes"].endswith("/")):
                    continue
                if end := HIDDEN_END[name].search(source, position):
                    position = end.start()
                elif name in CODE:
                    return
                else:
                    endless.add(name)
            else:
                yield Start(name, read_attributes(token["attributes"]))


def read_attributes(source: str) -> dict[str, str]:
    """Return the attributes of one tag, decoded; of two with one name the first counts, as in browsers."""
    attributes: dict[str, str] = {}
    for found in ATTRIBUTE.finditer(source):
        attributes.setdefault(found[1].lower(), REFERENCE.sub(decode, found[2] or found[3] or found[4] or ""))
    return attributes


def decode(reference: re.Match[str]) -> str:
    """Return the character of a reference in an attribute; "&section=" of an address is none, though "&sect" is."""
    is_known = reference[1].startswith("#") or reference[1] in html5
    return html.unescape(reference[0]) if is_known else reference[0]
