"""Cutting and writing: from pixels to the files that pages name."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles.pictures.files import master_path, new_key
from articles.pictures.ingest import Ingested
from articles.pictures.shapes import (
    FIRST_FORMATS,
    FIRST_WIDTHS,
    FORMATS,
    WIDTHS,
    Shape,
    crop_size,
    rendition_path,
    rendition_sizes,
)

if TYPE_CHECKING:
    from articles.models.picture import Picture

# Method 4 of 6 is where WebP's gain for its time ends, and speed 8 of 10 where AVIF's does; a progressive JPEG shows
# something early. One thread an encoder: the worker leaves the other cores to those who wait for a page.
OPTIONS: dict[str, dict[str, Any]] = {
    "master": {"format": "WEBP", "quality": 92, "method": 2},
    "avif": {"format": "AVIF", "quality": 50, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 75, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}


def encoded(image: Image.Image, kind: str) -> "ContentFile[bytes]":
    """Return the bytes of the picture in one of OPTIONS."""
    stream = io.BytesIO()
    image.save(stream, **OPTIONS[kind])
    return ContentFile(stream.getvalue())


def crop_box(shape: Shape, size: tuple[int, int], focal_point: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the edges of the part that the shape keeps: around the focal point, as far as the picture reaches."""
    kept = crop_size(shape, *size)
    left, top = [
        min(max(0, round(whole * per_cent / 100 - part / 2)), whole - part)
        for whole, part, per_cent in zip(size, kept, focal_point, strict=True)
    ]
    return left, top, left + kept[0], top + kept[1]


def write_first(image: Image.Image, picture: "Picture") -> None:
    """Write what pages show until the worker has been; a tenth of a second."""
    _write(image, picture, FIRST_WIDTHS, FIRST_FORMATS, is_first=True)


def write_all(image: Image.Image, picture: "Picture") -> None:
    """Write every shape, width and format below the picture's key; about two seconds for a large photograph."""
    _write(image, picture, WIDTHS, FORMATS)


def _write(
    image: Image.Image,
    picture: "Picture",
    shapes: Iterable[Shape],
    formats: Iterable[str],
    *,
    is_first: bool = False,
) -> None:
    for shape in shapes:
        box = crop_box(shape, image.size, (picture.focal_x, picture.focal_y))
        for size in rendition_sizes(shape, *image.size, is_first=is_first):
            cut = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
            for file_format in formats:
                path = rendition_path(picture.key, shape, size[0], file_format)
                default_storage.save(path, encoded(cut, file_format))


def write_files(ingested: Ingested, picture: "Picture") -> None:
    """Write master and first renditions under a new key; note key, size and ground on the unsaved picture.

    A transaction that fails afterwards leaves files that no row names; they do no harm.
    """
    picture.width, picture.height, picture.ground = ingested.width, ingested.height, ingested.ground
    _begin(picture, ingested.image, encoded(ingested.image, "master"))


def cut_again(picture: "Picture") -> None:
    """Write the first renditions anew from the master, under a new key, because the focal point has moved.

    Raises FileNotFoundError where the master is gone.
    """
    image, data = read_master(picture)
    _begin(picture, image, ContentFile(data))


def read_master(picture: "Picture") -> tuple[Image.Image, bytes]:
    """Return the pixels and the bytes of the master. Raises FileNotFoundError where there is none."""
    with default_storage.open(master_path(picture.key)) as stream:
        data: bytes = stream.read()
    with Image.open(io.BytesIO(data), formats=("WEBP",)) as master:
        return master.convert("RGB"), data


def _begin(picture: "Picture", image: Image.Image, master: "ContentFile[bytes]") -> None:
    picture.key, picture.cut_at, picture.cut_after, picture.cut_tries = new_key(), None, timezone.now(), 0
    default_storage.save(master_path(picture.key), master)
    write_first(image, picture)
