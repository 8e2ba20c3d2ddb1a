"""The shapes and widths in which readers get a picture, and the addresses of the files."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Shape = Literal["full", "card", "thumb", "square"]

# Each place takes the next wider one: text and lead (864 pixels at most), cards (780), small pictures of lists.
WIDTHS: Mapping[Shape, tuple[int, ...]] = {
    "full": (480, 720, 960, 1440, 1920),
    "card": (320, 480, 720, 960, 1600),
    "thumb": (160, 320, 640),
    "square": (128, 256, 384),
}
# The best first: a browser takes the first that it knows.
FORMATS = ("avif", "webp", "jpg")
# What is there before the worker has been: an upload writes these, and every picture of an older release has them.
FIRST_WIDTHS: Mapping[Shape, tuple[int, ...]] = {"full": (480, 960), "card": (480, 960)}
FIRST_FORMATS = ("webp", "jpg")
RATIOS: Mapping[Shape, tuple[int, int]] = {"card": (16, 9), "thumb": (4, 3), "square": (1, 1)}


def crop_size(shape: Shape, width: int, height: int) -> tuple[int, int]:
    """Return the pixels of a ``width`` × ``height`` original that the shape keeps: all, or the largest such part."""
    if shape not in RATIOS:
        return width, height
    across, down = RATIOS[shape]
    return min(width, max(1, height * across // down)), min(height, max(1, width * down // across))


# A page names thirty pictures of a few sizes.
@lru_cache(maxsize=1_000)
def rendition_sizes(shape: Shape, width: int, height: int, *, is_first: bool = False) -> tuple[tuple[int, int], ...]:
    """Return width and height of each rendition, narrowest first; nothing is enlarged.

    ``is_first`` gives those that an upload writes at once.
    """
    kept_width, kept_height = crop_size(shape, width, height)
    steps = (FIRST_WIDTHS if is_first else WIDTHS)[shape]
    widths = sorted({min(step, kept_width) for step in steps})
    return tuple((step, max(1, round(kept_height * step / kept_width))) for step in widths)


def rendition_path(key: str, shape: Shape, width: int, file_format: str) -> str:
    """Return the place of a rendition below the media folder."""
    return f"{rendition_stem(key, shape)}{width}.{file_format}"


def rendition_stem(key: str, shape: Shape) -> str:
    """Return what the places of all renditions of a shape begin with; width and format follow."""
    return f"pictures/{key}/{shape}-"
