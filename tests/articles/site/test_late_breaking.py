"""Two editors at the breaking news at once: the later one is told what the earlier one set, and loses nothing."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import BreakingNews
from articles.site.breaking.setting import end_news
from tests.factories import make_article, make_breaking_news, make_user

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_breakingnews_add")
THEIRS, MINE = "زلزال قوي يضرب الساحل", "هزة أرضية خفيفة قرب الساحل"


def change_of(news: BreakingNews) -> str:
    return reverse("admin:articles_breakingnews_change", args=[news.pk])


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(make_user(groups=("Editors",), username=name))
    return client


@pytest.fixture
def salma() -> Client:
    return signed_in("salma")


@pytest.fixture
def rana() -> Client:
    return signed_in("rana")


def opened(client: Client, address: str) -> dict[str, Any]:
    """Return what the form of a page posts, as it was opened."""
    html = client.get(address).content.decode()
    form = re.search(r'<input type="hidden" name="opened_version"(?: value="([^"]*)")?', html)
    assert form
    return {"lasting": "3", "article": "", "opened_version": form[1] or ""}


def words_now() -> list[str]:
    return [*BreakingNews.objects.standing().values_list("words", flat=True)]


class TestLateSave:
    def test_later_one_gets_both_texts_and_overwrites_nothing(self, salma: Client, rana: Client):
        news = make_breaking_news(words="هزة أرضية")
        story = make_article(title="ما نعرفه عن الزلزال")
        mine, theirs = opened(salma, change_of(news)), opened(rana, change_of(news))
        assert rana.post(change_of(news), {**theirs, "words": THEIRS, "article": story.pk}).status_code == 302
        answer = salma.post(change_of(news), {**mine, "words": MINE})
        assert answer.status_code == 409
        assert words_now() == [THEIRS]
        html = answer.content.decode().partition('class="breaking-desk"')[2]
        assert html.index(THEIRS) < html.index("ما نعرفه عن الزلزال") < html.index(MINE)
        assert html.count(THEIRS) == 1
        assert "rana" in html
        assert "إن حفظت مرة أخرى حل ما كتبته محله" in html

    def test_second_save_means_the_version_that_was_shown(self, salma: Client, rana: Client):
        news = make_breaking_news()
        mine, theirs = opened(salma, change_of(news)), opened(rana, change_of(news))
        rana.post(change_of(news), {**theirs, "words": THEIRS})
        told = salma.post(change_of(news), {**mine, "words": MINE}).context["adminform"].form["opened_version"].value()
        # Meanwhile a third save: what is shown next is that one.
        rana.post(change_of(news), {**opened(rana, change_of(news)), "words": "خبر ثالث"})
        answer = salma.post(change_of(news), {**mine, "words": MINE, "opened_version": told})
        assert answer.status_code == 409
        assert "خبر ثالث" in answer.content.decode()
        told = answer.context["adminform"].form["opened_version"].value()
        assert salma.post(change_of(news), {**mine, "words": MINE, "opened_version": told}).status_code == 302
        assert words_now() == [MINE]

    def test_who_is_alone_is_asked_nothing(self, salma: Client):
        news = make_breaking_news()
        for words in (MINE, THEIRS):
            answer = salma.post(change_of(news), {**opened(salma, change_of(news)), "words": words})
            assert answer.status_code == 302
        assert words_now() == [THEIRS]

    def test_an_error_keeps_the_version_that_was_opened(self, salma: Client, rana: Client):
        news = make_breaking_news()
        mine, theirs = opened(salma, change_of(news)), opened(rana, change_of(news))
        rana.post(change_of(news), {**theirs, "words": THEIRS})
        answer = salma.post(change_of(news), {**mine, "words": ""})
        assert answer.status_code == 200
        # What stands is told, and not what was typed.
        assert answer.context["standing"].words == THEIRS
        assert answer.context["adminform"].form["opened_version"].value() == mine["opened_version"]


class TestNewOne:
    def test_it_ends_nothing_that_its_editor_has_not_seen(self, salma: Client, rana: Client):
        mine, theirs = opened(salma, ADD), opened(rana, ADD)
        rana.post(ADD, {**theirs, "words": THEIRS})
        answer = salma.post(ADD, {**mine, "words": MINE})
        assert answer.status_code == 409
        assert THEIRS in answer.content.decode()
        assert words_now() == [THEIRS]
        told = answer.context["adminform"].form["opened_version"].value()
        assert salma.post(ADD, {**mine, "words": MINE, "opened_version": told}).status_code == 302
        assert words_now() == [MINE]

    def test_what_was_seen_is_ended_without_a_word(self, salma: Client):
        make_breaking_news(words=THEIRS)
        assert salma.post(ADD, {**opened(salma, ADD), "words": MINE}).status_code == 302
        assert words_now() == [MINE]

    def test_what_has_ended_meanwhile_stands_in_nobody_s_way(self, salma: Client):
        news = make_breaking_news()
        mine = opened(salma, ADD)
        end_news(news)
        assert salma.post(ADD, {**mine, "words": MINE}).status_code == 302
        assert words_now() == [MINE]
        assert BreakingNews.objects.get(pk=news.pk).ends_at <= timezone.now()


class TestDoubleClick:
    @pytest.mark.parametrize("is_new", [True, False])
    def test_it_is_no_conflict_with_oneself(self, salma: Client, is_new: bool):
        address = ADD if is_new else change_of(make_breaking_news())
        typed = {**opened(salma, address), "words": f" {MINE}  "}
        assert [salma.post(address, typed).status_code for _press in range(2)] == [302, 302]
        assert words_now() == [MINE]


def test_the_history_tells_of_no_hidden_field(salma: Client):
    news = make_breaking_news()
    salma.post(change_of(news), {**opened(salma, change_of(news)), "words": MINE})
    entry = LogEntry.objects.get()
    assert "words" in entry.change_message.lower()
    assert "opened" not in entry.change_message
