"""Makes what the pictures drawn for sharing are put together from: the face, the pattern and the paper's word.

``npm pack @fontsource/cairo@5.3.0 @fontsource/reem-kufi@5.3.0``, unpack each into a folder of its own, then
``python -m newsportal.design.make_share cairo reem-kufi``. Running it twice gives the same bytes.
"""

import io
import shutil
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from newsportal.design.girih.drawing import Design, draw
from newsportal.design.girih.stars import Style, rosette_angle
from newsportal.design.make_font import ARABIC_FEATURES, subset
from newsportal.design.mark import PAPER, paint, wordmark
from newsportal.design.palette import rgb

TARGET = Path(__file__).resolve().parent.parent.parent / "articles" / "share" / "material"
SIZE = (1200, 630)
# In a headline any character of these files may stand, and a line of text has no second face to fall back on.
FILES = ("arabic", "latin", "latin-ext")
WORD_HEIGHT = 84


def face(package: Path) -> TTFont:
    """Return Cairo 700 with all characters of its files; where several have one, the first stands."""
    known: set[int] = set()
    parts = []
    for name in FILES:
        path = package / "files" / f"cairo-{name}-700-normal.woff2"
        own = {*TTFont(path).getBestCmap()} - known
        # Signs that both scripts use are drawn for Latin in the Arabic file, too.
        known |= own
        font = subset(path, "".join(map(chr, sorted(own))), ARABIC_FEATURES)
        font.flavor = None
        stream = io.BytesIO()
        font.save(stream)
        stream.seek(0)
        parts.append(stream)
    whole = Merger().merge(parts)
    whole.recalcTimestamp = False
    whole["head"].created = whole["head"].modified = TTFont(path)["head"].modified
    return whole


def pattern() -> Image.Image:
    """Return the lines of a girih as an opacity, dense at the inline end and gone where the words stand."""
    design = Design(
        tiling="decagons and bowties",
        style=Style(rosette_angle(10), petal=0.4),
        edges=13,
        tones="paper paper paper paper",
        strap=0.03,
        line=0.0,
        strap_tone="ink",
        unevenness=0.0,
    )
    drawn = draw(design, {"paper": (255, 255, 255), "ink": (0, 0, 0), "night": (0, 0, 0)}, "share", SIZE)
    lines = ImageChops.invert(drawn.convert("L"))
    fade = Image.linear_gradient("L").rotate(90).resize(SIZE)
    return ImageChops.multiply(lines, fade.transpose(Image.Transpose.FLIP_LEFT_RIGHT))


def word(package: Path) -> Image.Image:
    """Return the paper's word on paper."""
    drawing = wordmark(package)
    scale = WORD_HEIGHT / drawing.height
    image = Image.new("RGB", (round(drawing.width * scale), WORD_HEIGHT), rgb(PAPER))
    paint(image, drawing, 0j, scale)
    return image


def main(cairo: Path, reem_kufi: Path) -> None:
    """Write the face, the pattern, the word and their licences."""
    TARGET.mkdir(parents=True, exist_ok=True)
    font = face(cairo)
    font.save(TARGET / "cairo-700.ttf")
    # The portal itself runs without fontTools.
    characters = "".join(map(chr, sorted(font.getBestCmap())))
    (TARGET / "characters.txt").write_text(characters, encoding="utf-8", newline="")
    pattern().quantize(32).convert("L").save(TARGET / "girih.png", optimize=True)
    word(reem_kufi).quantize(64).save(TARGET / "wordmark.png", optimize=True)
    shutil.copyfile(cairo / "LICENSE", TARGET / "cairo-OFL.txt")
    shutil.copyfile(reem_kufi / "LICENSE", TARGET / "reem-kufi-OFL.txt")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
