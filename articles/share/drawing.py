"""Drawing the picture with which a story is shared: headline, section and the paper's name on paper.

Raqm shapes and orders each line by itself (HarfBuzz, FriBiDi), so lines are broken here, by measured words.
"""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont, features

from articles.share.lines import break_lines
from articles.share.words import SIZE, Words
from newsportal.arabic.bidi import direction
from newsportal.design.palette import SECTIONS, TOKENS, rgb

MATERIAL = Path(__file__).resolve().parent / "material"
FACE = MATERIAL / "cairo-700.ttf"
MARGIN = 72
RULE, KICKER, NAME = 14, 38, 44
HEAD, FOOT = 150, 156
# Letters with a colour beside them lose their edges where the colours are stored at half the size.
OPTIONS: dict[str, Any] = {"format": "JPEG", "quality": 88, "subsampling": 0, "optimize": True}


def is_able() -> bool:
    """Return whether this machine shapes Arabic: Raqm is built in, FriBiDi is the system's."""
    return bool(features.check("raqm") and features.check("fribidi"))


def draw(words: Words) -> Image.Image | None:
    """Return the picture, or None where the face lacks letters of the headline, or where nothing could be shaped."""
    headline = drawable(words.headline)
    if not headline or not is_able():
        return None
    ink, quiet, rule = rgb(TOKENS["ink"].light), rgb(TOKENS["quiet"].light), rgb(SECTIONS[words.colour - 1].light)
    image = ground(words.colour).copy()
    pen = ImageDraw.Draw(image)
    end = SIZE[0] - MARGIN
    write(pen, (end, 104), drawable(words.kicker) or "", KICKER, rule)
    box = (SIZE[0] - 2 * MARGIN, SIZE[1] - HEAD - FOOT)
    broken = break_lines(headline, width=box[0], height=box[1], measure=width_of)
    top = HEAD + (box[1] - len(broken.lines) * broken.line_height) / 2
    for number, line in enumerate(broken.lines):
        # Cairo's letters stand a little above the middle of a line that holds their marks.
        base = top + number * broken.line_height + 0.7 * broken.line_height
        write(pen, (end, round(base)), line, broken.size, ink)
    if words.has_wordmark:
        sign = wordmark()
        image.paste(sign, (end - sign.width, SIZE[1] - 46 - sign.height))
    else:
        write(pen, (end, SIZE[1] - 62), drawable(words.name) or "", NAME, quiet)
    return image


def encoded(image: Image.Image) -> bytes:
    """Return the picture's file; it takes a third of the time of drawing it."""
    stream = io.BytesIO()
    image.save(stream, **OPTIONS)
    return stream.getvalue()


def drawable(text: str) -> str | None:
    """Return the words without signs that the face lacks, such as emoji; None where it lacks a letter or a digit."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            kept.append(" ")
        elif character in characters() and character.isprintable():
            kept.append(character)
        elif unicodedata.category(character)[0] in "LNM":
            return None
    return " ".join("".join(kept).split())


def write(
    pen: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int, colour: tuple[int, int, int]
) -> None:
    """Write a line that ends at the right of its base line."""
    pen.text(place, text, font=font(size), fill=colour, anchor="rs", direction=direction(text), language="ar")


def width_of(text: str, size: int) -> float:
    return font(size).getlength(text, direction=direction(text), language="ar")


@lru_cache(maxsize=32)
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACE, size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=1)
def characters() -> frozenset[str]:
    return frozenset((MATERIAL / "characters.txt").read_bytes().decode())


@lru_cache(maxsize=1)
def wordmark() -> Image.Image:
    with Image.open(MATERIAL / "wordmark.png") as stored:
        return stored.convert("RGB")


@lru_cache(maxsize=len(SECTIONS))
def ground(colour: int) -> Image.Image:
    """Return paper with the section's rule on top and the girih behind, in the section's colour."""
    paper, own = rgb(TOKENS["paper"].light), rgb(SECTIONS[colour - 1].light)
    image = Image.new("RGB", SIZE, paper)
    with Image.open(MATERIAL / "girih.png") as lines:
        image.paste(own, mask=lines.convert("L").point([value * 26 // 100 for value in range(256)]))
    ImageDraw.Draw(image).rectangle((0, 0, SIZE[0], RULE - 1), fill=own)
    return image
