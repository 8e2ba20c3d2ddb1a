"""Makes the paper's icons, its wordmark, its share picture and the pattern that stands for a missing picture.

``npm pack @fontsource/reem-kufi@5.3.0 && tar xzf fontsource-reem-kufi-5.3.0.tgz``, then
``python -m newsportal.design.make_icons package``. The outlines are under the licence that is copied beside them.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image

from newsportal.design.girih.drawing import Design, blend, draw
from newsportal.design.girih.stars import Style, contact_star, rosette_angle
from newsportal.design.girih.tilings import squares_and_octagons
from newsportal.design.mark import BRIGHT_SUN, HOUSE, PAPER, Drawing, mark, paint, polygon_path, svg, wordmark
from newsportal.design.palette import TOKENS, rgb

TARGET = Path(__file__).resolve().parent.parent / "static" / "icons"
LICENCE = "reem-kufi-OFL.txt"
SHARE_SIZE = (1200, 630)
NIGHT = "#08393b"


def icon(sign: Drawing, size: int) -> Image.Image:
    """Return the sign on the house colour; phones cut the corners themselves."""
    image = Image.new("RGB", (size, size), rgb(HOUSE))
    paint(image, sign, 0j, size / 64)
    return image


def favicon_svg(sign: Drawing) -> str:
    return svg(sign, ground=f'<rect width="64" height="64" rx="13" fill="{HOUSE}"/>')


def wordmark_svg(word: Drawing) -> str:
    """Return the word in the colour of the text around it, for use inside a page or as a mask."""
    inked = [*[shape._replace(fill="currentColor") for shape in word.shapes[:-1]], word.shapes[-1]]
    return svg(word._replace(shapes=inked))


def share_picture(package: Path) -> Image.Image:
    """Return the picture for pages without one of their own: the word on a wall whose girih is still being laid."""
    ground, house, paper = rgb(NIGHT), rgb(HOUSE), rgb(PAPER)
    tones = {
        "wash": ground,
        "night": ground,
        "deep": blend(ground, house, 0.5),
        "house": house,
        "mid": blend(house, paper, 0.18),
        "line": blend(ground, paper, 0.3),
        "sun": blend(rgb(BRIGHT_SUN), house, 0.2),
    }
    design = Design(
        tiling="decagons and bowties",
        style=Style(rosette_angle(10), petal=0.4),
        edges=13,
        tones="deep house mid sun house deep",
        strap=0.035,
        line=0.0,
        strap_tone="line",
        unevenness=0.02,
        is_fading=True,
    )
    # The pattern is laid from the inline end, where no letter stands.
    image = draw(design, tones, "share", SHARE_SIZE).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    word = wordmark(package, PAPER, BRIGHT_SUN)
    scale = 0.5 * SHARE_SIZE[0] / word.width
    corner = complex(0.43 * SHARE_SIZE[0], (SHARE_SIZE[1] - word.height * scale) / 2)
    paint(image, word, corner, scale)
    return image


def placeholder_svg() -> str:
    """Return a quiet lattice of khatams, in the colours of the system's theme."""
    octagon, square = squares_and_octagons().tiles
    unit = 64 / abs(squares_and_octagons().steps[0])
    half = complex(32, 32)
    lines = [[half + point * unit for point in line] for line in contact_star(octagon, 67.5)]
    # The small square lies around the corner where four repeats meet, a quarter in each.
    for corner in (0, 64, 64j, 64 + 64j):
        lines += [[corner - half + point * unit for point in line] for line in contact_star(square, 67.5)]
    path = "".join(polygon_path(line)[:-1] for line in lines)
    tint = TOKENS["tint"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 270"><style>'
        f"rect.g{{fill:{tint.light}}}path{{stroke:#dcd8cd}}"
        f"@media(prefers-color-scheme:dark){{rect.g{{fill:{tint.dark}}}path{{stroke:#33383b}}}}</style>"
        '<pattern id="k" width="64" height="64" patternUnits="userSpaceOnUse" patternTransform="translate(16 7)">'
        f'<path fill="none" stroke-width="1.5" d="{path}"/></pattern>'
        '<rect class="g" width="480" height="270"/><rect width="480" height="270" fill="url(#k)"/></svg>\n'
    )


def main(package: Path) -> None:
    """Write every file of the identity."""
    TARGET.mkdir(parents=True, exist_ok=True)
    sign = mark(package)
    texts = {
        "favicon.svg": favicon_svg(sign),
        "wordmark.svg": wordmark_svg(wordmark(package)),
        "placeholder.svg": placeholder_svg(),
    }
    for name, text in texts.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    for name, size in [("apple-touch-icon.png", 180), ("icon-192.png", 192), ("icon-512.png", 512)]:
        icon(sign, size).quantize(64).save(TARGET / name, optimize=True)
    icon(sign, 48).save(TARGET / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    share = share_picture(package).quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    share.save(TARGET / "share.png", optimize=True)
    shutil.copyfile(package / "LICENSE", TARGET / LICENCE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
