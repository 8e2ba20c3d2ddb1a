"""Filters beside a list whose choices may be thousands."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from tests.factories import make_article, make_comment, make_source, make_user
from tests.newsportal.desk.walking import LISTS, keys, read

pytestmark = pytest.mark.django_db

STORIES, QUEUE = LISTS[0], LISTS[6]


@pytest.fixture(autouse=True)
def editor(client: Client) -> None:
    client.force_login(make_user(groups=("Editors",)))


def box(html: str) -> str:
    (found,) = re.findall(r'<form class="completed-filter".*?</form>', html, re.DOTALL)
    return str(found)


class TestSources:
    def test_none_is_named_before_one_is_chosen(self, client: Client) -> None:
        source = make_source(name="وكالة بعيدة")
        make_article(source=source)
        html = read(client, STORIES).content.decode()
        assert "وكالة بعيدة" not in html
        assert 'name="source__id__exact"' in box(html)

    def test_the_chosen_one_is_named_and_filters(self, client: Client) -> None:
        source = make_source(name="وكالة بعيدة")
        wanted = make_article(source=source).pk
        make_article(), make_article(source=make_source(name="أخرى"))
        answer = read(client, f"{STORIES}?source__id__exact={source.pk}")
        html = answer.content.decode()
        assert keys(answer) == [wanted]
        assert "وكالة بعيدة</a></li>" in html
        assert f'<option value="{source.pk}" selected>وكالة بعيدة</option>' in box(html)
        assert "أخرى" not in html

    def test_stories_without_one_can_be_asked_for(self, client: Client) -> None:
        make_article(source=make_source())
        own = make_article().pk
        answer = read(client, f"{STORIES}?source__isnull=True")
        assert keys(answer) == [own]

    def test_the_box_keeps_what_else_was_chosen_but_no_page(self, client: Client) -> None:
        query = "status__exact=draft&q=%3Cb%3E&o=-4&p=last&source__id__exact=7"
        html = box(read(client, f"{STORIES}?{query}").content.decode())
        kept = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', html)
        assert [(name, unescape(value)) for name, value in kept] == [
            ("status__exact", "draft"), ("q", "<b>"), ("o", "-4"),
        ]  # fmt: skip

    @pytest.mark.parametrize("value", ["x", "", "-1", "0", "9" * 18, "٣", "1,2"])
    def test_nonsense_breaks_nothing(self, client: Client, value: str) -> None:
        make_article(source=make_source())
        answer = client.get(STORIES, {"source__id__exact": value}, follow=True)
        assert answer.status_code == 200

    def test_an_account_that_may_see_no_source_gets_no_box(self, client: Client) -> None:
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="view_article"))
        client.force_login(user)
        make_article(source=make_source())
        assert "completed-filter" not in read(client, STORIES).content.decode()

    def test_the_scripts_of_the_box_come_with_the_list(self, client: Client) -> None:
        assert "admin/js/autocomplete.js" in read(client, STORIES).content.decode()


class TestStoriesOfTheQueue:
    @pytest.fixture(autouse=True)
    def moderator(self, client: Client) -> None:
        client.force_login(make_user(groups=("Moderators",)))

    def offered(self, client: Client, query: str = "") -> list[int]:
        html = read(client, f"{QUEUE}{query}").content.decode()
        return [int(key) for key in dict.fromkeys(re.findall(r'href="\?article=(\d+)"', html))]

    def test_the_busiest_of_the_latest_stand_first(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("comments.admin.filters.LATEST", 5)
        old, busy, quiet = (make_article() for _ in range(3))
        for article in [old] * 4 + [busy, quiet, busy, quiet, busy]:
            make_comment(article=article, status="pending")
        make_comment(article=make_article())
        assert self.offered(client) == [busy.pk, quiet.pk]

    def test_another_one_can_be_asked_for(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("comments.admin.filters.LATEST", 1)
        old = make_comment(status="pending")
        new = make_comment(status="pending")
        answer = read(client, f"{QUEUE}?article={old.article_id}")
        assert keys(answer) == [old.pk]
        assert new.article.title in answer.content.decode()


class TestLog:
    def test_the_history_of_a_row_and_of_an_account_have_indexes(self) -> None:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, "django_admin_log")
        assert found["newsportal_log_of_row"]["columns"] == ["content_type_id", "object_id", "action_time"]
        assert found["newsportal_log_of_user"]["columns"] == ["user_id", "action_time"]
