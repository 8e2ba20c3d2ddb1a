"""Plain wire copy as headings and paragraphs: what stands alone on its line, short and unfinished, is a heading."""

import html
import re
import unicodedata
from typing import NamedTuple

from newsportal.arabic.fold import fold

LONGEST_HEADING = 80
MOST_WORDS = 12
# In lines that a program broke, a heading is clearly shorter than the longest one.
SHARE_OF_LONGEST = 0.75
# Lines as short as these were broken by a person: verse, an address, a signature.
SHORT_LINE = 40
# No program breaks its lines later.
WIDEST = 120
HALF, MOST_OF_THEM = 0.5, 0.6
# What is longer than this, or a finished sentence of more words, is told and not announced.
PROSE = 60
FEW_WORDS = 4
QUESTION_MARKS = ("؟", "?")
QUESTION_WORDS = 5
# "س:", "س/ ", "الضحى: ".
ASKER = re.compile(r"س\s?[/–—-]|[^:]{1,30}:")

CLOSING = "»”\"’')]}"
SENTENCE_END = ".!?؟…:"
# No heading ends with one of these, either.
GOES_ON = "،؛,;-–—*"
# Whose text it is, where it comes from, and the dateline of an agency: "الرياض (واس) -".
BYLINE = re.compile(
    r"(?:كتبت?|بقلم|حاورت?ها?)\b|(?:إعداد|تقرير|ترجمة|تصوير|تحرير|مراسل|المصدر|متابعات|وكالات|خاص)\s*[:/–—-]|انتهى$"
    r"|[^.]{0,60}\([^()]{2,25}\)\s*[-–—:]?$"
)
BULLET = re.compile(r"(?:[•·▪●◦*]|[-–—](?=\s))\s*(?=\S)")
NUMBER = re.compile(r"([0-9٠-٩]{1,2})\s*[.)\-–]\s+(?=\S)")
MARKS = {"ul": BULLET, "ol": NUMBER}
BLANK_LINE = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
# Marks of direction that agencies' systems put around lines.
EDGES = " \t\xa0\u200e\u200f\u061c\ufeff"


class Part(NamedTuple):
    """``kind`` is text, verse (its lines stay lines), ul or ol (one item)."""

    kind: str
    lines: list[str]


def format_wire(text: str, *, title: str = "") -> str:
    """Return plain text as HTML of ``h2``, ``p``, ``ul``, ``ol`` and ``br``; a first line that repeats the title goes.

    Every other word stays. It takes time in step with the length.
    """
    blocks = blocks_of(text)
    if blocks and title and is_same(blocks[0][0], title):
        blocks = [block for block in [blocks[0][1:], *blocks[1:]] if block]
    longest = max((len(line) for block in blocks for line in block), default=0)
    parts = [part for block in blocks for part in parts_of(block, longest, is_only=len(blocks) == 1)]
    following = [*(" ".join(part.lines) for part in parts), ""][1:]
    heads = [is_head(part, after) for part, after in zip(parts, following, strict=True)]
    if is_interview(parts, heads):
        heads = [head and not asks(part) for part, head in zip(parts, heads, strict=True)]
    written = [html_of(part, as_heading=head) for part, head in zip(parts, heads, strict=True)]
    # Items that follow each other are one list.
    return "".join(written).replace("</ul><ul>", "").replace("</ol><ol>", "")


def blocks_of(text: str) -> list[list[str]]:
    """Return the lines of each block between blank lines.

    Where no blank line parts anything and most lines end in the middle of a sentence, all are lines of one block.
    """
    text = LINE_BREAK.sub("\n", text).replace("\u2029", "\n\n")
    parts = BLANK_LINE.split(text.strip("\n" + EDGES))
    blocks = [[line for raw in part.split("\n") if (line := raw.strip(EDGES))] for part in parts]
    blocks = [block for block in blocks if block]
    if len(blocks) > 2 and all(len(block) == 1 for block in blocks):
        lines = [line for (line,) in blocks]
        return [lines] if broken_share(lines) > MOST_OF_THEM else blocks
    return blocks


def broken_share(lines: list[str]) -> float:
    """Return the share of lines, without the last, that a program may have broken: in mid-sentence, and full."""
    longest = max(map(len, lines))
    if longest > WIDEST or len(lines) < 2:
        return 0
    full = sum(len(line) > longest * SHARE_OF_LONGEST and not ends_sentence(line) for line in lines[:-1])
    return full / (len(lines) - 1)


def parts_of(block: list[str], longest: int, *, is_only: bool) -> list[Part]:
    """Divide the lines of a block, the only one or one of several, into headings, list items and paragraphs."""
    kinds = [kind_of(line) for line in block]
    if len(block) > 1 and all(len(line) <= SHORT_LINE for line in block) and "text" in kinds:
        return [Part("verse", block)]
    is_wrapped = broken_share(block) >= HALF
    parts: list[Part] = []
    for number, (line, kind) in enumerate(zip(block, kinds, strict=True)):
        before = block[number - 1] if number else ""
        # Of lines that a program broke, a short one that ends its sentence is the last of its paragraph, unless
        # blank lines say where those end.
        has_ended = ends_sentence(before) and (not is_wrapped or (is_only and is_short(before, longest)))
        goes_on = before and kind == "text" and not has_ended and len(before) <= WIDEST
        announces = (not before or ends_sentence(before)) and looks_like_heading(line, longest)
        if goes_on and not (announces and number + 1 < len(block)) and not is_announced(parts[-1], longest):
            parts[-1].lines.append(line)
        else:
            parts.append(Part(kind, [line]))
    return parts


def kind_of(line: str) -> str:
    if not any(map(str.isalnum, line)):
        return "text"
    if NUMBER.match(line):
        return "ol"
    return "ul" if BULLET.match(line) else "text"


def is_announced(part: Part, longest: int) -> bool:
    return len(part.lines) == 1 and looks_like_heading(part.lines[0], longest)


def looks_like_heading(line: str, longest: int) -> bool:
    return can_be_heading(line) and is_short(line, longest)


def is_short(line: str, longest: int) -> bool:
    return len(line) < longest * SHARE_OF_LONGEST


def can_be_heading(line: str) -> bool:
    return (
        len(line) <= LONGEST_HEADING
        and len(line.split()) <= MOST_WORDS
        and any(map(str.isalpha, line))
        and (not ends_sentence(line) or is_short_question(line))
        and not line.endswith(tuple(GOES_ON))
        and not BYLINE.match(line)
        and kind_of(line) == "text"
    )


def is_short_question(line: str) -> bool:
    """Tell "ماذا بعد؟", which may stand above what comes, from a longer question and from one whose asker is named."""
    return line.endswith(QUESTION_MARKS) and len(line.split()) <= QUESTION_WORDS and not ASKER.match(line)


def is_head(part: Part, following: str) -> bool:
    if len(part.lines) != 1 or not can_be_heading(part.lines[0]):
        return False
    return len(following) > PROSE or (ends_sentence(following) and len(following.split()) > FEW_WORDS)


def is_interview(parts: list[Part], heads: list[bool]) -> bool:
    """Tell whether a question, other than one with which the text ends, heads nothing: then none does."""
    return any(asks(part) and not head for part, head in zip(parts[:-1], heads[:-1], strict=True))


def asks(part: Part) -> bool:
    """Tell whether a part is a question alone on its line."""
    return len(part.lines) == 1 and len(part.lines[0]) <= LONGEST_HEADING and part.lines[0].endswith(QUESTION_MARKS)


def ends_sentence(line: str) -> bool:
    """Tell whether a sentence ends with the line, also inside closing marks."""
    return line.rstrip(CLOSING + EDGES).endswith(tuple(SENTENCE_END))


def html_of(part: Part, *, as_heading: bool) -> str:
    lines = [html.escape(line, quote=False) for line in part.lines]
    if part.kind == "verse":
        return f"<p>{'<br>'.join(lines)}</p>"
    if part.kind in MARKS:
        lines[0] = html.escape(MARKS[part.kind].sub("", part.lines[0], count=1), quote=False)
        return f"<{part.kind}><li><p>{' '.join(lines)}</p></li></{part.kind}>"
    name = "h2" if as_heading else "p"
    return f"<{name}>{' '.join(lines)}</{name}>"


def is_same(line: str, title: str) -> bool:
    """Tell whether two lines say the same, however they are spelt, marked and spaced."""
    return bare(line) == bare(title) != ""


def bare(text: str) -> str:
    letters = [letter for letter in fold(text) if unicodedata.category(letter)[0] in "LN"]
    return "".join(letters)
