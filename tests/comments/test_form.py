import re

import pytest
from django.test import Client
from django.utils.translation import gettext

from comments.forms import CommentForm
from comments.models import Comment
from tests.comments.posting import fields, post
from tests.factories import make_article

NAMED = 'aria-labelledby="comment-form-title"'
pytestmark = pytest.mark.django_db


def form_of(html: str) -> str:
    """Return the one form of an article's page."""
    (form,) = re.findall(r"<form.*?</form>", html, re.DOTALL)
    return form


def tag_of(html: str, name: str) -> str:
    """Return the opening tag of the control that posts a name."""
    (tag,) = re.findall(rf'<(?:input|textarea)[^>]*\bname="{name}"[^>]*>', html)
    return tag


@pytest.fixture
def page(client: Client) -> str:
    return client.get(make_article().get_absolute_url()).content.decode()


@pytest.fixture
def empty(page: str) -> str:
    return form_of(page)


class TestWording:
    def test_the_wording_is_that_of_the_contract(self, page: str):
        for words in (
            "اترك تعليقاً",
            "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
            ">التعليق *</label>",
            ">الاسم *</label>",
            ">البريد الإلكتروني *</label>",
            ">الموقع الإلكتروني</label>",
            "إرسال التعليق</button>",
            "احفظ اسمي وبريدي الإلكتروني وموقعي في هذا المتصفح لتعليقي القادم.",
            "إلغاء الرد",
        ):
            assert words in page

    def test_english_chrome_speaks_english(self, client: Client):
        html = client.get(f"/en{make_article().get_absolute_url()}").content.decode()
        for words in ("Leave a comment", ">Comment *</label>", ">E-mail *</label>", "Send comment</button>"):
            assert words in html
        assert 'action="/en/news/' in html


class TestFields:
    def test_they_stand_in_the_order_of_the_contract(self, empty: str):
        names = re.findall(r'\bname="(\w+)"', empty)
        assert [name for name in names if name not in {"remember", "topic", "elapsed"}] == [
            "comment", "name", "email", "website", "parent", "correction", "may_be_named",
        ]  # fmt: skip

    def test_the_form_posts_to_the_article_without_a_token(self, client: Client):
        article = make_article()
        form = form_of(client.get(article.get_absolute_url()).content.decode())
        assert form.startswith(f'<form method="post" action="/news/{article.pk}/comments/" novalidate {NAMED}>')
        assert "csrf" not in form

    def test_each_story_has_its_own_addresses_in_the_same_form(self, client: Client):
        for article in (make_article(), make_article()):
            for prefix in ("", "/en", ""):
                html = client.get(f"{prefix}{article.get_absolute_url()}").content.decode()
                assert f'<form method="post" action="{prefix}/news/{article.pk}/comments/" novalidate {NAMED}>' in html
                assert f'<a href="{prefix}{article.get_absolute_url()}#comment-form" data-cancel-reply hidden>' in html
                assert not re.search("[\ue000-\uf8ff]", html)

    def test_limits_are_told_where_nothing_is_cut(self, empty: str):
        assert 'maxlength="100"' in tag_of(empty, "name")
        assert 'maxlength="254"' in tag_of(empty, "email")
        assert 'maxlength="200"' in tag_of(empty, "website")
        comment = tag_of(empty, "comment")
        assert "maxlength" not in comment
        assert 'data-limit="5000" data-counter="comment-counter"' in comment
        assert 'id="comment-counter" aria-live="polite" hidden' in empty

    def test_a_limit_is_the_columns_length(self):
        form = CommentForm(instance=Comment(article=make_article()))
        limits = {name: form.fields[name].limit for name in ("text", "name", "email", "website")}
        assert limits == {"text": 5000, "name": 100, "email": 254, "website": 200}

    def test_browsers_are_told_what_to_fill_in(self, empty: str):
        assert 'autocomplete="name"' in tag_of(empty, "name")
        assert 'type="email"' in tag_of(empty, "email")
        assert 'type="url"' in tag_of(empty, "website")
        for name in ("email", "website"):
            assert f'autocomplete="{ {"email": "email", "website": "url"}[name] }"' in tag_of(empty, name)
            assert 'dir="ltr"' in tag_of(empty, name)
        for name in ("comment", "name", "email"):
            assert "required" in tag_of(empty, name)
        assert "required" not in tag_of(empty, "website")

    def test_the_trap_is_out_of_everyones_way(self, empty: str):
        trap = tag_of(empty, "topic")
        assert 'type="text"' in trap
        assert 'tabindex="-1"' in trap
        assert 'autocomplete="off"' in trap
        assert re.search(r'<p class="trap" aria-hidden="true"><label for="id_topic">', empty)

    def test_the_offer_to_remember_is_hidden_and_unticked(self, empty: str):
        box = tag_of(empty, "remember")
        assert "data-remember" in box
        assert "checked" not in box
        assert re.search(r'<p class="field check" hidden><label><input[^>]*name="remember"', empty)

    def test_the_empty_form_is_the_same_below_every_story(self, client: Client):
        pages = [client.get(make_article().get_absolute_url()).content.decode() for _ in range(2)]
        first, second = (re.sub(r"/news/\d+/", "", form_of(html)) for html in pages)
        assert first == second


class TestErrors:
    def test_a_summary_leads_to_the_fields_and_takes_focus(self, client: Client):
        html = form_of(post(client, make_article(), comment="", name="", email="").content.decode())
        assert re.search(r'<div class="error-summary"[^>]* tabindex="-1" autofocus', html)
        summary = html[: html.index("</ul>")]
        assert re.findall(r'<a href="#(\w+)">', summary) == ["id_comment", "id_name", "id_email"]

    def test_an_error_stands_beside_its_field_and_is_named_by_it(self, client: Client):
        html = form_of(post(client, make_article(), email="salma").content.decode())
        message = gettext("Write the whole e-mail address, such as name@example.com.")
        assert f'<div id="id_email_error"><p class="field-error">{message}</p></div>' in html
        tag = tag_of(html, "email")
        assert 'aria-invalid="true"' in tag
        assert 'aria-describedby="id_email_error"' in tag
        assert "aria-invalid" not in tag_of(html, "name")

    @pytest.mark.parametrize(
        ("changes", "codes"),
        [
            ({"comment": ""}, {"text": "required"}),
            ({"name": "\u200b\u202e\u3164 "}, {"name": "required"}),
            ({"comment": "\u2800\u200d\ufeff\n\t"}, {"text": "required"}),
            ({"email": ""}, {"email": "required"}),
            ({"email": "a@b"}, {"email": "invalid"}),
            ({"email": "a@b.example\nBcc: c@d.example"}, {"email": "invalid"}),
            ({"comment": "أ" * 5001}, {"text": "max_length"}),
            ({"name": "أ" * 101}, {"name": "max_length"}),
            ({"email": "a@" + "b" * 250 + ".example"}, {"email": "max_length"}),
            ({"website": "https://a.example/" + "b" * 200}, {"website": "max_length"}),
            ({"website": "javascript:alert(1)"}, {"website": "invalid"}),
            ({"website": "javascript:1"}, {"website": "invalid"}),
            ({"website": "javascript://a.example/%0aalert(1)"}, {"website": "invalid"}),
            ({"website": "data:text/html,1"}, {"website": "invalid"}),
            ({"website": "vbscript:1"}, {"website": "invalid"}),
            ({"website": "ftp://a.example"}, {"website": "invalid"}),
            ({"website": "mailto:a@b.example"}, {"website": "invalid"}),
            ({"website": "https://bank.example@thief.example"}, {"website": "invalid"}),
            ({"website": "https://bank.example\\@thief.example"}, {"website": "invalid"}),
            ({"website": 'https://a.example/"onclick=1'}, {"website": "invalid"}),
            ({"website": "https://["}, {"website": "invalid"}),
            ({"website": "ليس عنواناً"}, {"website": "invalid"}),
            ({"parent": "7"}, {"parent": "invalid_choice"}),
        ],
    )
    def test_each_error_has_its_code(self, changes: dict[str, str], codes: dict[str, str]):
        form = CommentForm(fields(**changes), instance=Comment(article=make_article()))
        assert not form.is_valid()
        found = {name: error.as_data()[0].code for name, error in form.errors.items()}
        assert found == codes


class TestCleaning:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("", ""),
            ("\u200f", ""),
            ("a.example", "https://a.example"),
            ("a.example:8080/b", "https://a.example:8080/b"),
            ("//a.example", "https://a.example"),
            (" http://a.example ", "http://a.example"),
            ("HTTPS://A.example", "HTTPS://A.example"),
            ("\u202ahttps://a.example\u202c", "https://a.example"),
            ("مثال.السعودية", "https://مثال.السعودية"),
        ],
    )
    def test_a_website_gets_its_scheme(self, typed: str, stored: str):
        form = CommentForm(fields(website=typed), instance=Comment(article=make_article()))
        assert form.is_valid(), form.errors
        assert form.cleaned_data["website"] == stored

    def test_an_address_pasted_with_direction_marks_is_mended(self):
        form = CommentForm(fields(email="\u202aSalma@Example.com\u202c "), instance=Comment(article=make_article()))
        assert form.is_valid()
        assert form.cleaned_data["email"] == "salma@example.com"

    def test_a_length_counts_characters_after_composition(self):
        decomposed = "ا\u0653" * 100
        form = CommentForm(fields(name=decomposed), instance=Comment(article=make_article()))
        assert form.is_valid()
        assert form.cleaned_data["name"] == "آ" * 100

    def test_a_refused_box_keeps_what_was_typed(self, client: Client):
        html = post(client, make_article(), website="JavaScript:1", email="Salma@", name="").content.decode()
        assert 'value="JavaScript:1"' in tag_of(html, "website")
        assert 'value="Salma@"' in tag_of(html, "email")

    def test_line_ends_count_once(self):
        text = "سطر\r\n" * 1000 + "أ" * 1000
        form = CommentForm(fields(comment=text), instance=Comment(article=make_article()))
        assert form.is_valid()

    def test_validation_asks_no_query_for_a_comment_of_its_own(self, django_assert_num_queries):
        form = CommentForm(fields(), instance=Comment(article=make_article()))
        with django_assert_num_queries(0):
            assert form.is_valid()
