"""What the library's scripts ask for, and who may ask for it."""

import io
import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from articles.models import Article, Picture
from articles.permissions import may_change_picture
from tests.factories import make_article, make_picture, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/picture/"
UPLOAD = f"{LIST}upload/"
WORDS = f"{LIST}words/"
CHOOSE = f"{LIST}choose/"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def drawn(size: tuple[int, int] = (700, 500)) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def file_named(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn() if data is None else data, content_type="image/jpeg")


def change_of(picture: Picture) -> str:
    return f"{LIST}{picture.pk}/change/"


def keys_in(page: str) -> list[int]:
    return [json.loads(unescape(part.partition('"')[0]))["id"] for part in page.split('data-picture="')[1:]]


class TestUpload:
    def test_file_becomes_a_picture_of_the_account_without_words(self, client: Client, editor: User) -> None:
        answer = client.post(UPLOAD, {"upload": file_named("قارب.jpg")})
        picture = Picture.objects.get()
        assert answer.status_code == 201
        assert answer.json() == {
            "id": picture.pk,
            "alternativeText": "",
            "caption": "",
            "credit": "",
            "thumbnail": f"/media/pictures/{picture.key}/card-480.webp",
            "width": 700,
            "height": 500,
            "name": "قارب.jpg",
            "address": change_of(picture),
        }
        assert (picture.created_by, picture.file_name, picture.cut_at) == (editor, "قارب.jpg", None)
        assert default_storage.exists(f"pictures/{picture.key}/card-480.webp")

    def test_reporter_uploads(self, client: Client, reporter: User) -> None:
        assert client.post(UPLOAD, {"upload": file_named("a.jpg")}).status_code == 201

    def test_account_without_the_right_uploads_nothing(self, client: Client) -> None:
        client.force_login(make_user())
        assert client.post(UPLOAD, {"upload": file_named("a.jpg")}).status_code == 403
        assert not Picture.objects.exists()

    def test_nobody_uploads_without_signing_in(self, client: Client) -> None:
        assert client.post(UPLOAD, {"upload": file_named("a.jpg")}).status_code == 403
        assert not Picture.objects.exists()

    def test_address_takes_nothing_but_a_post(self, client: Client, editor: User) -> None:
        assert client.get(UPLOAD).status_code == 405

    @pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9])
    def test_file_that_was_cut_is_refused_in_words(self, client: Client, editor: User, share: float) -> None:
        data = drawn()
        answer = client.post(UPLOAD, {"upload": file_named("a.jpg", data[: int(len(data) * share)])})
        assert answer.status_code == 422
        assert answer.json()["error"]
        assert not Picture.objects.exists()

    @pytest.mark.parametrize("left", [10, 300, 2000])
    def test_connection_that_was_cut_is_refused_in_words(self, client: Client, editor: User, left: int) -> None:
        body = encode_multipart(BOUNDARY, {"upload": file_named("a.jpg")})[:-left]
        answer = client.generic("POST", UPLOAD, body, content_type=MULTIPART_CONTENT)
        assert answer.status_code == 422
        assert not Picture.objects.exists()

    def test_request_without_a_file_is_refused_in_words(self, client: Client, editor: User) -> None:
        answer = client.post(UPLOAD)
        assert (answer.status_code, bool(answer.json()["error"])) == (422, True)

    def test_drawing_under_the_name_of_a_photograph_is_refused(self, client: Client, editor: User) -> None:
        svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
        assert client.post(UPLOAD, {"upload": file_named("a.jpg", svg)}).status_code == 422

    def test_long_name_keeps_its_end(self, client: Client, editor: User) -> None:
        client.post(UPLOAD, {"upload": file_named("ص" * 190 + "\u202egnp" + "ص" * 40 + ".jpg")})
        name = Picture.objects.get().file_name
        assert len(name) <= 200
        assert name.endswith(".jpg")


class TestWords:
    def save(self, client: Client, *pictures: Picture, **words: str) -> Any:
        data: dict[str, Any] = {"picture": [each.pk for each in pictures]}
        for each in pictures:
            data |= {f"{each.pk}-{name}": "" for name in ("alternative_text", "caption", "credit")}
        return client.post(WORDS, data | words)

    def test_all_are_saved_at_once(self, client: Client, editor: User) -> None:
        one, other = make_picture(alternative_text=""), make_picture(alternative_text="")
        words = {f"{one.pk}-alternative_text": "مرفأ", f"{other.pk}-credit": "تصوير: رنا"}
        answer = self.save(client, one, other, **words)
        assert answer.status_code == 200
        told = {each["id"]: each["credit"] for each in answer.json()["pictures"]}
        assert told == {one.pk: "", other.pk: "تصوير: رنا"}
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.alternative_text, other.credit) == ("مرفأ", "تصوير: رنا")
        assert "مرف" in one.search_text

    def test_too_long_a_text_is_named_and_nothing_is_saved(self, client: Client, editor: User) -> None:
        one, other = make_picture(caption="قديم"), make_picture()
        words = {f"{one.pk}-caption": "جديد", f"{other.pk}-credit": "ص" * 151}
        answer = self.save(client, one, other, **words)
        assert answer.status_code == 422
        [wrong] = answer.json()["errors"][str(other.pk)]["credit"]
        assert "150" in wrong["message"]
        one.refresh_from_db()
        assert one.caption == "قديم"

    def test_reporter_saves_the_words_of_their_own(self, client: Client, reporter: User) -> None:
        own = make_picture(created_by=reporter)
        assert self.save(client, own, **{f"{own.pk}-caption": "تعليق"}).status_code == 200

    def test_reporter_saves_none_of_others(self, client: Client, reporter: User) -> None:
        own, other = make_picture(created_by=reporter), make_picture(caption="قديم")
        assert self.save(client, own, other).status_code == 403
        other.refresh_from_db()
        assert other.caption == "قديم"

    @pytest.mark.parametrize("key", ["", "x", "-1", "٣", "9" * 30, "\x00"])
    def test_numbers_that_are_none_save_nothing(self, client: Client, editor: User, key: str) -> None:
        make_picture(pk=3)
        assert client.post(WORDS, {"picture": [key]}).json() == {"pictures": []}


class TestChange:
    @pytest.mark.parametrize("status", ["draft", "in_review"])
    def test_reporter_changes_their_own_while_its_stories_are_unfinished(self, reporter: User, status: str) -> None:
        picture = make_picture(created_by=reporter)
        make_article(lead_picture=picture, status=status, published_at=None)
        assert may_change_picture(reporter, picture)

    @pytest.mark.parametrize("status", ["ready", "published", "archived", "withdrawn"])
    def test_reporter_changes_nothing_that_a_finished_story_shows(
        self, client: Client, reporter: User, status: str
    ) -> None:
        leading, inside = make_picture(created_by=reporter), make_picture(created_by=reporter)
        body = f'<figure data-picture="{inside.pk}"></figure><p>نص</p>'
        make_article(lead_picture=leading, body=body, status=status)
        for picture in (leading, inside):
            assert client.post(change_of(picture), {"alternative_text": "غير"}).status_code == 403

    def test_editor_changes_any(self, editor: User) -> None:
        assert may_change_picture(editor, make_article(lead_picture=make_picture()).lead_picture)

    def test_account_without_the_right_changes_not_even_their_own(self) -> None:
        user = make_user()
        assert not may_change_picture(user, make_picture(created_by=user))

    def test_reporter_deletes_nothing(self, client: Client, reporter: User) -> None:
        picture = make_picture(created_by=reporter)
        assert client.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"}).status_code == 403


class TestChoose:
    def test_newest_come_first_and_more_on_demand(self, client: Client, editor: User) -> None:
        keys = [make_picture().pk for _ in range(26)][::-1]
        page = client.get(CHOOSE).content.decode()
        assert keys_in(page) == keys[:24]
        assert f'data-before="{keys[23]}"' in page
        more = client.get(CHOOSE, {"before": keys[23]}).content.decode()
        assert keys_in(more) == keys[24:]
        assert "data-before" not in more
        assert "library-title" not in more

    def test_folded_words_are_found_in_every_line(self, client: Client, editor: User) -> None:
        wanted = make_picture(alternative_text="قَارِبٌ أزرق", file_name="DSC_0042.JPG", rights="عقد الوكالة")
        make_picture(alternative_text="حقل")
        for typed in ("قارب ازرق", "dsc_0042", "عقد"):
            assert keys_in(client.get(CHOOSE, {"q": typed}).content.decode()) == [wanted.pk]
        assert keys_in(client.get(CHOOSE, {"q": "غير موجود"}).content.decode()) == []

    def test_one_picture_is_shown_by_its_number(self, client: Client, editor: User) -> None:
        wanted, _ = make_picture(), make_picture()
        assert keys_in(client.get(CHOOSE, {"picture": wanted.pk}).content.decode()) == [wanted.pk]

    @pytest.mark.parametrize("value", ["x", "-1", "٣", "9" * 40, "\x00", "1 or 1=1"])
    def test_odd_numbers_and_words_do_no_harm(self, client: Client, editor: User, value: str) -> None:
        assert client.get(CHOOSE, {"before": value, "q": value}).status_code == 200

    def test_note_on_rights_is_shown_to_the_newsroom(self, client: Client, editor: User) -> None:
        make_picture(rights="مرة واحدة")
        assert "مرة واحدة" in client.get(CHOOSE).content.decode()
        assert "مرة واحدة" in client.get(LIST).content.decode()

    def test_note_on_rights_is_never_shown_to_readers(self, client: Client) -> None:
        picture = make_picture(rights="سرّ العقد")
        article = make_article(lead_picture=picture, body=f'<figure data-picture="{picture.pk}"></figure><p>نص</p>')
        for address in (article.get_absolute_url(), "/", "/feeds/latest.rss"):
            assert "سرّ العقد" not in client.get(address).content.decode()

    def test_reporter_chooses(self, client: Client, reporter: User) -> None:
        assert client.get(CHOOSE).status_code == 200

    def test_account_without_the_right_sees_none(self, client: Client) -> None:
        client.force_login(make_user())
        assert client.get(CHOOSE).status_code == 403

    def test_what_was_typed_cannot_leave_its_attribute(self, client: Client, editor: User) -> None:
        make_picture(alternative_text="\"'><script>alert(1)</script>")
        page = client.get(CHOOSE).content.decode()
        assert "<script>alert" not in page
        assert len(keys_in(page)) == 1

    def test_costs_the_same_for_few_and_many(
        self, client: Client, editor: User, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(30):
            make_picture()
        with django_assert_max_num_queries(7):
            page = client.get(CHOOSE).content.decode()
        assert page.count('<li class="choice">') == 24


class TestList:
    def test_filters_show_what_is_wordless_and_what_is_mine(self, client: Client, editor: User) -> None:
        wordless, mine = make_picture(alternative_text="", file_name="a.jpg"), make_picture(created_by=editor)
        for value, wanted, other in (("wordless", wordless, mine), ("mine", mine, wordless)):
            page = client.get(LIST, {"show": value}).content.decode()
            assert wanted.key in page
            assert other.key not in page

    def test_picture_without_words_is_marked_and_named_by_its_file(self, client: Client, editor: User) -> None:
        make_picture(alternative_text="", file_name="DSC_0042.JPG")
        page = client.get(LIST).content.decode()
        assert "DSC_0042.JPG" in page
        assert "تحتاج إلى نص بديل" in page

    def test_place_for_files_is_offered_to_those_who_may_add(self, client: Client, editor: User) -> None:
        assert "data-drop" in client.get(LIST).content.decode()

    def test_place_for_files_is_not_offered_to_others(self, client: Client) -> None:
        user = make_user()
        from_group = make_user(groups=("Reporters",)).groups.get().permissions.get(codename="view_picture")
        user.user_permissions.add(from_group)
        client.force_login(user)
        page = client.get(LIST).content.decode()
        assert "data-drop" not in page

    def test_costs_the_same_for_few_and_many(
        self, client: Client, editor: User, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(40):
            make_picture()
        with django_assert_max_num_queries(10):
            page = client.get(LIST)
        assert len(page.context["cl"].result_list) == 30


class TestUsedIn:
    def page(self, client: Client, picture: Picture) -> str:
        return client.get(change_of(picture)).content.decode()

    def test_stories_that_lead_with_it_or_show_it_are_linked(self, client: Client, editor: User) -> None:
        picture = make_picture()
        leading = make_article(lead_picture=picture)
        inside = make_article(body=f'<figure data-picture="{picture.pk}"></figure><p>نص</p>', status="draft")
        other = make_article()
        page = self.page(client, picture)
        for article in (leading, inside):
            assert f"/admin/articles/article/{article.pk}/change/" in page
            assert article.title in page
        assert other.title not in page

    def test_picture_of_no_story_says_so(self, client: Client, editor: User) -> None:
        assert "لا تظهر في أي خبر." in self.page(client, make_picture())

    def test_many_stories_are_named_up_to_a_number(
        self, client: Client, editor: User, django_assert_max_num_queries: Any
    ) -> None:
        picture = make_picture()
        for _ in range(23):
            make_article(lead_picture=picture)
        with django_assert_max_num_queries(10):
            page = self.page(client, picture)
        assert page.count("/admin/articles/article/") == 20
        assert "وفي أخبار أخرى." in page
        assert Article.objects.count() == 23


class TestUsualForm:
    def typed(self, **changes: Any) -> dict[str, Any]:
        words = {"alternative_text": "قارب", "caption": "عند الغروب", "credit": "", "rights": "مرة واحدة"}
        return {**words, "focal_x": 50, "focal_y": 50} | changes

    def test_upload_that_was_cut_keeps_what_was_typed(self, client: Client, editor: User) -> None:
        answer = client.post(f"{LIST}add/", self.typed(upload=file_named("a.jpg", drawn()[:5000])))
        form = answer.context["adminform"].form
        assert [error.code for error in form.errors.as_data()["upload"]] == ["damaged"]
        assert "عند الغروب" in answer.content.decode()
        assert not Picture.objects.exists()

    def test_form_notes_who_uploaded_what(self, client: Client, reporter: User) -> None:
        client.post(f"{LIST}add/", self.typed(upload=file_named("قارب.jpg")))
        picture = Picture.objects.get()
        assert (picture.created_by, picture.file_name, picture.rights) == (reporter, "قارب.jpg", "مرة واحدة")
