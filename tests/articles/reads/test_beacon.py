"""The beacon: what it counts, of whom, and what of it is stored."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import StoryReads
from articles.reads import counter as counting
from articles.reads.counter import counter
from articles.reads.storing import clear_reads, store
from newsportal.due import DUE
from newsportal.minutes import WORK
from tests.factories import make_article

pytestmark = pytest.mark.django_db

OWN = {"Sec-Fetch-Site": "same-origin"}
EVENING = datetime(2026, 11, 26, 23, 59, tzinfo=ZoneInfo("Asia/Riyadh"))


@pytest.fixture(autouse=True)
def _nothing_is_counted():
    counter.forget()


def read(client: Client, article: object, *, address: str = "192.0.2.1", **headers: str) -> int:
    """Send the beacon and return the status of the answer."""
    query = urlencode({"article": article})
    return client.post(f"/beacon/?{query}", REMOTE_ADDR=address, headers=headers or OWN).status_code


def stored() -> dict[int, int]:
    return dict(StoryReads.objects.values_list("article_id", "count"))


class TestBeacon:
    def test_a_read_is_counted_without_the_database(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ):
        story = make_article()
        with django_assert_num_queries(0):
            assert read(client, story.pk) == 204
        assert stored() == {}
        assert store() == 1
        assert stored() == {story.pk: 1}

    def test_the_answer_sets_no_cookie_and_is_kept_by_nobody(self, client: Client):
        answer = client.post("/beacon/?article=1", headers=OWN)
        assert (answer.content, answer["Cache-Control"], client.cookies) == (b"", "no-store", {})

    def test_reads_of_later_minutes_are_added(self, client: Client):
        story, other = make_article(), make_article()
        for address in ("192.0.2.1", "192.0.2.2"):
            read(client, story.pk, address=address)
            store()
        read(client, other.pk)
        store()
        assert stored() == {story.pk: 2, other.pk: 1}
        assert store() == 0

    def test_of_a_network_three_a_day_count_for_each_story(self, client: Client):
        story, other = make_article(), make_article()
        for _ in range(5):
            read(client, story.pk, address="2001:db8::1")
            store()
        read(client, story.pk, address="2001:db8::2")
        read(client, other.pk, address="2001:db8::1")
        read(client, story.pk, address="2001:db8:0:1::1")
        store()
        assert stored() == {story.pk: 4, other.pk: 1}

    def test_a_new_day_counts_anew_and_apart(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        story = make_article(published_at=EVENING - timedelta(days=1))
        for times, moment in ((4, EVENING), (1, EVENING + timedelta(minutes=2))):
            monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
            for _ in range(times):
                read(client, story.pk)
        store()
        days = StoryReads.objects.order_by("day").values_list("day", "count")
        assert [(day.isoformat(), count) for day, count in days] == [("2026-11-26", 3), ("2026-11-27", 1)]

    @pytest.mark.parametrize(
        "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://other.example"}, {"Accept": "*/*"}]
    )
    def test_what_no_page_of_ours_sent_is_refused(self, client: Client, headers: dict[str, str]):
        assert read(client, make_article().pk, **headers) == 403
        assert store() == 0

    @pytest.mark.parametrize("key", ["", "x", "-1", "1.5", "٣", "9" * 30])
    def test_what_is_no_key_is_a_bad_request(self, client: Client, key: str):
        assert read(client, key) == 400

    def test_it_is_posted_to(self, client: Client):
        assert client.get("/beacon/?article=1", headers=OWN).status_code == 405


class TestStoring:
    @pytest.mark.parametrize("status", ["draft", "in_review", "ready", "withdrawn"])
    def test_what_readers_cannot_see_has_no_reads(self, client: Client, status: str):
        read(client, make_article(status=status).pk)
        read(client, 987_654_321)
        assert store() == 0
        assert stored() == {}

    def test_an_archived_story_has_reads(self, client: Client):
        story = make_article(status="archived")
        read(client, story.pk)
        store()
        assert stored() == {story.pk: 1}

    def test_it_costs_the_same_however_often_a_story_is_read(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ):
        story = make_article()
        for number in range(50):
            read(client, story.pk, address=f"192.0.2.{number}")
        with django_assert_max_num_queries(9):
            assert store() == 50

    def test_what_cannot_be_stored_is_stored_later(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        story = make_article()
        read(client, story.pk)
        with monkeypatch.context() as broken:
            broken.setattr("articles.reads.storing.ADD", "INSERT INTO nowhere VALUES (%s, %s, %s)")
            with pytest.raises(DatabaseError):
                store()
        read(client, story.pk)
        assert store() == 2
        assert stored() == {story.pk: 2}

    def test_a_day_has_one_row_for_a_story(self):
        story, today = make_article(), timezone.localdate()
        StoryReads.objects.create(article=story, day=today, count=1)
        with pytest.raises(IntegrityError):
            StoryReads.objects.create(article=story, day=today, count=1)

    def test_it_is_work_of_web_processes_and_old_days_of_the_worker(self):
        assert "articles.reads.storing.store" in WORK
        assert "articles.reads.storing.clear_reads" in [due.function for due in DUE]

    def test_days_are_kept_for_a_month(self):
        story, today = make_article(), timezone.localdate()
        for days in (0, 31, 32, 400):
            StoryReads.objects.create(article=story, day=today - timedelta(days=days), count=1)
        assert clear_reads() == 2
        assert sorted((today - row.day).days for row in StoryReads.objects.all()) == [0, 31]


class TestThreads:
    def test_no_read_is_lost_between_two(self):
        networks = [f"192.0.2.{number}" for number in range(200)]
        with ThreadPoolExecutor(4) as pool:
            counted = list(pool.map(lambda network: counter.add(1, network=network), networks))
        assert counted == [True] * 200
        assert list(counter.take().values()) == [200]


class TestBounds:
    def test_stories_that_are_none_fill_no_memory(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(counting, "MOST_STORIES", 2)
        story = make_article()
        for key in (story.pk, story.pk + 1, story.pk + 2):
            read(client, key)
        read(client, story.pk, address="192.0.2.2")
        full = counter.take()
        assert {key: count for (key, _), count in full.items()} == {story.pk: 2, story.pk + 1: 1}
        # What found no room has used up nothing of its network's three.
        assert [counter.add(story.pk + 2, network="192.0.2.1") for _ in range(4)] == [True, True, True, False]
        counter.give_back(full)
        assert len(counter.take()) == 2

    def test_one_network_fills_it_for_nobody(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(counting, "MOST_OF_A_NETWORK", 3)
        story = make_article()
        for key in range(1_000, 1_010):
            read(client, key)
        read(client, story.pk, address="192.0.2.2")
        assert len(counter.take()) == 4
        # The next minute it is heard again.
        read(client, story.pk)
        assert store() == 1

    def test_the_oldest_networks_are_forgotten_first(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(counting, "MOST_REMEMBERED", 2)
        story = make_article()
        for host in (1, 1, 1, 2, 3, 1, 4, 5, 1):
            read(client, story.pk, address=f"192.0.2.{host}")
        # The first is refused while it is remembered, and counts again once four others have come.
        assert store() == 8

    def test_a_body_is_not_waited_for(self, client: Client):
        assert client.post("/beacon/", {"article": 1}, headers=OWN).status_code == 400
