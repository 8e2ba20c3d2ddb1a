from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.editing.models import EditLock
from articles.editing.presence import SILENCE, release, seen, take_over, writer_of
from tests.articles.editing.forms import address
from tests.articles.newsroom import change_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mona() -> User:
    return make_user(groups=("Editors",), first_name="منى", last_name="كامل")


@pytest.fixture
def omar(client: Client) -> User:
    """Return another editor, signed in."""
    user = make_user(groups=("Editors",))
    client.force_login(user)
    return user


def fall_silent() -> None:
    EditLock.objects.update(seen_at=timezone.now() - SILENCE - timedelta(seconds=1))


class TestWriter:
    def test_the_first_who_opens_the_form_writes(self, mona: User, omar: User):
        article = make_article()
        seen(article, by=mona)
        assert seen(article, by=omar).user == mona

    def test_since_when_stays(self, mona: User):
        article = make_article()
        since = seen(article, by=mona).taken_at
        assert seen(article, by=mona).taken_at == since
        assert take_over(article, by=mona).taken_at == since

    def test_a_form_that_is_closed_at_that_moment_is_no_error(self, mona: User):
        article = make_article()
        seen(article, by=mona)

        def closing(execute: Any, sql: str, *rest: Any) -> Any:
            if sql.startswith("UPDATE"):
                release(article, by=mona)
            return execute(sql, *rest)

        with connection.execute_wrapper(closing):
            assert seen(article, by=mona).user == mona
        assert not EditLock.objects.exists()

    def test_a_silent_form_is_closed(self, mona: User, omar: User):
        article = make_article()
        seen(article, by=mona)
        fall_silent()
        assert writer_of(article) is None
        assert seen(article, by=omar).user == omar

    def test_another_who_looks_keeps_no_form_awake(self, mona: User, omar: User):
        article = make_article()
        seen(article, by=mona)
        before = EditLock.objects.get().seen_at
        seen(article, by=omar)
        assert EditLock.objects.get().seen_at == before

    def test_it_can_be_taken_over_at_once(self, mona: User, omar: User):
        article = make_article()
        seen(article, by=mona)
        take_over(article, by=omar)
        assert seen(article, by=mona).user == omar

    def test_only_the_one_who_writes_closes_it(self, mona: User, omar: User):
        article = make_article()
        seen(article, by=mona)
        release(article, by=omar)
        assert writer_of(article)
        release(article, by=mona)
        assert writer_of(article) is None


class TestForm:
    def test_the_second_reads_who_writes_without_a_script(self, client: Client, mona: User, omar: User):
        article = make_article()
        take_over(article, by=mona)
        page = client.get(change_of(article)).content.decode()
        assert "مفتوح للكتابة عند \u2068منى كامل\u2069 منذ" in page
        assert "تولَّ الكتابة" in page

    def test_the_first_reads_nothing(self, client: Client, omar: User):
        assert client.get(change_of(make_article())).context["open_form"]["writer"] == ""
        assert EditLock.objects.get().user == omar

    def test_who_only_reads_a_story_opens_no_form(self, client: Client):
        client.force_login(make_user(groups=("Reporters",)))
        assert "open_form" not in client.get(change_of(make_article())).context
        assert not EditLock.objects.exists()

    def test_a_press_takes_over_and_opens_the_form_anew(self, client: Client, mona: User, omar: User):
        article = make_article()
        take_over(article, by=mona)
        page = client.post(address("take_over", article), follow=True)
        assert page.context["open_form"]["writer"] == ""
        assert EditLock.objects.get().user == omar

    def test_a_script_is_told_in_place(self, client: Client, mona: User, omar: User):
        article = make_article()
        take_over(article, by=mona)
        answer = client.post(address("take_over", article), headers={"accept": "application/json"})
        assert (answer.json()["holds"], answer.json()["writer"]) == (True, "")

    def test_whoever_wrote_hears_of_it(self, client: Client, mona: User, omar: User):
        article = make_article()
        take_over(article, by=mona)
        told = client.post(address("presence", article), {"_holds": "1"}).json()
        assert (told["holds"], "انتقلت الكتابة إلى" in told["writer"]) == (False, True)
        assert "مفتوح للكتابة" in client.post(address("presence", article)).json()["writer"]

    def test_taking_over_is_no_link(self, client: Client, omar: User):
        assert client.get(address("take_over", make_article())).status_code == 405


class TestLeaving:
    def test_a_form_that_was_left_is_open_to_others_at_once(self, client: Client, omar: User, mona: User):
        article = make_article()
        seen(article, by=omar)
        assert client.post(address("presence", article), {"_left": "1"}).json() == {"state": "left"}
        assert seen(article, by=mona).user == mona

    def test_it_leaves_nobody_else_s(self, client: Client, omar: User, mona: User):
        article = make_article()
        seen(article, by=mona)
        client.post(address("presence", article), {"_left": "1"})
        assert writer_of(article).user == mona
