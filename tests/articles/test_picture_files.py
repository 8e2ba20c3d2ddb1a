import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import TestCase
from PIL import Image

from articles.models import Picture
from articles.pictures.files import master_path, remove_files_on_commit
from articles.pictures.ingest import ingest
from articles.pictures.markup import picture_html
from articles.pictures.renditions import crop_box, cut_again, read_master, write_all, write_files

RED = (200, 40, 30)
BLUE = (30, 60, 200)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def make_written(width: int = 1920, height: int = 1200, **fields: object) -> Picture:
    """Return an unsaved picture with its files: blue, with a red band of a tenth along its top."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width, height // 10))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    picture = Picture(alternative_text="مرفأ", **fields)
    write_files(ingest(stream), picture)
    return picture


def named_files(html: str) -> list[str]:
    """Return the places of all files that the markup names."""
    return sorted(set(re.findall(rf"{settings.MEDIA_URL}(\S+\.(?:avif|webp|jpg))", html)))


def opened(path: str) -> Image.Image:
    with default_storage.open(path) as stream:
        image = Image.open(stream)
        image.load()
        return image


class TestCropBox:
    def test_crop_stands_around_the_focal_point(self) -> None:
        assert crop_box("card", (1600, 1600), (50, 50)) == (0, 350, 1600, 1250)

    def test_crop_stays_inside_the_picture(self) -> None:
        assert crop_box("card", (1600, 1600), (50, 0)) == (0, 0, 1600, 900)
        assert crop_box("card", (1600, 1600), (50, 100)) == (0, 700, 1600, 1600)
        assert crop_box("card", (3200, 900), (100, 50)) == (1600, 0, 3200, 900)

    def test_full_keeps_everything(self) -> None:
        assert crop_box("full", (1600, 1000), (0, 100)) == (0, 0, 1600, 1000)


class TestWrittenFiles:
    def test_every_address_of_the_markup_is_a_file_of_its_size(self) -> None:
        picture = make_written()
        assert re.fullmatch(r"[0-9a-f]{32}", picture.key)
        assert (picture.width, picture.height) == (1920, 1200)
        html = picture_html(picture, shape="full", sizes="1px") + picture_html(picture, shape="card", sizes="1px")
        found = re.findall(rf"{settings.MEDIA_URL}(\S+\.(webp|jpg)) (\d+)w", html)
        assert len(found) == 8
        for path, file_format, width in found:
            image = opened(path)
            assert image.width == int(width)
            assert image.format == {"webp": "WEBP", "jpg": "JPEG"}[file_format]

    def test_card_shows_the_focal_point(self) -> None:
        above = opened(f"pictures/{make_written(focal_y=0).key}/card-480.jpg")
        below = opened(f"pictures/{make_written(focal_y=100).key}/card-480.jpg")
        assert above.size == below.size == (480, 270)
        assert above.getpixel((240, 5))[0] > 150
        assert below.getpixel((240, 5))[0] < 80

    def test_files_carry_no_metadata(self) -> None:
        picture = make_written()
        for path in (f"pictures/{picture.key}/full-960.jpg", master_path(picture.key)):
            assert not set(opened(path).info) & {"exif", "icc_profile", "xmp", "comment"}

    def test_no_rendition_tells_where_it_was_taken(self) -> None:
        exif = Image.Exif()
        exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 42.0, 0.0)})
        exif[0x010F] = "Camera of a source"
        stream = io.BytesIO()
        Image.new("RGB", (700, 500), BLUE).save(stream, "JPEG", exif=exif, xmp=b"<x>name of a source</x>")
        picture = Picture(alternative_text="مرفأ")
        write_files(ingest(stream), picture)
        write_all(read_master(picture)[0], picture)
        _, names = default_storage.listdir(f"pictures/{picture.key}")
        paths = [master_path(picture.key), *(f"pictures/{picture.key}/{name}" for name in names)]
        assert {name.rpartition(".")[2] for name in names} == {"avif", "webp", "jpg"}
        for path in paths:
            assert not set(opened(path).info) & {"exif", "icc_profile", "xmp", "comment", "photoshop"}
            with default_storage.open(path) as stored:
                assert b"source" not in stored.read()

    def test_moved_focal_point_cuts_anew_under_another_key(self) -> None:
        picture = make_written(focal_y=0)
        old_key, picture.focal_y = picture.key, 100
        cut_again(picture)
        assert picture.key != old_key
        assert opened(f"pictures/{picture.key}/card-480.jpg").getpixel((240, 5))[0] < 80
        assert default_storage.exists(master_path(picture.key))
        assert default_storage.exists(f"pictures/{old_key}/card-480.jpg")


@pytest.mark.django_db
class TestRemoval:
    def files(self, tmp_path: Path) -> list[Path]:
        return [path for path in tmp_path.rglob("*") if path.is_file()]

    def test_deleted_picture_takes_its_files_along_on_commit(self, tmp_path: Path) -> None:
        picture = make_written()
        picture.save()
        with TestCase.captureOnCommitCallbacks(execute=True):
            picture.delete()
            assert len(self.files(tmp_path)) == 9
        assert list((tmp_path / "pictures").iterdir()) == []
        assert self.files(tmp_path) == []

    def test_bulk_deletion_takes_files_along(self, tmp_path: Path) -> None:
        make_written().save()
        make_written().save()
        with TestCase.captureOnCommitCallbacks(execute=True):
            Picture.objects.all().delete()
        assert self.files(tmp_path) == []

    def test_transaction_that_fails_keeps_the_files(self, tmp_path: Path) -> None:
        picture = make_written()
        picture.save()
        with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
            picture.delete()
            transaction.set_rollback(True)
        assert len(self.files(tmp_path)) == 9

    def test_files_that_are_gone_already_are_no_error(self) -> None:
        picture = Picture(key="0" * 32)
        with TestCase.captureOnCommitCallbacks(execute=True) as ran:
            remove_files_on_commit(picture)
        assert len(ran) == 1
