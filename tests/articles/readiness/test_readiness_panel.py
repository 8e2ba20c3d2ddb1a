"""The list beside the form: what stands in it when the form opens, and what it learns while somebody writes."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.admin.readiness import summary
from articles.models import Article
from tests.articles.newsroom import ADD, change_of, typed
from tests.factories import make_article, make_picture, make_section, make_source, make_user

pytestmark = pytest.mark.django_db

NEW = reverse("admin:articles_article_checks_new")


def checks_of(article: Article) -> str:
    return reverse("admin:articles_article_checks", args=[article.pk])


def fields_in(html: str) -> list[str]:
    return re.findall(r'<li class="check[^"]*"><a href="#id_(\w+)">', html)


def checked(client: Client, address: str = NEW, **fields: Any) -> list[str]:
    answer = client.post(address, fields)
    assert answer.status_code == 200
    return fields_in(answer.content.decode())


@pytest.mark.usefixtures("editor")
class TestPanel:
    def test_new_story_lacks_everything_gates_first(self, client: Client) -> None:
        html = client.get(ADD).content.decode()
        assert fields_in(html) == ["title", "section", "body", "standfirst", "source"]
        assert html.count('class="check check-gate"') == 3

    def test_stored_story_is_checked_when_its_form_opens(self, client: Client) -> None:
        article = make_article(title="من يدفع?", source=make_source())
        assert fields_in(client.get(change_of(article)).content.decode()) == ["title"]

    def test_clean_story_says_so(self, client: Client) -> None:
        html = client.get(change_of(make_article(source=make_source()))).content.decode()
        assert "لا ملاحظات." in html[html.index('id="panel-readiness"') :]

    def test_fields_that_it_leads_to_are_in_the_form(self, client: Client) -> None:
        html = client.get(ADD).content.decode()
        for field in ["title", "section", "body", "standfirst", "source", "lead_picture"]:
            assert f'id="id_{field}"' in html

    def test_it_costs_one_query_for_any_number_of_pictures(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        figures = "".join(f'<figure data-picture="{make_picture().pk}"></figure>' for _ in range(30))
        article = make_article(body=f"<p>نص</p>{figures}")
        with django_assert_max_num_queries(24):
            client.post(checks_of(article), typed(article))

    @pytest.mark.parametrize(
        ("notes", "gates", "told"),
        [
            (0, 0, "لا ملاحظات."),
            (1, 0, "ملاحظة واحدة."),
            (0, 2, "نقطتان تمنعان نشر الخبر."),
            (3, 1, "نقطة واحدة تمنع نشر الخبر. 3 ملاحظات."),
            (11, 0, "11 ملاحظة."),
        ],
    )
    def test_summary_is_a_sentence(self, notes: int, gates: int, told: str) -> None:
        assert summary(notes, gates=gates) == told


@pytest.mark.usefixtures("editor")
class TestWhileWriting:
    def test_it_looks_at_what_is_typed_and_stores_nothing(self, client: Client) -> None:
        article = make_article(source=make_source())
        before = list(Article.objects.values())
        assert checked(client, checks_of(article), **typed(article, title="")) == ["title", "source"]
        assert list(Article.objects.values()) == before

    def test_whole_form_has_nothing_to_note(self, client: Client) -> None:
        fields = typed(section=make_section().pk, source=make_source().pk, standfirst="مقدمة")
        assert checked(client, **fields) == []

    def test_embed_without_an_address_is_seen_before_it_is_dropped(self, client: Client) -> None:
        body = '<p>نص</p><figure data-embed="youtube"></figure>'
        fields = typed(section=make_section().pk, source=make_source().pk, standfirst="مقدمة", body=body)
        assert checked(client, **fields) == ["body"]

    def test_embed_that_the_form_would_refuse_is_told_once(self, client: Client) -> None:
        body = "<p>نص</p>" + '<figure data-embed="https://x.com/someone"></figure>' * 2
        fields = typed(section=make_section().pk, source=make_source().pk, standfirst="مقدمة", body=body)
        assert checked(client, **fields) == ["body"]

    def test_summary_counts_what_is_not_listed(self, client: Client) -> None:
        body = '<p><a href="https://a.example">هنا</a></p>' * 12
        fields = typed(section=make_section().pk, source=make_source().pk, standfirst="مقدمة", body=body)
        html = client.post(NEW, fields).content.decode()
        assert 'data-summary="12 ملاحظة."' in html

    def test_script_in_quoted_words_is_text(self, client: Client) -> None:
        html = client.post(NEW, typed(title="<script>alert(1)</script>من?")).content.decode()
        assert "<script>" not in html
        assert "&lt;script&gt;" in html

    def test_empty_and_broken_forms_are_answered(self, client: Client) -> None:
        assert checked(client)[:3] == ["title", "section", "body"]
        assert checked(client, **typed(section="x", body="ا" * 300_000, title="\x00"))[:3] == [
            "title",
            "section",
            "body",
        ]

    def test_answer_is_kept_nowhere(self, client: Client) -> None:
        assert "no-store" in client.post(NEW, typed())["Cache-Control"]

    def test_get_checks_nothing(self, client: Client) -> None:
        assert client.get(NEW).status_code == 405


class TestRights:
    def test_reporter_checks_an_own_draft(self, client: Client) -> None:
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        own = make_article(status="draft", published_at=None, created_by=reporter)
        assert client.post(checks_of(own), typed(own)).status_code == 200
        assert client.post(NEW, typed()).status_code == 200

    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    def test_others_check_nobody_else_s(self, client: Client, group: str) -> None:
        client.force_login(make_user(groups=(group,)))
        secret = make_article(title="سر?", status="draft", published_at=None)
        assert client.post(checks_of(secret), typed()).status_code == 403
        assert 'id="panel-readiness"' not in client.get(change_of(secret)).content.decode()

    def test_moderator_checks_nothing(self, client: Client) -> None:
        client.force_login(make_user(groups=("Moderators",)))
        assert client.post(NEW, typed()).status_code == 403

    def test_foreign_form_is_refused(self, editor: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(NEW, typed()).status_code == 403
