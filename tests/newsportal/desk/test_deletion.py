"""The page on which a deletion is confirmed: names where they are few, numbers where they are many."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Section, Source, Tag
from comments.models import Comment
from newsportal.desk.counting import Number
from newsportal.desk.deletion import written
from tests.factories import make_article, make_author, make_comment, make_section, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chief(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign in someone who may do anything; four rows are named, three deleted at a time."""
    client.force_login(make_user(is_superuser=True))
    monkeypatch.setattr("newsportal.desk.deletion.NAMED", 4)
    monkeypatch.setattr("newsportal.desk.deletion.MOST_AT_ONCE", 3)


def confirmation(client: Client, row: object) -> str:
    """Return the words of the page that asks whether the row is to be deleted."""
    meta = row._meta
    answer = client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_delete", args=[row.pk]))
    assert answer.status_code == 200
    html = answer.content.decode()
    return " ".join(unescape(re.sub("<[^>]*>", " ", html[html.index('id="content"') :])).split())


class TestArticle:
    def test_few_comments_are_named(self, client: Client) -> None:
        article = make_article()
        make_comment(article=article, text="كلام قليل")
        assert "كلام قليل" in confirmation(client, article)

    def test_many_are_counted(self, client: Client) -> None:
        article = make_article(title="خبر كثير الردود", authors=(make_author(),), tags=(make_tag(),))
        parent = make_comment(article=article, text="كلام كثير")
        for _ in range(6):
            make_comment(article=article, parent=parent)
        words = confirmation(client, article)
        assert "كلام كثير" not in words
        assert "خبر كثير الردود" in words
        for told in ("الأخبار: 1", "التعليقات: 7"):
            assert told in words
        # Replies go along with the comments that they answer.
        assert "محمي" not in words

    @pytest.mark.parametrize("number", [6, 30])
    def test_it_costs_the_same_for_any_number(self, client: Client, number: int) -> None:
        article = make_article()
        for _ in range(number):
            make_comment(article=article)
        confirmation(client, article)
        with CaptureQueriesContext(connection) as queries:
            confirmation(client, article)
        assert len(queries) < 31
        assert not any('"comments_comment"."text"' in query["sql"] for query in queries)

    def test_it_is_deleted_with_all_of_them(self, client: Client) -> None:
        article = make_article()
        parent = make_comment(article=article)
        for _ in range(6):
            make_comment(article=article, parent=parent)
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        assert not Article.objects.exists()
        assert not Comment.objects.exists()

    def test_a_missing_right_over_comments_forbids_it_in_numbers_too(self, client: Client) -> None:
        client.force_login(make_user(groups=("Editors",)))
        article = make_article()
        for _ in range(6):
            make_comment(article=article)
        address = reverse("admin:articles_article_delete", args=[article.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
        assert "تعليق" in confirmation(client, article)
        assert Article.objects.contains(article)


class TestForbidden:
    def test_a_source_of_many_stories_stays(self, client: Client) -> None:
        source, section = make_source(), make_section()
        for number in range(7):
            make_article(source=source, section=section, title=f"خبر محمي {number}")
        for row in (source, section):
            words = confirmation(client, row)
            assert words.count("خبر محمي") == 7
            meta = row._meta
            client.post(reverse(f"admin:articles_{meta.model_name}_delete", args=[row.pk]), {"post": "yes"})
        assert Source.objects.contains(source)
        assert Section.objects.contains(section)

    def test_a_comment_with_many_replies_stays(self, client: Client) -> None:
        parent = make_comment()
        for _ in range(7):
            make_comment(article=parent.article, parent=parent, text="رد باق")
        words = confirmation(client, parent)
        assert words.count("رد باق") == 4
        client.post(reverse("admin:comments_comment_delete", args=[parent.pk]), {"post": "yes"})
        assert Comment.objects.count() == 8

    def test_a_thread_goes_as_a_whole(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("newsportal.desk.deletion.MOST_AT_ONCE", 8)
        parent = make_comment()
        replies = [make_comment(article=parent.article, parent=parent).pk for _ in range(7)]
        data = {"action": "delete_selected", "_selected_action": [parent.pk, *replies]}
        page = client.post(reverse("admin:comments_comment_changelist"), data)
        assert "التعليقات: 8" in " ".join(re.sub("<[^>]*>", " ", page.content.decode()).split())
        client.post(reverse("admin:comments_comment_changelist"), {**data, "post": "yes"})
        assert not Comment.objects.exists()

    def test_a_tag_goes_without_its_stories(self, client: Client) -> None:
        tag = make_tag()
        for _ in range(6):
            make_article(tags=(tag,))
        confirmation(client, tag)
        client.post(reverse("admin:articles_tag_delete", args=[tag.pk]), {"post": "yes"})
        assert not Tag.objects.exists()
        assert Article.objects.count() == 6


class TestBulk:
    def test_no_more_than_a_form_can_post_are_deleted_at_a_time(self, client: Client) -> None:
        tags = [make_tag().pk for _ in range(4)]
        address = reverse("admin:articles_tag_changelist")
        data = {"action": "delete_selected", "_selected_action": tags}
        said = client.post(address, data, follow=True).content.decode()
        assert "لا يُحذف في المرة الواحدة أكثر من 3" in said
        client.post(address, {**data, "post": "yes"})
        assert Tag.objects.count() == 4
        client.post(address, {**data, "_selected_action": tags[:3], "post": "yes"})
        assert Tag.objects.count() == 1

    def test_those_without_the_right_are_not_offered_it(self, client: Client) -> None:
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="view_tag"))
        client.force_login(user)
        tag = make_tag()
        address = reverse("admin:articles_tag_changelist")
        client.post(address, {"action": "delete_selected", "_selected_action": [tag.pk], "post": "yes"})
        assert Tag.objects.contains(tag)
        assert "delete_selected" not in client.get(address).content.decode()


class TestWords:
    def test_a_number_that_was_not_counted_to_its_end_says_so(self) -> None:
        assert written(Number(1_234)) == "1,234"
        assert written(Number(10_000, is_more=True)) == "أكثر من 10,000"
