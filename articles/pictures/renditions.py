"""Cutting and writing: from pixels to the files that pages name."""

import io
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles.pictures.files import master_path, new_key
from articles.pictures.ingest import Ingested
from articles.pictures.shapes import FORMATS, WIDTHS, Shape, crop_size, rendition_path, rendition_sizes

if TYPE_CHECKING:
    from articles.models.picture import Picture

# Method 4 of 6 is where WebP's gain for its time ends; a progressive JPEG shows something early.
OPTIONS: dict[str, dict[str, Any]] = {
    "master": {"format": "WEBP", "quality": 92, "method": 2},
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


def write_renditions(image: Image.Image, key: str, focal_point: tuple[int, int]) -> None:
    """Write every shape, width and format below ``key``; about half a second for a large photograph."""
    for shape in WIDTHS:
        box = crop_box(shape, image.size, focal_point)
        for size in rendition_sizes(shape, *image.size):
            cut = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
            for file_format in FORMATS:
                default_storage.save(rendition_path(key, shape, size[0], file_format), encoded(cut, file_format))


def write_files(ingested: Ingested, picture: "Picture") -> None:
    """Write master and renditions under a new key, and note key, size and ground on the unsaved picture.

    A transaction that fails afterwards leaves files that no row names; they do no harm.
    """
    picture.key = new_key()
    picture.width, picture.height, picture.ground = ingested.width, ingested.height, ingested.ground
    default_storage.save(master_path(picture.key), encoded(ingested.image, "master"))
    write_renditions(ingested.image, picture.key, (picture.focal_x, picture.focal_y))


def cut_again(picture: "Picture") -> None:
    """Write everything anew from the master, under a new key, because the focal point has moved."""
    with default_storage.open(master_path(picture.key)) as stream:
        data = stream.read()
    picture.key = new_key()
    default_storage.save(master_path(picture.key), ContentFile(data))
    with Image.open(io.BytesIO(data), formats=("WEBP",)) as master:
        write_renditions(master.convert("RGB"), picture.key, (picture.focal_x, picture.focal_y))
