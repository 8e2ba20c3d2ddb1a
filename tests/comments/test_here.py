"""What the newsroom's bar on a story asks for; readers' pages stay the same for everybody."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from newsportal.models import StaffPreference
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db


def ask(client: Client, article: Article | object) -> Any:
    return client.get(reverse("here"), {"article": article.pk if isinstance(article, Article) else article})


def links_of(account: User, article: Article) -> dict[str, str]:
    client = Client()
    client.force_login(account)
    return {link["address"]: link["text"] for link in ask(client, article).json()["links"]}


class TestAnswer:
    def test_a_stranger_learns_nothing(self, client: Client):
        answer = ask(client, make_article())
        assert (answer.status_code, answer.json()) == (200, {})
        assert ask(client, 999_999).json() == {}

    def test_an_account_that_is_no_staff_learns_nothing(self, client: Client):
        client.force_login(make_user(is_staff=False))
        assert ask(client, make_article()).json() == {}

    def test_a_moderator_may_read_the_queue_and_reply(self, moderator: Client):
        article = make_article()
        for status in ("pending", "pending", "approved", "spam"):
            make_comment(article=article, status=status)
        make_comment(status="pending")
        told = ask(moderator, article).json()
        queue = f"{reverse('admin:comments_comment_changelist')}?article={article.pk}"
        assert {link["address"]: link["text"] for link in told["links"]} == {
            reverse("admin:index"): "غرفة الأخبار",
            queue: "تعليقان ينتظران",
        }
        assert told["reply"] == {
            "address": "/admin/comments/comment/0/reply/?from=article",
            "text": "رد باسم الصحيفة",
        }
        assert moderator.get(queue).status_code == 200

    def test_an_editor_may_edit_and_not_reply(self, client: Client):
        article, account = make_article(), make_user(groups=("Editors",))
        client.force_login(account)
        assert ask(client, article).json()["reply"] is None
        assert [*links_of(account, article)] == [
            reverse("admin:index"),
            reverse("admin:articles_article_change", args=[article.pk]),
        ]

    def test_a_reporter_may_not_edit_what_is_published(self):
        account = make_user(groups=("Reporters",))
        article = make_article(created_by=account)
        assert [*links_of(account, article)] == [reverse("admin:index")]

    def test_its_words_are_in_the_account_s_language(self, client: Client):
        account = make_user(groups=("Moderators",))
        StaffPreference.objects.create(user=account, language="en")
        client.force_login(account)
        told = ask(client, make_article()).json()
        assert (told["language"], told["direction"], told["label"]) == ("en", "ltr", "Newsroom")
        assert told["links"][-1]["text"] == "0 comments wait"

    @pytest.mark.parametrize("article", ["", "x", "0", "-1", "9" * 18, "9" * 40, "\x00"])
    def test_what_is_no_story_is_404(self, moderator: Client, article: str):
        assert ask(moderator, article).status_code == 404

    def test_no_cache_keeps_it(self, client: Client, moderator: Client):
        article = make_article()
        for asking in (Client(), moderator):
            assert ask(asking, article)["Cache-Control"] == "no-store"

    def test_it_is_only_read(self, moderator: Client):
        assert moderator.post(reverse("here")).status_code == 405

    def test_it_asks_few_queries(self, moderator: Client, django_assert_max_num_queries: Any):
        article = make_article()
        with django_assert_max_num_queries(8):
            ask(moderator, article)


class TestPublicPage:
    def test_it_is_the_same_for_everybody_and_sets_no_cookie(self, moderator: Client):
        address = make_comment().article.get_absolute_url()
        ours, theirs = moderator.get(address), Client().get(address)
        assert ours.content == theirs.content
        assert not ours.cookies

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_it_names_its_story_to_the_script(self, client: Client, prefix: str):
        article = make_article()
        html = client.get(f"{prefix}/news/{article.pk}/{article.slug}/").content.decode()
        assert re.findall(r'data-here="([^"]+)"', html) == [f"/admin/here/?article={article.pk}"]


class TestFlag:
    def test_pages_of_the_admin_say_that_somebody_is_signed_in(self, moderator: Client):
        html = moderator.get(reverse("admin:index")).content.decode()
        assert 'data-staff="yes"' in html

    def test_the_ways_in_and_out_say_that_nobody_is(self, moderator: Client):
        for html in (Client().get(reverse("admin:login")), moderator.post(reverse("admin:logout"))):
            assert 'data-staff=""' in html.content.decode()
