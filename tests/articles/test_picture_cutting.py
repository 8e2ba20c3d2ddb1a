import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import TestCase
from django.utils import timezone
from PIL import Image

from articles.models import Picture
from articles.pictures import cutting
from articles.pictures.cutting import cut, cut_waiting, take_up
from articles.pictures.files import master_path
from articles.pictures.ingest import Ingested
from articles.pictures.library import save_picture
from articles.pictures.markup import picture_html, share_address
from newsportal import generations
from newsportal.due import DUE, ROUND
from newsportal.models import Generation
from tests.articles.test_picture_files import make_written, named_files
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db

KINDS = ("webp", "jpg")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def stored(**fields: Any) -> Picture:
    """Return a saved picture as an upload leaves it."""
    picture = make_written(**fields)
    picture.save()
    return picture


def fresh(picture: Picture) -> Picture:
    return Picture.objects.get(pk=picture.pk)


def number(name: str) -> int:
    row = Generation.objects.filter(name=name).first()
    return row.number if row else 0


class TestUploaded:
    @pytest.mark.parametrize("shape", ["full", "card", "thumb", "square"])
    def test_pages_name_only_files_that_are_there(self, shape: Any) -> None:
        picture = stored()
        assert picture.cut_at is None
        html = picture_html(picture, shape=shape, sizes="1px")
        assert ".avif" not in html
        for path in named_files(html):
            assert default_storage.exists(path)
        assert default_storage.exists(share_address(picture).removeprefix("/media/"))

    def test_picture_of_an_older_release_names_files_of_that_release(self) -> None:
        # What releases before this one wrote: full 480, 960, 1600 and card 480, 960, in WebP and JPEG.
        html = picture_html(make_picture(), shape="full", sizes="1px") + picture_html(
            make_picture(), shape="square", sizes="1px"
        )
        names = {path.rpartition("/")[2] for path in named_files(html)}
        assert names == {
            f"{shape}-{width}.{kind}" for shape in ("full", "card") for width in (480, 960) for kind in ("webp", "jpg")
        }


class TestCut:
    @pytest.mark.parametrize("shape", ["full", "card", "thumb", "square"])
    def test_pages_name_every_format_once_it_is_done(self, shape: Any) -> None:
        picture = stored()
        assert cut_waiting() == 1
        html = picture_html(fresh(picture), shape=shape, sizes="1px")
        assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
        for path in named_files(html):
            with default_storage.open(path) as stream:
                kind = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[path.rpartition(".")[2]]
                assert Image.open(stream).format == kind

    def test_texts_that_show_it_are_built_anew_and_their_pages_with_them(self) -> None:
        picture = stored()
        inside = make_article(body=f'<figure data-picture="{picture.pk}"></figure><p>نص</p>')
        leading, other = make_article(lead_picture=picture), make_article()
        names = [generations.article(each.pk) for each in (inside, leading, other)] + ["lists"]
        before = [number(name) for name in names]
        cut_waiting()
        inside.refresh_from_db()
        assert "full-1920.avif" in inside.body_html
        moved = [number(name) != earlier for name, earlier in zip(names, before, strict=True)]
        assert moved == [True, True, False, True]

    def test_nothing_waits_and_nothing_is_asked_twice(self, django_assert_num_queries: Any) -> None:
        stored()
        cut_waiting()
        with django_assert_num_queries(1):
            assert cut_waiting() == 0

    def test_the_one_that_waits_longest_comes_first(self) -> None:
        later, sooner = stored(), stored()
        Picture.objects.filter(pk=sooner.pk).update(cut_after=timezone.now() - timedelta(hours=1))
        assert take_up() == sooner
        assert take_up() == later
        assert take_up() is None

    def test_worker_looks_after_other_work_in_between(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stored()
        stored()
        assert cut_waiting(seconds=0.000001) <= 1

    def test_moved_focal_point_is_cut_anew(self) -> None:
        picture = stored(focal_y=0)
        cut_waiting()
        picture = fresh(picture)
        picture.focal_y = 100
        save_picture(picture, is_cut_anew=True)
        assert fresh(picture).cut_at is None
        assert cut_waiting() == 1
        with default_storage.open(f"pictures/{picture.key}/card-960.jpg") as stream:
            assert Image.open(stream).getpixel((64, 2))[0] < 80

    def test_no_transaction_is_open_while_files_are_written(self, monkeypatch: pytest.MonkeyPatch) -> None:
        picture = stored()
        # The test itself runs in one.
        depth, found = len(connection.savepoint_ids), []
        monkeypatch.setattr(
            "articles.pictures.renditions.write_first", lambda *_: found.append(len(connection.savepoint_ids))
        )
        save_picture(picture, is_cut_anew=True)
        save_picture(picture, ingested=Ingested(Image.new("RGB", (1600, 900)), 0))
        assert found == [depth, depth]

    def test_words_alone_are_no_reason(self) -> None:
        picture = stored()
        stale = fresh(picture)
        cut_waiting()
        stale.caption = "قارب عند الغروب"
        save_picture(stale)
        assert fresh(picture).cut_at is not None
        assert fresh(picture).caption == "قارب عند الغروب"


class TestTrouble:
    def test_worker_that_died_in_the_middle_begins_again(self) -> None:
        picture = stored()
        assert take_up() == picture
        assert cut_waiting() == 0
        left = fresh(picture).cut_after - timezone.now()
        assert timedelta(0) < left <= cutting.PAUSE
        Picture.objects.update(cut_after=F("cut_after") - cutting.PAUSE)
        assert cut_waiting() == 1
        assert fresh(picture).cut_tries == 0

    def test_half_written_file_of_a_killed_worker_is_replaced(self) -> None:
        picture = stored()
        path = Path(default_storage.path(f"pictures/{picture.key}/full-1920.avif"))
        path.write_bytes(b"half")
        cut_waiting()
        with default_storage.open(f"pictures/{picture.key}/full-1920.avif") as stream:
            assert Image.open(stream).width == 1920
        assert len(list(path.parent.glob("full-1920*.avif"))) == 1

    def test_two_workers_do_not_take_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        picture = stored()
        seen = list(Picture.objects.waiting(timezone.now()))
        assert take_up() == picture
        # The other had read the row before the first one took it.
        monkeypatch.setattr(Picture.objects.__class__, "waiting", lambda *_: seen)
        assert take_up() is None

    def test_picture_that_cannot_be_cut_is_logged_and_waits_longer_each_time(self, caplog: Any) -> None:
        broken, whole = stored(cut_after=timezone.now() - timedelta(hours=1)), stored()
        default_storage.delete(master_path(broken.key))
        assert cut_waiting(60) == 1
        assert f"Picture {broken.pk} could not be cut" in caplog.text
        assert fresh(whole).cut_at is not None
        pauses = []
        for _ in range(3):
            row = fresh(broken)
            pauses.append(row.cut_after - timezone.now())
            Picture.objects.filter(pk=broken.pk).update(cut_after=timezone.now())
            assert cut_waiting() == 0
        assert pauses[0] < pauses[1] < pauses[2]
        assert cut_waiting() == 0
        assert caplog.text.count("could not be cut") == 4

    def test_pause_never_grows_beyond_a_day(self) -> None:
        picture = stored(cut_tries=500)
        take_up()
        assert fresh(picture).cut_after - timezone.now() <= timedelta(days=1)

    def test_picture_replaced_meanwhile_keeps_its_new_files_alone(self) -> None:
        picture = stored()
        begun = fresh(picture)
        picture.focal_y = 100
        with TestCase.captureOnCommitCallbacks(execute=True):
            save_picture(picture, is_cut_anew=True)
        with pytest.raises(FileNotFoundError):
            cut(begun)
        assert fresh(picture).cut_at is None

    def test_picture_replaced_while_it_is_cut_leaves_no_file_behind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        picture = stored()
        begun = fresh(picture)
        write = cutting.write_all

        def replaced_meanwhile(image: Image.Image, old: Picture) -> None:
            write(image, old)
            Picture.objects.filter(pk=old.pk).update(key="f" * 32)

        monkeypatch.setattr(cutting, "write_all", replaced_meanwhile)
        assert cut(begun) is False
        assert not default_storage.exists(f"pictures/{begun.key}/full-480.webp")
        assert fresh(picture).cut_at is None


class TestWaysIn:
    def test_worker_looks_every_second_and_a_scheduler_every_minute(self) -> None:
        path = "articles.pictures.cutting.cut_waiting"
        assert path in ROUND
        assert path in [due.function for due in DUE]

    def run(self, *options: str) -> str:
        told = io.StringIO()
        call_command("cut_pictures", *options, stdout=told)
        return told.getvalue().strip()

    def test_command_cuts_what_is_missing_at_once(self) -> None:
        picture = stored(cut_after=timezone.now() + timedelta(hours=3), cut_tries=9)
        assert self.run() == "1 pictures cut."
        assert fresh(picture).cut_at is not None
        assert self.run() == "0 pictures cut."

    @pytest.mark.postgresql
    @pytest.mark.django_db(transaction=True)
    def test_command_shares_pictures_among_jobs(self) -> None:
        pictures = [stored() for _ in range(4)]
        assert self.run("--jobs", "3") == "4 pictures cut."
        assert all(fresh(picture).cut_at for picture in pictures)

    def test_command_cuts_all_anew_under_the_same_addresses(self) -> None:
        picture = stored()
        self.run()
        Path(default_storage.path(f"pictures/{picture.key}/thumb-320.avif")).unlink()
        assert self.run("--all") == "1 pictures cut."
        assert fresh(picture).key == picture.key
        assert default_storage.exists(f"pictures/{picture.key}/thumb-320.avif")
