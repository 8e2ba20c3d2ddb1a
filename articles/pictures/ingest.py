"""What comes in: an uploaded file becomes plain sRGB pixels, or is refused with a reason that an editor understands.

Nothing of the file survives but its pixels: no metadata, no place, no comment, no hidden second content.
"""

import io
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, UnidentifiedImageError

from newsportal.design.palette import nearest_ground

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# Wider than any rendition by half, so that crops and sharper screens of later years have something to take from.
MASTER_BOX = (2400, 8000)

# Each pass of a progressive JPEG costs as much as the whole picture; cameras and programs write ten or so.
MOST_SCANS = 100
# A marker that begins a segment (ITU-T T.81, B.1.1.3): neither a stuffed byte nor a restart.
JPEG_MARKER = re.compile(rb"\xff([\x02-\xcf\xd9-\xfe])")
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9

ORIENTATION_TAG = 0x0112
# What undoes each value of the EXIF orientation (CIPA DC-008, 4.6.4).
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Ingested:
    """Pixels ready to be cut: RGB, upright, at most MASTER_BOX, with the number of their ground in the palette."""

    image: Image.Image
    ground: int

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height


def ingest(upload: IO[bytes]) -> Ingested:
    """Return the first frame of a JPEG, PNG, WebP, AVIF or GIF file, whatever its name says.

    Raises ValidationError with the code ``too_large``, ``too_many_pixels``, ``not_a_picture`` or ``damaged``.
    Decoding the largest accepted file takes about a second and 160 MB.
    """
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(megabytes)s MB. Save it smaller and upload it again."),
            code="too_large",
            params={"megabytes": MAX_BYTES // 1024**2},
        )
    with warnings.catch_warnings():
        # Broken EXIF makes Pillow grumble; a header that asks for too much memory is another matter.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = plain(decode(data))
    image.thumbnail(MASTER_BOX, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Ingested(image, dominant_ground(image))


def decode(data: bytes) -> Image.Image:
    """Return the decoded first frame; nothing is decoded before the size in its header is accepted."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        is_too_large = image.width * image.height > MAX_PIXELS
        if image.format == "JPEG" and has_too_many_scans(data):
            raise ValueError("More than MOST_SCANS scans.")
        if not is_too_large:
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        is_too_large = True
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This is not a whole JPEG, PNG, WebP, AVIF or GIF file. Export the picture again as one of them."),
            code="not_a_picture",
        ) from error
    except Exception as error:
        # Decoders meet hostile bytes with errors of every kind; to an editor all of them say the same.
        raise ValidationError(
            _("The file is damaged or incomplete. Export the picture again and upload that."), code="damaged"
        ) from error
    if is_too_large:
        raise ValidationError(
            _("The picture has more than %(megapixels)s million pixels. Make it smaller and upload it again."),
            code="too_many_pixels",
            params={"megapixels": MAX_PIXELS // 1_000_000},
        )
    return image


def has_too_many_scans(data: bytes) -> bool:
    """Tell whether a JPEG has more than ``MOST_SCANS`` passes; what follows its end is none of it."""
    scans, position = 0, 2
    while scans <= MOST_SCANS and (marker := JPEG_MARKER.search(data, position)):
        kind = marker[1][0]
        if kind == END_OF_IMAGE:
            break
        scans += kind == START_OF_SCAN
        position = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2])
    return scans > MOST_SCANS


def plain(image: Image.Image) -> Image.Image:
    """Return a new RGB image in sRGB, upright, without transparency and without any metadata."""
    profile = image.info.get("icc_profile")
    turn = TURNS.get(orientation(image))
    flat = flatten(image)
    if turn is not None:
        flat = flat.transpose(turn)
    rgb = to_srgb(flat, profile) if profile else flat.convert("RGB")
    rgb.info.clear()
    return rgb


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 where there is none or where it cannot be read."""
    try:
        value = image.getexif().get(ORIENTATION_TAG, 1)
    except Exception:
        # Many honest cameras write broken EXIF; the picture itself is whole.
        return 1
    return value if isinstance(value, int) else 1


def flatten(image: Image.Image) -> Image.Image:
    """Return the picture as L, RGB or CMYK: white shines through where it was transparent, 16 bits become 8."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        flat = Image.alpha_composite(white, layer)
        # A grey profile fits grey pixels only.
        return flat.convert("L" if image.mode in {"L", "LA", "La"} else "RGB")
    if image.mode in {"L", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture's colours in sRGB; a profile that is broken or of another colour model is left out."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        changed = None
    return changed or image.convert("RGB")


def dominant_ground(image: Image.Image) -> int:
    """Return the number of the palette's ground that most of the picture resembles."""
    pixels = image.resize((24, 24), Image.Resampling.BOX).tobytes()
    votes = Counter(nearest_ground(*pixels[start : start + 3]) for start in range(0, len(pixels), 3))
    return votes.most_common(1)[0][0]
