import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.articles.newsroom import ADD, change_of, errors_of, save, typed
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db

EMBED = reverse("admin:articles_article_embed")
FORMAT = reverse("admin:articles_article_format")
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
PAGES = [("get", EMBED), ("post", FORMAT)]


def ask(client: Client, address: str) -> dict:
    return client.get(EMBED, {"address": address}).json()


def format_texts(client: Client, asked: object):
    body = asked if isinstance(asked, (str, bytes)) else json.dumps(asked)
    return client.post(FORMAT, body, content_type="application/json")


class TestRights:
    @pytest.mark.parametrize(("method", "page"), PAGES)
    @pytest.mark.parametrize("group", ["Editors", "Reporters"])
    def test_who_writes_may_ask(self, client: Client, group, method, page):
        client.force_login(make_user(groups=(group,)))
        assert getattr(client, method)(page).status_code in {200, 400}

    @pytest.mark.parametrize(("method", "page"), PAGES)
    def test_moderators_may_not(self, client: Client, method, page):
        client.force_login(make_user(groups=("Moderators",)))
        assert getattr(client, method)(page).status_code == 403

    @pytest.mark.parametrize(("method", "page"), PAGES)
    def test_readers_may_not(self, client: Client, method, page):
        assert getattr(client, method)(page).status_code in {302, 403}

    def test_other_methods_are_refused(self, client: Client, editor):
        assert client.post(EMBED).status_code == 405
        assert client.get(FORMAT).status_code == 405

    def test_post_of_another_site_is_refused(self, editor):
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert format_texts(client, {"texts": ["نص"]}).status_code == 403


@pytest.mark.usefixtures("editor")
class TestEmbed:
    @pytest.mark.parametrize(
        "typed_address",
        [
            VIDEO,
            " youtu.be/dQw4w9WgXcQ?si=x ",
            '<iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=x" title="x"></iframe>',
        ],
    )
    def test_whatever_names_a_video_is_answered_with_its_address(self, client: Client, typed_address):
        assert ask(client, typed_address) == {"kind": "youtube", "address": VIDEO}

    def test_other_page_is_a_link(self, client: Client):
        assert ask(client, "agency.example/story")["kind"] == "link"

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("https://www.youtube.com/@desk", "يوتيوب"),
            ("https://x.com/desk", "إكس"),
            ("https://facebook.com/desk", "فيسبوك"),
            ("", "ليس هذا عنوان"),
            ("javascript:alert(1)", "ليس هذا عنوان"),
            ("كلام", "ليس هذا عنوان"),
        ],
    )
    def test_dead_address_is_explained(self, client: Client, address, words):
        assert words in ask(client, address)["error"]


@pytest.mark.usefixtures("editor")
class TestFormat:
    def test_each_text_is_answered_in_its_place(self, client: Client):
        long = "نص طويل من كلمات كثيرة ينتهي بنقطة كما ينتهي كل كلام منشور."
        answer = format_texts(client, {"texts": [f"عنوان\n\n{long}", "آخر."], "title": "عنوان"})
        assert answer.json() == {"html": [f"<p>{long}</p>", "<p>آخر.</p>"]}

    @pytest.mark.parametrize(
        "asked",
        [
            *["", "{", "[]", "null", b"\xff", "[" * 100_000, {}, {"texts": []}, {"texts": "x"}, {"texts": [1]}],
            *[{"texts": ["x"], "title": 1}, {"texts": ["x"] * 501}],
        ],
        ids=map(str, range(12)),
    )
    def test_anything_else_is_refused(self, client: Client, asked):
        answer = format_texts(client, asked)
        assert (answer.status_code, list(answer.json())) == (400, ["error"])

    @pytest.mark.parametrize("asked", [{"texts": ["k" * 600_000] * 2}, {"texts": ["x"], "title": "ك" * 1_001}])
    def test_more_than_a_body_may_have_is_refused(self, client: Client, asked):
        assert format_texts(client, asked).status_code == 413


@pytest.mark.usefixtures("editor")
class TestForm:
    @pytest.mark.parametrize(
        "address", ["https://www.youtube.com/@desk", "https://x.com/desk", "youtube.com", "javascript:alert(1)", ""]
    )
    def test_dead_address_is_an_error_and_the_text_is_kept(self, client: Client, address):
        body = f'<p>نص</p><figure data-embed="{address}"></figure>'
        answer = client.post(ADD, typed(section=make_section().pk, body=body))
        assert errors_of(answer) == {"body": ["dead_embed"]}
        assert answer.context["adminform"].form["body"].value() == body

    def test_each_dead_address_is_named_once(self, client: Client):
        dead = '<figure data-embed="https://x.com/a"></figure><figure data-embed="https://x.com/b"></figure>'
        answer = client.post(ADD, typed(section=make_section().pk, body=dead * 2))
        assert errors_of(answer) == {"body": ["dead_embed", "dead_embed"]}
        assert "https://x.com/b" in str(answer.context["adminform"].form.errors["body"])

    def test_good_address_is_saved(self, client: Client):
        article = save(client, make_article(status="draft"), body=f'<figure data-embed="{VIDEO}"></figure>')
        assert "embed-player" in article.body_html

    def test_form_brings_the_pictures_that_the_text_names(self, client: Client):
        picture = make_picture(alternative_text="صيّاد <", credit="تصوير: رنا")
        article = make_article(body=f'<figure data-picture="{picture.pk}"></figure>', status="draft")
        answer = client.get(change_of(article))
        widget = answer.context["adminform"].form["body"].subwidgets[0].data
        shown = json.loads(widget["attrs"]["data-body-desk"])["pictures"][str(picture.pk)]
        assert (shown["alternativeText"], shown["credit"]) == ("صيّاد <", "تصوير: رنا")
        assert picture.key in shown["thumbnail"]

    def test_picture_that_is_gone_is_left_out(self, client: Client):
        body = '<figure data-picture="999999999999999999"></figure><figure data-embed=""></figure>'
        answer = client.post(ADD, typed(section=make_section().pk, body=body))
        assert answer.status_code == 200
