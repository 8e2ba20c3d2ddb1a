"""The picture element. A page calls this up to forty times, so it joins strings and renders no template."""

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.pictures.shapes import (
    FIRST_FORMATS,
    FIRST_WIDTHS,
    FORMATS,
    Shape,
    rendition_path,
    rendition_sizes,
    rendition_stem,
)

if TYPE_CHECKING:
    # The models build their text with this module, so it cannot import them when the program runs.
    from articles.models.picture import Picture

EAGER = ' fetchpriority="high"'
LAZY = ' loading="lazy" decoding="async"'
KINDS = {"avif": "image/avif", "webp": "image/webp"}
# The image named by ``src``, for programs that know no srcset.
USUAL_WIDTH = 960


def rendition_address(key: str, shape: Shape, width: int, file_format: str) -> str:
    """Return the address of one file; it never changes its content, so that it may be cached for ever."""
    return f"{settings.MEDIA_URL}{rendition_path(key, shape, width, file_format)}"


def shape_at_hand(picture: "Picture", shape: Shape) -> tuple[Shape, tuple[tuple[int, int], ...]]:
    """Return the shape to name, and its sizes, narrowest first: of files that are there.

    Until the worker has cut a picture, its card stands for the smaller shapes; style sheets cut it to size.
    """
    is_first = picture.cut_at is None
    named: Shape = "card" if is_first and shape not in FIRST_WIDTHS else shape
    return named, rendition_sizes(named, picture.width, picture.height, is_first=is_first)


def share_address(picture: "Picture") -> str:
    """Return the address of the widest JPEG, for Open Graph, JSON-LD and feeds."""
    _, sizes = shape_at_hand(picture, "full")
    return rendition_address(picture.key, "full", sizes[-1][0], "jpg")


def small_address(picture: "Picture", shape: Shape = "card") -> str:
    """Return the address of the narrowest WebP, for the newsroom's lists."""
    named, sizes = shape_at_hand(picture, shape)
    return rendition_address(picture.key, named, sizes[0][0], "webp")


def picture_html(picture: "Picture", *, shape: Shape, sizes: str, eager: bool = False) -> SafeString:
    """Return a ``<picture>`` in every format and width that is there; ``eager`` is for the one that leads the page."""
    named, steps = shape_at_hand(picture, shape)
    return _element(
        base=f"{settings.MEDIA_URL}{rendition_stem(picture.key, named)}",
        steps=steps,
        formats=FIRST_FORMATS if picture.cut_at is None else FORMATS,
        ground=picture.ground,
        text=picture.alternative_text,
        sizes=sizes,
        is_eager=eager,
    )


# The same pictures stand on home and in lists for hours.
@lru_cache(maxsize=1_000)
def _element(
    *,
    base: str,
    steps: tuple[tuple[int, int], ...],
    formats: tuple[str, ...],
    ground: int,
    text: str,
    sizes: str,
    is_eager: bool,
) -> SafeString:
    named = {each: ", ".join([f"{base}{width}.{each} {width}w" for width, _ in steps]) for each in formats}
    shown = f' sizes="{escape(sizes)}"'
    sources = "".join(
        [f'<source type="{KINDS[each]}" srcset="{named[each]}"{shown}>' for each in formats if each in KINDS]
    )
    usual = max(width for width, _ in steps if width <= max(USUAL_WIDTH, steps[0][0]))
    width, height = steps[-1]
    return mark_safe(  # noqa: S308 - addresses are made of hex and numbers, and both typed values are escaped
        f'<picture class="picture ground-{ground}">{sources}'
        f'<img src="{base}{usual}.jpg" srcset="{named["jpg"]}"{shown} width="{width}" height="{height}"'
        f' alt="{escape(text)}"{EAGER if is_eager else LAZY}></picture>'
    )
