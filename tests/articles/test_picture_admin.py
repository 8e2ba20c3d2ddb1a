import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles.models import Picture
from articles.pictures.library import rebuild_users_of
from newsportal import generations
from newsportal.models import Generation
from tests.factories import make_article, make_picture, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/picture/add/"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client: Client) -> Client:
    """Return the client of someone who may do everything with pictures."""
    client.force_login(make_user(groups=("Editors",)))
    return client


def uploaded(colour: str = "teal", size: tuple[int, int] = (1920, 1200), name: str = "boat.png") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/png")


def typed(**changes: Any) -> dict[str, Any]:
    return {"alternative_text": "قارب", "caption": "", "credit": "", "focal_x": 50, "focal_y": 50} | changes


def add(desk: Client, **changes: Any) -> Picture:
    answer = desk.post(ADD, typed(upload=uploaded(), **changes))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return Picture.objects.latest("pk")


def change(desk: Client, picture: Picture, **changes: Any) -> Picture:
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = desk.post(f"/admin/articles/picture/{picture.pk}/change/", typed(**changes))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return Picture.objects.get(pk=picture.pk)


def card_address(picture: Picture) -> str:
    return f"pictures/{picture.key}/card-480.webp"


class TestUpload:
    def test_uploaded_picture_has_its_files(self, desk: Client) -> None:
        picture = add(desk)
        assert (picture.width, picture.height) == (1920, 1200)
        assert default_storage.exists(card_address(picture))

    def test_picture_needs_a_file_and_alternative_text(self, desk: Client) -> None:
        errors = desk.post(ADD, typed(alternative_text="")).context["adminform"].form.errors
        assert set(errors) == {"upload", "alternative_text"}

    def test_file_that_is_no_picture_is_refused_beside_its_field(self, desk: Client) -> None:
        script = SimpleUploadedFile("boat.jpg", b"<svg><script>alert(1)</script></svg>", content_type="image/jpeg")
        answer = desk.post(ADD, typed(upload=script))
        assert answer.context["adminform"].form.errors.as_data()["upload"][0].code == "not_a_picture"
        assert not Picture.objects.exists()

    def test_focal_point_outside_is_refused(self, desk: Client) -> None:
        errors = desk.post(ADD, typed(upload=uploaded(), focal_x=101)).context["adminform"].form.errors
        assert set(errors) == {"focal_x"}

    def test_someone_without_the_permission_uploads_nothing(self, client: Client) -> None:
        client.force_login(make_user())
        assert client.post(ADD, typed(upload=uploaded())).status_code == 403
        assert not Picture.objects.exists()


class TestChange:
    def test_words_alone_keep_the_files(self, desk: Client) -> None:
        picture = add(desk)
        changed = change(desk, picture, alternative_text="سفينة")
        assert (changed.key, changed.alternative_text) == (picture.key, "سفينة")

    def test_moved_focal_point_gives_new_files_and_removes_the_old(self, desk: Client) -> None:
        picture = add(desk)
        changed = change(desk, picture, focal_y=10)
        assert changed.key != picture.key
        assert default_storage.exists(card_address(changed))
        assert not default_storage.exists(card_address(picture))

    def test_another_file_replaces_pixels_and_size(self, desk: Client) -> None:
        picture = add(desk)
        changed = change(desk, picture, upload=uploaded("red", (500, 2500)))
        assert (changed.width, changed.height) == (500, 2500)
        assert changed.ground != picture.ground
        assert not default_storage.exists(card_address(picture))

    def test_articles_that_show_it_are_built_anew(self, desk: Client) -> None:
        picture = add(desk)
        inside = make_article(body=f'<figure data-picture="{picture.pk}"></figure><p>نص</p>')
        leading, other = make_article(lead_picture=picture), make_article()
        before = {article.pk: self.number(article.pk) for article in (inside, leading, other)}
        saved_at = inside.saved_at
        changed = change(desk, picture, focal_y=10)
        inside.refresh_from_db()
        assert changed.key in inside.body_html
        assert picture.key not in inside.body_html
        assert inside.saved_at == saved_at
        moved = {pk for pk, number in before.items() if self.number(pk) != number}
        assert moved == {inside.pk, leading.pk}

    @pytest.mark.postgresql
    def test_nobody_changes_an_article_between_its_reading_and_its_indexing(self) -> None:
        picture = make_picture()
        make_article(lead_picture=picture)
        with CaptureQueriesContext(connection) as queries:
            rebuild_users_of(picture)
        read = next(query["sql"] for query in queries if "articles_article" in query["sql"])
        assert 'ORDER BY "articles_article"."id" ASC FOR NO KEY UPDATE' in read

    def number(self, pk: int) -> int:
        return Generation.objects.get(name=generations.article(pk)).number


class TestDeletion:
    def delete(self, desk: Client, picture: Picture) -> str:
        return desk.post(f"/admin/articles/picture/{picture.pk}/delete/", {"post": "yes"}).content.decode()

    def test_unused_picture_goes_with_its_files(self, desk: Client) -> None:
        picture = add(desk)
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.delete(desk, picture)
        assert not Picture.objects.exists()
        assert not default_storage.exists(card_address(picture))

    def test_lead_picture_stays(self, desk: Client) -> None:
        article = make_article(lead_picture=make_picture())
        page = self.delete(desk, article.lead_picture)
        assert article.title in page
        assert Picture.objects.exists()

    def test_picture_in_a_text_stays(self, desk: Client) -> None:
        picture, near = make_picture(), make_picture()
        article = make_article(body=f'<figure data-picture="{picture.pk}"></figure><p>نص</p>')
        assert article.title in self.delete(desk, picture)
        assert Picture.objects.filter(pk=picture.pk).exists()
        self.delete(desk, near)
        assert not Picture.objects.filter(pk=near.pk).exists()

    def test_bulk_deletion_refuses_as_well(self, desk: Client) -> None:
        picture = make_picture()
        make_article(body=f'<figure data-picture="{picture.pk}"></figure><p>نص</p>')
        data = {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"}
        desk.post("/admin/articles/picture/", data)
        assert Picture.objects.exists()


class TestList:
    def test_list_shows_thumbnails_and_finds_words(self, desk: Client) -> None:
        seen, other = make_picture(alternative_text="مرفأ قديم"), make_picture(alternative_text="حقل")
        page = desk.get("/admin/articles/picture/", {"q": "مرفأ"}).content.decode()
        assert card_address(seen) in page
        assert other.key not in page

    def test_change_page_shows_the_whole_picture_and_a_place_for_each_crop(self, desk: Client) -> None:
        picture = make_picture()
        page = desk.get(f"/admin/articles/picture/{picture.pk}/change/").content.decode()
        assert f"{picture.key}/full-960.webp" in page
        assert re.findall(r'data-ratio="([^"]+)"', page) == ["16:9", "4:3", "1:1"]

    def test_someone_without_the_permission_sees_no_list(self, client: Client) -> None:
        client.force_login(make_user())
        assert client.get("/admin/articles/picture/").status_code == 403
