import gzip
import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from articles.pictures import ingest as ingesting
from articles.pictures.ingest import ingest
from newsportal.design.palette import nearest_ground

BLUE = (30, 60, 200)
RED = (200, 40, 30)


def picture_file(image: Image.Image, file_format: str, **options: Any) -> io.BytesIO:
    stream = io.BytesIO()
    image.save(stream, file_format, **options)
    return stream


def quartered() -> Image.Image:
    """Return 60 × 40 pixels, blue with a red top left quarter."""
    image = Image.new("RGB", (60, 40), BLUE)
    image.paste(RED, (0, 0, 30, 20))
    return image


def close(one: Any, other: tuple[int, int, int], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        ingest(io.BytesIO(data))
    assert caught.value.messages[0]
    return str(caught.value.code)


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(b"\0" * 100)) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


class TestAcceptedFormats:
    @pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
    def test_each_format_becomes_plain_pixels(self, file_format: str) -> None:
        ingested = ingest(picture_file(quartered(), file_format))
        assert ingested.image.mode == "RGB"
        assert (ingested.width, ingested.height) == (60, 40)
        assert close(ingested.image.getpixel((8, 8)), RED)
        assert close(ingested.image.getpixel((50, 30)), BLUE)

    def test_content_decides_and_not_the_name(self) -> None:
        stream = picture_file(quartered(), "PNG")
        stream.name = "holiday.jpg"
        assert ingest(stream).width == 60

    def test_animation_gives_its_first_frame(self) -> None:
        frames = [Image.new("RGB", (20, 20), RED), Image.new("RGB", (20, 20), BLUE)]
        for file_format in ("GIF", "WEBP"):
            stream = picture_file(frames[0], file_format, save_all=True, append_images=frames[1:])
            assert close(ingest(stream).image.getpixel((10, 10)), RED)

    def test_very_upright_picture_keeps_its_proportions(self) -> None:
        ingested = ingest(picture_file(Image.new("RGB", (1200, 6000), RED), "JPEG"))
        assert (ingested.width, ingested.height) == (1200, 6000)

    def test_large_picture_is_reduced_to_the_master_box(self) -> None:
        ingested = ingest(picture_file(Image.new("RGB", (4800, 2400), RED), "JPEG"))
        assert (ingested.width, ingested.height) == (2400, 1200)


class TestColours:
    def test_transparency_becomes_white(self) -> None:
        for mode, clear in [("RGBA", (255, 0, 0, 0)), ("LA", (0, 0))]:
            ingested = ingest(picture_file(Image.new(mode, (20, 20), clear), "PNG"))
            assert ingested.image.getpixel((5, 5)) == (255, 255, 255)

    def test_transparent_palette_entry_becomes_white(self) -> None:
        image = Image.new("P", (20, 20), 0)
        image.putpalette([10, 20, 30, 200, 40, 30])
        image.paste(1, (10, 0, 20, 20))
        ingested = ingest(picture_file(image, "PNG", transparency=0))
        assert ingested.image.getpixel((5, 5)) == (255, 255, 255)
        assert ingested.image.getpixel((15, 5)) == RED

    def test_grey_and_black_and_white_become_rgb(self) -> None:
        assert ingest(picture_file(Image.new("L", (20, 20), 90), "PNG")).image.getpixel((1, 1)) == (90, 90, 90)
        assert ingest(picture_file(Image.new("1", (20, 20), 1), "PNG")).image.getpixel((1, 1)) == (255, 255, 255)

    def test_sixteen_bits_become_eight(self) -> None:
        for value, seen in [(0, 0), (257 * 128, 128), (65535, 255)]:
            ingested = ingest(picture_file(Image.new("I;16", (20, 20), value), "PNG"))
            assert ingested.image.getpixel((5, 5)) == (seen, seen, seen)

    def test_cmyk_becomes_rgb(self) -> None:
        ingested = ingest(picture_file(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG"))
        assert close(ingested.image.getpixel((5, 5)), (255, 0, 0))

    def test_colours_of_another_profile_become_srgb(self) -> None:
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
        for foreign in (lab, swapped, b"no profile at all"):
            ingested = ingest(picture_file(quartered(), "PNG", icc_profile=foreign))
            assert "icc_profile" not in ingested.image.info

    def test_wide_gamut_green_keeps_its_look(self) -> None:
        # The same numbers mean another green in a profile whose curve is linear.
        linear = linear_profile()
        ingested = ingest(picture_file(Image.new("RGB", (20, 20), (128, 128, 128)), "PNG", icc_profile=linear))
        assert close(ingested.image.getpixel((5, 5)), (188, 188, 188), by=3)

    def test_ground_is_the_colour_that_covers_most(self) -> None:
        image = Image.new("RGB", (100, 100), BLUE)
        image.paste(RED, (0, 0, 100, 30))
        assert ingest(picture_file(image, "PNG")).ground == nearest_ground(*BLUE)


def linear_profile() -> bytes:
    """Return sRGB's profile with its curves made straight."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    for number in range(count):
        name, offset, size = struct.unpack(">4sII", data[132 + 12 * number : 144 + 12 * number])
        if name in {b"rTRC", b"gTRC", b"bTRC"}:
            data[offset : offset + size] = b"curv" + bytes(size - 4)
    return bytes(data)


def noted() -> PngInfo:
    notes = PngInfo()
    notes.add_text("Author", "name of a source")
    notes.add_itxt("XML:com.adobe.xmp", "<x>name of a source</x>")
    return notes


def located() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Camera of a source"
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 42.0, 0.0), 3: "E", 4: (46.0, 40.0, 0.0)})
    return exif


class TestMetadata:
    def make_located(self) -> io.BytesIO:
        return picture_file(quartered(), "JPEG", exif=located(), comment=b"name of a source")

    def test_place_and_camera_are_gone(self) -> None:
        stream = self.make_located()
        assert Image.open(stream).getexif().get_ifd(0x8825)
        image = ingest(stream).image
        assert image.info == {}
        saved = picture_file(image, "WEBP").getvalue() + picture_file(image, "JPEG").getvalue()
        assert not Image.open(picture_file(image, "JPEG")).getexif()
        assert b"source" not in saved
        assert b"Exif" not in saved

    def test_every_other_kind_of_note_is_gone_too(self) -> None:
        xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>name of a source</x:xmpmeta>"
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x18\x1c\x02P\x00\x10name of a source"
        for file_format in ("JPEG", "WEBP", "PNG", "AVIF"):
            known = {"xmp": xmp} if file_format != "PNG" else {"pnginfo": noted()}
            data = picture_file(quartered(), file_format, exif=located(), **known).getvalue()
            if file_format == "JPEG":
                data = data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]
            assert b"source" in data
            image = ingest(io.BytesIO(data)).image
            for written in ("JPEG", "WEBP", "AVIF"):
                again = picture_file(image, written)
                assert b"source" not in again.getvalue()
                assert not set(Image.open(again).info) & {"exif", "xmp", "icc_profile", "photoshop", "comment"}

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_each_orientation_is_turned_upright(self, orientation: int) -> None:
        undo = {
            1: None,
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }[orientation]
        lying = quartered() if undo is None else quartered().transpose(undo)
        exif = Image.Exif()
        exif[0x0112] = orientation
        image = ingest(picture_file(lying, "JPEG", exif=exif, quality=95)).image
        assert image.size == (60, 40)
        assert close(image.getpixel((10, 8)), RED, by=30)
        assert close(image.getpixel((50, 8)), BLUE, by=30)
        assert close(image.getpixel((10, 32)), BLUE, by=30)

    def test_broken_exif_does_not_cost_the_picture(self) -> None:
        stream = picture_file(quartered(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)
        assert ingest(stream).width == 60


class TestRefusals:
    def test_bytes_beyond_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert ingesting.MAX_BYTES == 15 * 1024 * 1024
        data = picture_file(quartered(), "JPEG").getvalue()
        assert refusal(data + bytes(ingesting.MAX_BYTES)) == "too_large"

    def test_jpeg_of_more_passes_than_any_program_writes(self) -> None:
        data = picture_file(quartered(), "JPEG", progressive=True).getvalue()
        last = data.rindex(b"\xff\xda")
        scan = data[last:-2]
        assert refusal(data[:-2] + scan * 100 + data[-2:]) == "damaged"
        assert ingest(io.BytesIO(data[:-2] + scan * 10 + data[-2:])).width == 60

    def test_what_follows_the_end_of_a_jpeg_counts_for_nothing(self) -> None:
        data = picture_file(quartered(), "JPEG").getvalue()
        assert ingest(io.BytesIO(data + b"\xff\xda\x00\x02" * 500)).width == 60

    @pytest.mark.parametrize("size", [(8000, 5001), (20_000, 20_000), (60_000, 60_000)])
    def test_more_pixels_than_the_limit_whatever_the_file_holds(self, size: tuple[int, int]) -> None:
        assert refusal(png_that_claims(*size)) == "too_many_pixels"

    def test_small_file_of_too_many_pixels(self) -> None:
        assert refusal(picture_file(Image.new("1", (9000, 9000)), "PNG").getvalue()) == "too_many_pixels"

    @pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
    def test_truncated_file(self, file_format: str) -> None:
        noise = Image.effect_noise((200, 200), 80).convert("RGB")
        data = picture_file(noise, file_format).getvalue()
        # The AVIF decoder does not even recognise a file that is not whole.
        assert refusal(data[: len(data) * 2 // 3]) == ("not_a_picture" if file_format == "AVIF" else "damaged")

    @pytest.mark.parametrize("tenth", range(10))
    @pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
    def test_file_cut_at_each_tenth(self, file_format: str, tenth: int) -> None:
        noise = Image.effect_noise((200, 200), 80).convert("RGB")
        data = picture_file(noise, file_format).getvalue()
        assert refusal(data[: len(data) * tenth // 10]) in {"not_a_picture", "damaged"}

    @pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "GIF"])
    def test_header_of_one_format_before_the_bytes_of_another(self, file_format: str) -> None:
        data = picture_file(quartered(), file_format).getvalue()
        assert refusal(b"BM" + data) == "not_a_picture"
        assert refusal(b"%PDF-1.7\n" + data) == "not_a_picture"
        assert refusal(b"II*\x00" + data) == "not_a_picture"

    def test_drawing_under_every_disguise(self) -> None:
        svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
        for data in (svg, b"\xef\xbb\xbf" + svg, b"\n\n" + svg, gzip.compress(svg), b"<!-- GIF89a -->" + svg):
            assert refusal(data) == "not_a_picture"

    def test_header_without_a_picture_behind_it(self) -> None:
        assert refusal(png_that_claims(500, 500)) == "damaged"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"plain text",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<?xml version='1.0'?><svg/>",
            b"<!doctype html><script>alert(1)</script>",
            b"%PDF-1.7",
            b"GIF89a",
            b"\xff\xd8\xff",
        ],
    )
    def test_what_is_no_picture(self, data: bytes) -> None:
        assert refusal(data) in {"not_a_picture", "damaged"}

    @pytest.mark.parametrize("file_format", ["BMP", "TIFF", "ICO", "PPM"])
    def test_other_formats(self, file_format: str) -> None:
        assert refusal(picture_file(quartered(), file_format).getvalue()) == "not_a_picture"

    def test_html_in_front_of_a_picture(self) -> None:
        data = picture_file(quartered(), "JPEG").getvalue()
        assert refusal(b"<script>alert(1)</script>" + data) == "not_a_picture"

    def test_html_inside_and_behind_a_picture_is_left_behind(self) -> None:
        script = b"<script>alert(1)</script>"
        data = picture_file(quartered(), "JPEG", comment=script).getvalue() + script
        image = ingest(io.BytesIO(data)).image
        assert b"script" not in picture_file(image, "JPEG").getvalue()
