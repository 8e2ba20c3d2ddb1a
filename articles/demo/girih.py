"""The demo's pictures: girih in a section's colours."""

from PIL import Image

from articles.demo.designs import DESIGNS
from newsportal.design.girih.drawing import Colour, blend, draw
from newsportal.design.palette import SECTIONS, TOKENS, rgb

PAPER, INK = rgb(TOKENS["paper"].light), rgb(TOKENS["ink"].light)
# A section's second colour: something cool beside the warm ones, something warm beside the cool ones.
COMPANIONS = {
    1: "#2f7f86",
    2: "#c8913a",
    3: "#2a6f7c",
    4: "#c8913a",
    5: "#d0803c",
    6: "#cf8a3c",
    7: "#d0803c",
    8: "#3d7f72",
    9: "#2f7f86",
    10: "#c8913a",
    11: "#b5502f",
    12: "#c8913a",
}


def tones_of(colour: int) -> dict[str, Colour]:
    """Return the named tones of a section's colour, from paper to night, with its companion."""
    base, companion = rgb(SECTIONS[colour - 1].light), rgb(COMPANIONS[colour])
    return {
        "paper": PAPER,
        "wash": blend(base, PAPER, 0.9),
        "pale": blend(base, PAPER, 0.76),
        "light": blend(base, PAPER, 0.52),
        "mid": blend(base, PAPER, 0.22),
        "base": base,
        "deep": blend(base, INK, 0.42),
        "night": blend(base, INK, 0.8),
        "companion": companion,
        "sand": blend(companion, PAPER, 0.6),
    }


def draw_picture(name: str, colour: int, seed: str, size: tuple[int, int] = (1600, 900)) -> Image.Image:
    """Return one of DESIGNS in a section's colour; no two seeds give the same picture."""
    return draw(DESIGNS[name], tones_of(colour), seed, size)
