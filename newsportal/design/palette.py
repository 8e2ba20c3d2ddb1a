"""Every colour of the portal. newsportal/design/make_css.py writes the stylesheet from this module."""

from collections.abc import Iterator
from typing import NamedTuple

# WCAG 2.2: 1.4.3 for text, 1.4.11 for the edges of what a reader operates.
TEXT_CONTRAST = 4.5
EDGE_CONTRAST = 3.0


class Themed(NamedTuple):
    """One colour in the light and in the dark theme."""

    light: str
    dark: str


TOKENS = {
    "paper": Themed("#fbfaf7", "#131517"),
    "ink": Themed("#17181a", "#e9e7e2"),
    # Bylines, captions, ages.
    "quiet": Themed("#5c5f63", "#a3a5a6"),
    # Hairlines: ink at twelve per cent, decoration only.
    "rule": Themed("#17181a1f", "#e9e7e21f"),
    # The outline of fields.
    "edge": Themed("#808286", "#74787b"),
    # The ground of notes and of the form.
    "tint": Themed("#f1efe8", "#1e2124"),
    # The ground of words that a search looked for.
    "mark": Themed("#f7e3a1", "#574a14"),
    # Links and buttons, and the text on a button.
    "house": Themed("#0b5457", "#6cc5c1"),
    "house-ink": Themed("#ffffff", "#0c1f20"),
    # Errors, and the text on such a ground.
    "danger": Themed("#a3211b", "#ff9182"),
    "danger-ink": Themed("#ffffff", "#2a0906"),
    # The breaking bar, red in both themes, and the text on it.
    "breaking": Themed("#a3211b", "#ad2a22"),
    "breaking-ink": Themed("#ffffff", "#ffffff"),
}

# The colours 1 to 12 among which an editor chooses for a section.
SECTIONS = [
    Themed("#a9231e", "#f6988c"),  # crimson
    Themed("#0f6a31", "#85ca92"),  # green
    Themed("#a04a02", "#eda071"),  # copper
    Themed("#7d3488", "#d59cdf"),  # plum
    Themed("#3053bc", "#9ab5f4"),  # indigo
    Themed("#046b55", "#6ccab0"),  # viridian
    Themed("#056893", "#70c0ee"),  # azure
    Themed("#ab2858", "#f295ae"),  # rose
    Themed("#835f03", "#d4af68"),  # ochre
    Themed("#663dad", "#bda8f4"),  # violet
    Themed("#5b680a", "#b0bf72"),  # olive
    Themed("#495a6b", "#a5b8cb"),  # slate
]

# The grounds of commenters' initials, the same in both themes.
AVATAR_INK = "#ffffff"
AVATARS = [
    "#995961",
    "#84483a",
    "#94613b",
    "#745519",
    "#797031",
    "#50632a",
    "#4c7c51",
    "#186a53",
    "#1d7e7b",
    "#076677",
    "#38769a",
    "#3d5b8a",
    "#67689f",
    "#664e81",
    "#895d88",
    "#7e4662",
]

# What stands in a picture's place while it loads: eight greys, then eight hues in three depths.
GROUNDS = [
    *("#f1eeea", "#c6c4c0", "#9a9894", "#706e6b", "#4f4d49", "#32302d", "#1c1a17", "#080705"),
    *("#e2afaa", "#a9645f", "#59302d"),
    *("#dbb597", "#a16d40", "#54351a"),
    *("#cabe92", "#8b7a36", "#473d13"),
    *("#aac8a3", "#5d8754", "#2c4526"),
    *("#92cbc3", "#298b81", "#084741"),
    *("#99c5df", "#3e83a8", "#184258"),
    *("#b2bbe5", "#6b76b0", "#343a5d"),
    *("#d7b0cd", "#9b658f", "#50314a"),
]


class Pair(NamedTuple):
    """Two colours that meet on a page, and the contrast that they owe."""

    name: str
    front: str
    back: str
    least: float


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of ``#rrggbb`` (an alpha behind it is left out)."""
    red, green, blue = bytes.fromhex(colour[1:7])
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 for black and 1 for white."""
    channels = [value / 255 for value in rgb(colour)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def nearest_ground(red: int, green: int, blue: int) -> int:
    """Return the number of the ground that looks most like the colour.

    Weighs the channels as the eye does (Riemersma, "Colour metric").
    """

    def distance(number: int) -> float:
        other = rgb(GROUNDS[number])
        mean = (red + other[0]) / 2
        weights = (2 + mean / 256, 4, 2 + (255 - mean) / 256)
        return sum(weight * (a - b) ** 2 for weight, a, b in zip(weights, (red, green, blue), other, strict=True))

    return min(range(len(GROUNDS)), key=distance)


def pairs() -> Iterator[Pair]:
    """Yield every pair of colours that the stylesheets put together."""
    fronts = {name: TOKENS[name] for name in ("ink", "quiet", "house", "danger")}
    fronts |= {f"section-{number}": colour for number, colour in enumerate(SECTIONS, 1)}
    for theme in Themed._fields:
        for ground in ("paper", "tint"):
            back = getattr(TOKENS[ground], theme)
            for name, front in fronts.items():
                yield Pair(f"{theme} {name} on {ground}", getattr(front, theme), back, TEXT_CONTRAST)
            yield Pair(f"{theme} edge on {ground}", getattr(TOKENS["edge"], theme), back, EDGE_CONTRAST)
        for name in ("house", "danger", "breaking"):
            front, back = getattr(TOKENS[f"{name}-ink"], theme), getattr(TOKENS[name], theme)
            yield Pair(f"{theme} text on {name}", front, back, TEXT_CONTRAST)
        yield Pair(
            f"{theme} ink on mark", getattr(TOKENS["ink"], theme), getattr(TOKENS["mark"], theme), TEXT_CONTRAST
        )
    for number, colour in enumerate(AVATARS, 1):
        yield Pair(f"initials on avatar-{number}", AVATAR_INK, colour, TEXT_CONTRAST)
