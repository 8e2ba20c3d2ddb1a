"""Breaking a headline into lines: few, as large as they fit, and of like widths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Width of some words in pixels, at a size.
Measure = Callable[[str, int], float]
# From large to small; a usual headline comes out between the first few.
SIZES = (124, 108, 96, 88, 82, 76, 68, 62, 56, 50, 44)
MOST_LINES = 5
# Diacritics stand far above the letters, and below them.
LINE_HEIGHT = 1.42
CUT = "…"


@dataclass(frozen=True)
class Headline:
    """A headline's lines, from the first on, and the size of their letters in pixels."""

    lines: list[str]
    size: int

    @property
    def line_height(self) -> int:
        return round(self.size * LINE_HEIGHT)


def break_lines(text: str, *, width: int, height: int, measure: Measure) -> Headline:
    """Return the headline in the largest letters with which it fits into ``width`` × ``height`` pixels.

    A word wider than the line is parted, and what does not fit in the smallest letters ends with «…».
    """
    words = text.split()
    for size in SIZES:
        most = min(MOST_LINES, int(height / (size * LINE_HEIGHT)))
        if max((measure(word, size) for word in words), default=0) <= width:
            lines = filled(words, width, size, measure)
            if len(lines) <= most:
                return Headline(balanced(words, len(lines), width, size, measure), size)
    size = SIZES[-1]
    pieces = [piece for word in words for piece in parted(word, width, size, measure)]
    lines = filled(pieces, width, size, measure)
    most = min(MOST_LINES, int(height / (size * LINE_HEIGHT)))
    return Headline([*lines[: most - 1], f"{lines[most - 1]}{CUT}"] if len(lines) > most else lines, size)


def filled(words: Sequence[str], width: float, size: int, measure: Measure) -> list[str]:
    """Return lines that each take as many words as there is room for."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(words: Sequence[str], number: int, width: float, size: int, measure: Measure) -> list[str]:
    """Return the words in so many lines as narrow as they can be; ``number`` of them fit into ``width``."""
    low, high = 0.0, width
    while high - low > 1:
        middle = (low + high) / 2
        lines = filled(words, middle, size, measure)
        is_enough = len(lines) <= number and max(measure(line, size) for line in lines) <= middle
        low, high = (low, middle) if is_enough else (middle, high)
    return filled(words, high, size, measure)


def parted(word: str, width: float, size: int, measure: Measure) -> list[str]:
    """Return a word in pieces that each fit into a line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
