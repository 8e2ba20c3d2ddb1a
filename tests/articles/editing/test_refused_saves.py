"""What comes back from a form that was refused, and what is too large for one."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import timezone

from articles.admin.bylines import MOST_WRITERS
from articles.models import Article
from newsportal.models import StaffPreference
from tests.articles.newsroom import ADD, errors_of, typed
from tests.factories import make_author, make_picture, make_section, make_source, make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


def filled() -> dict[str, Any]:
    """Return a form with something in every field."""
    rows = {"bylines-TOTAL_FORMS": 2}
    for place in (0, 1):
        rows |= {f"bylines-{place}-author": make_author().pk, f"bylines-{place}-position": place + 3}
    return typed(
        title="عنوان لا يضيع",
        slug="عنوان-قصير",
        standfirst="مقدمة لا تضيع.",
        body="<p>نص لا يضيع.</p>",
        section=make_section().pk,
        tags=[make_tag().pk, make_tag().pk],
        dateline="الرياض",
        lead_picture=make_picture().pk,
        source=make_source().pk,
        source_address="https://agency.example/1",
        published_at_0="2026-12-01",
        published_at_1="08:30",
        unpublished_at_0="2026-12-02",
        unpublished_at_1="09:30",
        comments_open="",
        **rows,
    )


def came_back(page: Any, posted: dict[str, Any]) -> None:
    """Check that the page holds every value again, in its field."""
    form = page.context["adminform"].form
    for name in ("title", "slug", "standfirst", "body", "dateline", "source_address"):
        assert form[name].value() == posted[name], name
    for name in ("section", "lead_picture", "source"):
        assert str(form[name].value()) == str(posted[name]), name
    assert [*map(str, form["tags"].value())] == [*map(str, posted["tags"])]
    for name in ("published_at", "unpublished_at"):
        assert form[name].value() == [posted[f"{name}_0"], posted[f"{name}_1"]]
    assert not form["comments_open"].value()
    rows = page.context["inline_admin_formsets"][0].formset.forms
    assert [str(row["author"].value()) for row in rows] == [str(posted[f"bylines-{row}-author"]) for row in (0, 1)]
    assert [str(row["position"].value()) for row in rows] == [str(posted[f"bylines-{row}-position"]) for row in (0, 1)]


class TestEveryFieldComesBack:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""},
            {"title": "ع" * 201},
            {"standfirst": "ع" * 501},
            {"body": "ا" * 300_000},
            {"section": "x"},
            {"tags": ["1", "999"]},
            {"lead_picture": "999"},
            {"source": "999"},
            {"source_address": "javascript:alert(1)"},
            {"published_at_0": "أمس"},
            {"unpublished_at_1": "25:99"},
            {"unpublished_at_0": "2026-11-01"},
            {"bylines-1-position": "خمسة"},
            {"bylines-0-author": "999"},
        ],
        ids=str,
    )
    def test_with_one_error(self, client: Client, wrong: dict[str, Any]):
        posted = {**filled(), **wrong}
        page = client.post(ADD, posted)
        assert page.status_code == 200
        came_back(page, posted)
        assert page.context["open_form"]["is_unsaved"]
        assert not Article.objects.exists()

    def test_a_paste_of_five_megabytes(self, client: Client):
        posted = {**filled(), "body": "<p>نص منسوخ من كتاب كامل.</p>" * 120_000}
        assert len(posted["body"].encode()) > 5 * 1024 * 1024
        page = client.post(ADD, posted)
        assert errors_of(page) == {"body": ["too_large"]}
        came_back(page, posted)
        assert 'enctype="multipart/form-data"' in page.content.decode()


class TestTooMuch:
    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_000)
    def test_beyond_all_a_page_says_how_to_go_back(self, client: Client):
        page = client.post(ADD, typed(body="س" * 2_000))
        assert page.status_code == 413
        assert "بزر الرجوع في متصفحك" in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_000)
    def test_in_the_accounts_language(self, client: Client, editor: User):
        StaffPreference.objects.create(user=editor, language="en")
        assert "Too large" in client.post(ADD, typed(body="س" * 2_000)).content.decode()

    def test_more_fields_than_are_read(self, client: Client):
        page = client.post(ADD, typed(**{f"bylines-{row}-id": "" for row in range(2_100)}))
        assert page.status_code == 413

    def test_a_body_that_was_cut_in_the_middle(self, client: Client):
        posted = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n' + "عنوان".encode()
        page = client.post(ADD, posted, content_type="multipart/form-data; boundary=x")
        assert page.status_code in {200, 400, 403}
        assert not Article.objects.exists()

    @pytest.mark.parametrize("path", ["/", "/news/1/comments/", "/search/"])
    @override_settings(PUBLIC_MAX_BODY_BYTES=1_000)
    def test_public_addresses_keep_their_limit(self, client: Client, path: str):
        answer = client.post(path, "س" * 2_000, content_type="text/plain")
        assert answer.status_code in {400, 413}
        assert "بزر الرجوع في متصفحك" not in answer.content.decode()

    @override_settings(PUBLIC_MAX_BODY_BYTES=1_000)
    def test_the_newsroom_has_more_room(self, client: Client):
        assert client.post(ADD, typed(body="س" * 2_000)).status_code == 200

    @override_settings(NEWSROOM_MAX_BODY_BYTES=1_000)
    @pytest.mark.parametrize("path", [ADD, "/admin/login/"])
    def test_and_its_own_limit_before_a_file_is_stored(self, path: str):
        answer = Client().post(path, {"upload": BytesIO(b"x" * 1_001)})
        assert answer.status_code == 413


class TestRowsOfWriters:
    def test_a_page_renders_no_more_than_a_story_can_have(self, client: Client):
        page = client.post(ADD, typed(**{"bylines-TOTAL_FORMS": 100_000})).content.decode()
        assert "يُقبل 20 سطراً على الأكثر" in page
        assert page.count('-author" ') <= 2 * (MOST_WRITERS + 1)


def posted_at(day: str, hour: str) -> dict[str, Any]:
    return typed(section=make_section().pk, published_at_0=day, published_at_1=hour)


class TestTimeWithoutAZone:
    def test_it_is_the_papers_and_the_field_says_so(self, client: Client):
        page = client.get(ADD)
        assert "بتوقيت \u2068Asia/Riyadh\u2069" in page.content.decode()
        client.post(ADD, posted_at("2026-12-01", "08:30"))
        assert Article.objects.get().published_at == datetime(2026, 12, 1, 5, 30, tzinfo=UTC)

    @pytest.mark.parametrize("moment", [("2026-03-29", "02:30"), ("2026-10-25", "02:30")], ids=["gap", "twice"])
    def test_an_hour_that_clocks_leave_out_or_repeat_is_explained(self, client: Client, moment: tuple[str, str]):
        with override_settings(TIME_ZONE="Europe/Berlin"), timezone.override("Europe/Berlin"):
            page = client.post(ADD, posted_at(*moment))
        assert errors_of(page) == {"published_at": ["clock_change"]}
        assert "تتغيّر الساعة في \u2068Europe/Berlin\u2069" in page.content.decode()
        assert page.context["adminform"].form["published_at"].value() == list(moment)

    @pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
    def test_a_year_that_no_story_has_is_explained(self, client: Client, day: str):
        page = client.post(ADD, posted_at(day, "00:00"))
        assert errors_of(page) == {"published_at": ["year"]}

    @pytest.mark.parametrize("moment", [("2026-02-30", "08:00"), ("2026-12-01", "24:30"), ("2026-12-01", "8:00Z")])
    def test_an_impossible_one_comes_back(self, client: Client, moment: tuple[str, str]):
        page = client.post(ADD, posted_at(*moment))
        assert errors_of(page) == {"published_at": ["invalid"]}
        assert page.context["adminform"].form["published_at"].value() == list(moment)
