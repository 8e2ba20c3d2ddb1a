"""The generations on a real Redis: never behind the rows for long, and never backwards."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from newsportal import generations, shared_cache, shared_numbers
from newsportal.mirror import stamp_of
from newsportal.models import Generation
from tests.redis_server import RedisServer, running_redis

pytestmark = [pytest.mark.redis, pytest.mark.django_db]


@pytest.fixture(scope="module")
def server_of_the_module() -> Iterator[RedisServer]:
    with running_redis() as server:
        yield server


@pytest.fixture(autouse=True)
def redis(server_of_the_module: RedisServer, settings, tmp_path) -> Iterator[RedisServer]:
    server_of_the_module.client().flushall()
    settings.CACHE_URL = server_of_the_module.url
    settings.VAR_DIR = tmp_path
    shared_cache.forget()
    yield server_of_the_module
    shared_cache.forget()


@pytest.fixture
def paused(redis) -> Iterator[None]:
    redis.pause()
    yield
    redis.resume()


def stored(redis: RedisServer, name: str) -> int | None:
    value = redis.client().get(f"newsportal:number:{name}")
    return None if value is None else int(value)


class TestChanges:
    def test_change_is_told_though_the_server_failed_a_moment_ago(self, redis, django_capture_on_commit_callbacks):
        redis.pause()
        generations.refresh("site")
        redis.resume()
        # Another machine may have asked in vain never, and would take the old number for the present one.
        with django_capture_on_commit_callbacks(execute=True):
            generations.advance("site")
        assert stored(redis, "site") == Generation.objects.get(name="site").number

    def test_changes_do_not_wait_for_a_dead_server_one_by_one(self, paused, monkeypatch):
        asked = []
        connect = shared_cache._client
        with monkeypatch.context() as patched:
            patched.setattr(shared_cache, "_client", lambda url: asked.append(url) or connect(url))
            for _ in range(5):
                generations._raise_to({"site": 5})
                generations.refresh("site")
        assert len(asked) == 1


class TestRefresh:
    def test_number_raised_by_another_machine_is_learnt(self, redis, django_assert_num_queries):
        shared_numbers.raise_to({"site": 5, "article:7": 6})
        with django_assert_num_queries(0):
            assert generations.refresh("site", "article:7") == (5, 6)
        assert generations.current("site", "article:7") == (5, 6)

    def test_number_that_the_server_lacks_is_read_from_its_row_once(self, redis, django_assert_num_queries):
        Generation.objects.create(name="site", number=9)
        with django_assert_num_queries(1):
            assert generations.refresh("site", "lists") == (9, 0)
        with django_assert_num_queries(0):
            assert generations.refresh("site", "lists") == (9, 0)

    def test_this_machine_may_know_more_than_the_server(self):
        generations._mirror.raise_to({0: 11})
        shared_numbers.raise_to({"site": 5})
        assert generations.refresh("site") == (11,)

    def test_rows_tell_while_the_server_does_not_answer(self, paused, django_assert_num_queries):
        Generation.objects.create(name="site", number=9)
        with django_assert_num_queries(1):
            assert generations.refresh("site") == (9,)

    def test_mirror_tells_while_nobody_answers(self, paused, caplog):
        generations._mirror.raise_to({0: 3})

        def fail(execute, sql, params, many, context):
            raise OperationalError("connection refused")

        with connection.execute_wrapper(fail):
            assert generations.refresh("site") == (3,)
        assert "Neither the shared cache nor the database" in caplog.text


class TestRaise:
    def test_commit_reaches_the_server(self, redis, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            generations.advance("lists", generations.article(3))
            assert stored(redis, "lists") is None
        number = Generation.objects.get(name="lists").number
        assert stored(redis, "lists") == stored(redis, "article:3") == number

    def test_number_never_falls(self, redis):
        shared_numbers.raise_to({"site": 9})
        shared_numbers.raise_to({"site": 5})
        assert stored(redis, "site") == 9

    def test_largest_of_many_keeps_its_last_digit(self, redis):
        large = stamp_of(timezone.now()) + 1
        shared_numbers.raise_to({"site": large})
        shared_numbers.raise_to({"site": large - 1})
        assert stored(redis, "site") == large

    def test_commit_goes_through_while_the_server_does_not_answer(self, paused, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            generations.advance("site")
        assert generations.current("site") == (Generation.objects.get(name="site").number,)


class TestLevel:
    def test_change_of_a_killed_process_reaches_the_server(self, redis):
        generations.level()
        shared_numbers.raise_to({"site": 5})
        Generation.objects.create(name="site", number=8)
        generations.level()
        assert stored(redis, "site") == 8

    def test_everything_since_an_outage_is_made_good(self, redis):
        generations.level()
        shared_numbers.raise_to({"site": 5})
        an_hour = timezone.now() - timedelta(hours=1)
        redis.client().set("newsportal:levelled", stamp_of(an_hour))
        Generation.objects.create(name="site", number=8, raised_at=an_hour + timedelta(minutes=1))
        generations.level()
        assert stored(redis, "site") == 8

    def test_old_rows_are_not_sent_again_and_again(self, redis):
        generations.level()
        Generation.objects.create(name="lists", number=8, raised_at=timezone.now() - timedelta(days=1))
        generations.level()
        assert stored(redis, "lists") is None

    def test_time_is_kept_where_the_numbers_were_not(self, redis, paused):
        generations.level()
        redis.resume()
        assert redis.client().get("newsportal:levelled") is None

    def test_server_whose_clock_was_wrong_is_levelled_all_the_same(self, redis):
        redis.client().set("newsportal:levelled", stamp_of(timezone.now() + timedelta(days=300)))
        shared_numbers.raise_to({"site": 5})
        Generation.objects.create(name="site", number=8)
        generations.level()
        assert stored(redis, "site") == 8
