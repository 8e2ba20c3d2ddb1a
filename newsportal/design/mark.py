"""The paper's signs: the word «الضحى», and its dad alone, each with a star for the dot, like the sun of the forenoon.

A shape is a set of closed contours (complex points, y down) with one fill; contours that run the other way are holes.
"""

import math
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.misc.transform import Transform
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

from newsportal.design.girih.tilings import turn
from newsportal.design.palette import TOKENS, rgb

Contour = list[complex]

HOUSE, PAPER, INK = (TOKENS[name].light for name in ("house", "paper", "ink"))
# The star on paper, and on dark grounds.
SUN = "#d08a1d"
BRIGHT_SUN = "#f0b64a"

FACE = Path("files", "reem-kufi-arabic-700-normal.woff2")
# The word from right to left, as the joining rules of the face shape it. Its dad is a sad until the star stands above.
GLYPHS = ("alef-ar.isol", "lam-ar.init", "sad-ar.medi", "hah-ar.medi", "alefMaksura-ar.fina")
DAD = 2
STAR_AT, STAR_RADIUS = complex(432, 640), 118
ABOVE, BELOW = 840, 202


class Shape(NamedTuple):
    """One fill of a drawing."""

    path: str
    contours: list[Contour]
    fill: str


class Drawing(NamedTuple):
    """Shapes in a box that begins at 0."""

    width: float
    height: float
    shapes: list[Shape]


def flattened(recorded: list[tuple[str, Any]], steps: int = 12) -> list[Contour]:
    """Return the contours of a glyph with its curves, which are quadratic, as short lines."""
    contours: list[Contour] = []
    for command, points in recorded:
        if command == "moveTo":
            contours.append([complex(*points[0])])
        elif command == "lineTo":
            contours[-1].append(complex(*points[0]))
        elif command == "qCurveTo":
            for middle, end in decomposeQuadraticSegment(points):
                a, b, c = contours[-1][-1], complex(*middle), complex(*end)
                shares = [step / steps for step in range(1, steps + 1)]
                contours[-1] += [(1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for t in shares]
    return contours


def polygon_path(contour: Contour) -> str:
    """Return SVG path data with as few digits as the eye needs."""
    return "M" + "L".join(f"{round(p.real, 2):g} {round(p.imag, 2):g}" for p in contour) + "Z"


def polygon(contour: Contour, fill: str) -> Shape:
    return Shape(polygon_path(contour), [contour], fill)


def khatam(centre: complex, radius: float) -> Contour:
    """Return the star of eight points that two squares make, one point up."""
    inner = radius * math.cos(math.pi / 4) / math.cos(math.pi / 8)
    return [centre + (inner if k % 2 else radius) * turn(22.5 * k - 90) for k in range(16)]


def letter(font: TTFont, name: str, placed: Transform, fill: str) -> Shape:
    """Return a glyph, placed by a transformation that also turns y downwards."""
    glyphs = font.getGlyphSet()
    path = SVGPathPen(glyphs, lambda value: f"{round(value, 2):g}")
    record = DecomposingRecordingPen(glyphs)
    for pen in (path, record):
        glyphs[name].draw(TransformPen(pen, placed))
    return Shape(path.getCommands(), flattened(record.value), fill)


def wordmark(package: Path, ink: str = INK, sun: str = SUN) -> Drawing:
    """Return the word from the outlines of Reem Kufi 700, the unpacked npm package ``@fontsource/reem-kufi``."""
    font = TTFont(package / FACE)
    advances = [font["hmtx"].metrics[name][0] for name in GLYPHS]
    starts = [float(sum(advances[index + 1 :])) for index in range(len(GLYPHS))]
    shapes = [
        letter(font, name, Transform(1, 0, 0, -1, start, ABOVE), ink)
        for name, start in zip(GLYPHS, starts, strict=True)
    ]
    shapes.append(polygon(khatam(complex(starts[DAD] + STAR_AT.real, ABOVE - STAR_AT.imag), STAR_RADIUS), sun))
    return Drawing(float(sum(advances)), ABOVE + BELOW, shapes)


def mark(package: Path) -> Drawing:
    """Return the dad that begins a word, in a box of 64."""
    dad = letter(TTFont(package / FACE), "sad-ar.init", Transform(0.054, 0, 0, -0.054, 7.8, 54), PAPER)
    return Drawing(64, 64, [dad, polygon(khatam(complex(31, 17), 11.5), BRIGHT_SUN)])


def svg(drawing: Drawing, *, ground: str = "", style: str = "") -> str:
    """Return the drawing as a standalone SVG file; ``ground`` is an element behind the shapes."""
    paths = "".join(f'<path fill="{shape.fill}" d="{shape.path}"/>' for shape in drawing.shapes)
    size = f"{drawing.width:g} {drawing.height:g}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{style}{ground}{paths}</svg>\n'


def signed_area(contour: Contour) -> float:
    following = [*contour[1:], contour[0]]
    return sum((a.conjugate() * b).imag for a, b in zip(contour, following, strict=True)) / 2


def paint(image: Image.Image, drawing: Drawing, corner: complex, scale: float) -> None:
    """Draw the shapes into an image, ``scale`` pixels for one unit, smooth at the edges."""
    fine = 4
    for shape in drawing.shapes:
        mask = Image.new("L", (image.width * fine, image.height * fine))
        pen = ImageDraw.Draw(mask)
        largest = max(map(signed_area, shape.contours), key=abs)
        for contour in sorted(shape.contours, key=lambda contour: -abs(signed_area(contour))):
            points = [(corner + point * scale) * fine for point in contour]
            is_hole = signed_area(contour) * largest < 0
            pen.polygon([(point.real, point.imag) for point in points], fill=0 if is_hole else 255)
        image.paste(rgb(shape.fill), mask=mask.resize(image.size, Image.Resampling.LANCZOS))
