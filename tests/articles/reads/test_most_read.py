"""What readers are offered as most read: of today and of the week, never what lists do not show."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, StoryReads
from articles.reads.counter import counter
from articles.reads.most import most_read
from articles.reads.storing import store
from newsportal import generations
from tests.factories import HIDDEN, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_counted() -> None:
    counter.forget()


@pytest.fixture
def stories() -> list[Article]:
    return [make_article() for _ in range(8)]


def note(story: Article, count: int, *, days_ago: int = 0) -> None:
    StoryReads.objects.create(article=story, day=timezone.localdate() - timedelta(days=days_ago), count=count)


def shown() -> tuple[list[Article], list[Article]]:
    generations.forget()
    most = most_read()
    return most.today, most.week


class TestRanking:
    def test_today_and_the_week_are_ordered_by_reads(self, stories: list[Article]) -> None:
        for number, story in enumerate(stories[:6]):
            note(story, 10 - number)
        note(stories[6], 3, days_ago=6)
        note(stories[5], 90, days_ago=3)
        today, week = shown()
        assert today == stories[:5]
        assert week == [stories[5], *stories[:4]]

    def test_days_of_a_week_are_added_up(self, stories: list[Article]) -> None:
        for story, counts in zip(stories, [(5, 5), (4, 7), (0, 9)], strict=False):
            for day, count in enumerate(counts):
                note(story, count, days_ago=day)
        assert shown()[1] == [stories[1], stories[0], stories[2]]

    def test_what_is_older_than_a_week_does_not_count(self, stories: list[Article]) -> None:
        for story in stories:
            note(story, 50, days_ago=7)
        assert shown() == ([], [])

    def test_two_are_no_ranking(self, stories: list[Article]) -> None:
        for story in stories[:2]:
            note(story, 3)
        assert shown() == ([], [])

    @pytest.mark.parametrize("change", [*HIDDEN, {"status": "archived"}])
    def test_what_lists_do_not_show_gives_way(self, stories: list[Article], change: dict[str, Any]) -> None:
        for number, story in enumerate(stories[:4]):
            note(story, 10 - number)
        Article.objects.filter(pk=stories[0].pk).update(**change)
        assert shown()[0] == stories[1:4]

    def test_a_story_that_ends_while_it_is_kept_is_not_offered(
        self, stories: list[Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        later = timezone.now() + timedelta(minutes=1)
        Article.objects.filter(pk=stories[0].pk).update(unpublished_at=later)
        for number, story in enumerate(stories[:4]):
            note(story, 10 - number)
        assert shown()[0] == stories[:4]
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert most_read().week == stories[1:4]

    def test_yesterdays_list_is_over_at_midnight(
        self, stories: list[Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for story in stories:
            note(story, 5)
        assert shown()[0]
        tomorrow = timezone.localdate() + timedelta(days=1)
        monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
        assert most_read().today == []
        assert most_read().week

    def test_it_is_kept_without_a_query(self, stories: list[Article], django_assert_num_queries: Any) -> None:
        for story in stories:
            note(story, 1)
        generations.forget()
        with django_assert_num_queries(2):
            most_read()
        with django_assert_num_queries(0):
            most_read()


class TestPages:
    @pytest.mark.parametrize("path", ["/", "/en/", "story"])
    def test_home_and_stories_offer_it(self, client: Client, stories: list[Article], path: str) -> None:
        for number, story in enumerate(stories[:3]):
            note(story, 10 - number)
        generations.forget()
        html = client.get(stories[0].get_absolute_url() if path == "story" else path).content.decode()
        ranking = html.partition('<ol class="ranking">')[2].partition("</ol>")[0]
        places = [ranking.find(f"/news/{story.pk}/") for story in stories[:3]]
        assert -1 not in places
        assert places == sorted(places)

    def test_without_reads_there_is_no_box(self, client: Client, stories: list[Article]) -> None:
        generations.forget()
        assert "most-read" not in client.get("/").content.decode()


class TestStoring:
    def counted(self, story: Article, times: int) -> None:
        for number in range(times):
            counter.add(story.pk, network=f"192.0.2.{number}")

    def test_another_order_has_pages_made_anew(
        self, stories: list[Article], django_capture_on_commit_callbacks: Any
    ) -> None:
        moved = []
        for counts in [(3, 2), (3, 2), (1, 5)]:
            before = generations.current("reads")
            for story, times in zip(stories, counts, strict=False):
                self.counted(story, times)
            with django_capture_on_commit_callbacks(execute=True):
                store()
            moved.append(generations.current("reads") > before)
            counter.forget()
        # The same order says nothing new.
        assert moved == [True, False, True]

    def test_a_new_day_is_another_order(
        self, stories: list[Article], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        self.counted(stories[0], 1)
        store()
        tomorrow: date = timezone.localdate() + timedelta(days=1)
        monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
        before = generations.current("reads")
        self.counted(stories[1], 1)
        with django_capture_on_commit_callbacks(execute=True):
            store()
        assert generations.current("reads") > before
