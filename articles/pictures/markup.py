"""The picture element. A page calls this up to forty times, so it joins strings and renders no template."""

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.pictures.shapes import Shape, rendition_path, rendition_sizes, rendition_stem

if TYPE_CHECKING:
    # The models build their text with this module, so it cannot import them when the program runs.
    from articles.models.picture import Picture

EAGER = ' fetchpriority="high"'
LAZY = ' loading="lazy" decoding="async"'
# The image named by ``src``, for programs that know no srcset.
USUAL_WIDTH = 960


def rendition_address(key: str, shape: Shape, width: int, file_format: str) -> str:
    """Return the address of one file; it never changes its content, so that it may be cached for ever."""
    return f"{settings.MEDIA_URL}{rendition_path(key, shape, width, file_format)}"


def share_address(picture: "Picture") -> str:
    """Return the address of the widest JPEG, for Open Graph, JSON-LD and feeds."""
    width, _ = rendition_sizes("full", picture.width, picture.height)[-1]
    return rendition_address(picture.key, "full", width, "jpg")


def picture_html(picture: "Picture", *, shape: Shape, sizes: str, eager: bool = False) -> SafeString:
    """Return a ``<picture>`` in WebP and JPEG, in every width; ``eager`` is for the one that leads the page."""
    base = f"{settings.MEDIA_URL}{rendition_stem(picture.key, shape)}"
    steps = rendition_sizes(shape, picture.width, picture.height)
    return _element(
        base=base, steps=steps, ground=picture.ground, text=picture.alternative_text, sizes=sizes, is_eager=eager
    )


# The same pictures stand on home and in lists for hours.
@lru_cache(maxsize=1_000)
def _element(
    *, base: str, steps: tuple[tuple[int, int], ...], ground: int, text: str, sizes: str, is_eager: bool
) -> SafeString:
    webp = ", ".join([f"{base}{width}.webp {width}w" for width, _ in steps])
    jpeg = ", ".join([f"{base}{width}.jpg {width}w" for width, _ in steps])
    usual = max(width for width, _ in steps if width <= USUAL_WIDTH)
    width, height = steps[-1]
    return mark_safe(  # noqa: S308 - addresses are made of hex and numbers, and both typed values are escaped
        f'<picture class="picture ground-{ground}">'
        f'<source type="image/webp" srcset="{webp}" sizes="{escape(sizes)}">'
        f'<img src="{base}{usual}.jpg" srcset="{jpeg}" sizes="{escape(sizes)}" width="{width}" height="{height}"'
        f' alt="{escape(text)}"{EAGER if is_eager else LAZY}></picture>'
    )
