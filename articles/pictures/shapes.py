"""The shapes and widths in which readers get a picture, and the addresses of the files."""

from functools import lru_cache
from typing import Literal

Shape = Literal["full", "card"]

WIDTHS: dict[Shape, tuple[int, ...]] = {"full": (480, 960, 1600), "card": (480, 960)}
FORMATS = ("webp", "jpg")
CARD_RATIO = (16, 9)


def crop_size(shape: Shape, width: int, height: int) -> tuple[int, int]:
    """Return the pixels of a ``width`` × ``height`` original that the shape keeps: all, or the largest 16:9 part."""
    if shape == "full":
        return width, height
    across, down = CARD_RATIO
    return min(width, max(1, height * across // down)), min(height, max(1, width * down // across))


# A page names thirty pictures of a few sizes.
@lru_cache(maxsize=1_000)
def rendition_sizes(shape: Shape, width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Return width and height of each rendition, narrowest first; nothing is enlarged."""
    kept_width, kept_height = crop_size(shape, width, height)
    widths = sorted({min(step, kept_width) for step in WIDTHS[shape]})
    return tuple((step, max(1, round(kept_height * step / kept_width))) for step in widths)


def rendition_path(key: str, shape: Shape, width: int, file_format: str) -> str:
    """Return the place of a rendition below the media folder."""
    return f"{rendition_stem(key, shape)}{width}.{file_format}"


def rendition_stem(key: str, shape: Shape) -> str:
    """Return what the places of all renditions of a shape begin with; width and format follow."""
    return f"pictures/{key}/{shape}-"
