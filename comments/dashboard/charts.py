"""Charts as SVG: pure functions of numbers and finished words, without script, style or colour.

Widths are shares of the page, so that letters keep their size on any screen; styles give the parts of each kind their
colour. Where ``is_rtl``, time runs from right to left. A chart is hidden from screen readers: a table beside it holds
what it shows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Pixels.
HEIGHT, TOP, BOTTOM = 220, 16, 42
FLOOR = HEIGHT - BOTTOM
BAR_HEIGHT = 8
# What the scale's numbers take beside the columns, in pixels.
SCALE = 44
# How much of its place a column fills.
FILLED = 0.68
STEPS = 4
# Beside a colour, so that nobody needs to tell colours apart: how a part is hatched, in a tile of eight pixels.
HATCHES = {
    "pending": '<path d="M-2 2l4 -4M0 8l8 -8M6 10l4 -4"/>',
    "refused": '<path d="M-2 6l4 4M0 0l8 8M6 -2l4 4"/>',
    "spam": '<circle cx="2" cy="2" r="1.3"/><circle cx="6" cy="6" r="1.3"/>',
    "withdrawn": '<path d="M0 2h8M0 6h8"/>',
}


@dataclass(frozen=True)
class Part:
    """A piece of a column or bar: the class that gives it its look, and how large it is."""

    kind: str
    value: float


@dataclass(frozen=True)
class Column:
    """A column over its day: ``title`` is shown to whom points at it, ``below`` stands under the day.

    ``is_open``: whether there was more than the column shows.
    """

    parts: Sequence[Part]
    day: str
    below: str = ""
    title: str = ""
    is_open: bool = False

    @property
    def height(self) -> float:
        return sum(part.value for part in self.parts)


def column_chart(
    columns: Sequence[Column], *, name: str, is_rtl: bool, scale: Sequence[tuple[float, str]]
) -> SafeString:
    """Return the scale and the columns over their days, the earliest at the line's beginning.

    ``scale``: its values in order, with their words; ``name``: what no other chart of the page is called.
    """
    top = scale[-1][0]
    heights = [(value / top, words) for value, words in scale]
    numbers = format_html_join(
        "",
        '<text x="{}" y="{}" dy="4">{}</text>',
        ((6 if is_rtl else SCALE - 6, _height(share), words) for share, words in heights),
    )
    lines = format_html_join(
        "",
        '<line x1="0" x2="100%" y1="{}" y2="{}"/>',
        ((_height(share), _height(share)) for share, _ in heights),
    )
    kinds = {part.kind for column in columns for part in column.parts}
    # From left to right.
    placed = [*reversed(columns)] if is_rtl else columns
    room = 100 / len(columns)
    drawn = ((_column(column, place * room, room, top, name),) for place, column in enumerate(placed))
    inner = _hatches(name, kinds) + lines + format_html_join("", "{}", drawn)
    return _svg("scale", SCALE, HEIGHT, numbers) + _svg("columns", "100%", HEIGHT, inner)


def bar(value: float, *, longest: float, is_rtl: bool) -> SafeString:
    """Return one lying bar, which the longest one of its list would fill."""
    width = 100 * value / longest
    start = 100 - width if is_rtl else 0
    return _svg(
        "bar",
        "100%",
        BAR_HEIGHT,
        format_html('<rect x="{}" width="{}" height="{}"/>', _share(start), _share(width), BAR_HEIGHT),
    )


def swatch(kind: str) -> SafeString:
    """Return a small square that looks as the parts of a kind do, for the key of a chart."""
    return _svg(
        "swatch", 14, 14, _hatches("key", {kind}) + _rectangle("key", kind, x="0", y="0", width="14", height="14")
    )


def scale_to(highest: float) -> list[float]:
    """Return the values of a scale from 0 to at least the highest one, in steps of 1, 2 or 5 times a power of ten."""
    step = 1
    while step * STEPS < highest:
        # 1, 2, 5, 10, 20 …
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return [float(step * number) for number in range(max(1, ceil(highest / step)) + 1)]


def _column(column: Column, start: float, room: float, top: float, name: str) -> SafeString:
    middle = _share(start + room / 2)
    pieces, filled = SafeString(""), 0.0
    for part in column.parts:
        filled += part.value / top
        pieces += _rectangle(
            name,
            part.kind,
            x=_share(start + room * (1 - FILLED) / 2),
            y=_height(filled),
            width=_share(room * FILLED),
            height=f"{(FLOOR - TOP) * part.value / top:.1f}",
        )
    if column.is_open:
        pieces += format_html('<text class="more" x="{}" y="{}" dy="-3">+</text>', middle, _height(filled))
    return format_html(
        '<g><title>{}</title>{}<text x="{}" y="{}">{}</text><text class="below" x="{}" y="{}">{}</text></g>',
        column.title,
        pieces,
        middle,
        FLOOR + 16,
        column.day,
        middle,
        FLOOR + 34,
        column.below,
    )


def _rectangle(name: str, kind: str, **where: str) -> SafeString:
    """Return a rectangle in the colour of its kind, and over it the hatch that tells it from others."""
    drawn = format_html_join(" ", '{}="{}"', where.items())
    hatch = format_html('<rect fill="url(#{}-{})" {}/>', name, kind, drawn) if kind in HATCHES else ""
    return format_html('<rect class="{}" {}/>{}', kind, drawn, hatch)


def _hatches(name: str, kinds: Collection[str]) -> SafeString:
    """Return the hatches of these kinds, which a chart of this name fills its parts with."""
    pattern = '<pattern id="{}-{}" class="hatch" width="8" height="8" patternUnits="userSpaceOnUse">{}</pattern>'
    tiles = ((name, kind, SafeString(lines)) for kind, lines in HATCHES.items() if kind in kinds)
    return format_html("<defs>{}</defs>", format_html_join("", pattern, tiles))


def _svg(kind: str, width: object, height: int, inner: str) -> SafeString:
    return format_html(
        '<svg class="{}" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        kind,
        width,
        height,
        inner,
    )


def _height(share: float) -> str:
    """Return where a share of the chart's height lies, counted from above."""
    return f"{FLOOR - (FLOOR - TOP) * share:.1f}"


def _share(hundredths: float) -> str:
    return f"{hundredths:.2f}%"
