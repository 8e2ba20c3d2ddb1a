"""What readers and writers get while the database, the disk or the shared cache is down."""

import errno
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.utils import timezone
from psycopg.errors import QueryCanceled

from articles.models import Article
from newsportal import generations, shared_cache, shared_numbers, throttle
from newsportal.mirror import ARTICLES_FROM, NUMBER, Mirror, stamp_of
from newsportal.page_cache.wrapper import PageCache
from tests.factories import make_article, make_settings
from tests.newsportal.page_cache.reader import Reader

OUTAGE = "newsportal; hit; detail=database-down"

pytestmark = pytest.mark.django_db


@contextmanager
def database_down() -> Iterator[None]:
    """Let every query fail as it does where nobody answers."""

    def fail(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(fail):
        yield


class TestDatabaseDown:
    def test_true_pages_are_served_as_always(self, reader):
        made = reader.get("/about/")
        with database_down():
            answer = reader.get("/about/")
        assert (answer.came_from, answer.body) == ("hit", made.body)

    def test_old_page_is_served_past_its_generation_and_marked(self, reader, commit, caplog):
        made = reader.get("/about/")
        with commit():
            make_settings(digits="eastern")
        with database_down():
            answer = reader.get("/about/")
        assert (answer.status, answer.body) == (200, made.body)
        assert answer.headers["cache-status"] == OUTAGE
        assert "The database fails" in caplog.text

    def test_old_page_of_another_process_is_served_too(self, reader, new_process, commit):
        made = reader.get("/about/")
        with commit():
            make_settings(digits="eastern")
        with database_down():
            assert new_process().get("/about/").body == made.body

    def test_old_page_outlives_an_error_of_our_own(self, reader, commit, clock):
        made = reader.get("/about/")
        with commit():
            make_settings(digits="eastern")

        def fail(execute, sql, params, many, context):
            raise ZeroDivisionError

        with connection.execute_wrapper(fail):
            assert reader.get("/about/").status == 500
        with database_down():
            assert reader.get("/about/").body == made.body
        clock.move(seconds=2)
        answer = reader.get("/about/")
        assert answer.status == 200
        assert answer.body != made.body

    def test_fresh_page_comes_back_with_the_database(self, reader, commit, clock):
        old = reader.get("/about/")
        with commit():
            make_settings(digits="eastern")
        with database_down():
            reader.get("/about/")
        clock.move(seconds=2)
        answer = reader.get("/about/")
        assert answer.came_from == "miss"
        assert answer.body != old.body

    def test_database_is_asked_once_a_second_for_old_pages(self, reader, commit, clock):
        reader.get("/about/")
        asked = []
        with commit():
            make_settings(digits="eastern")

        def fail(execute, sql, params, many, context):
            asked.append(sql)
            raise OperationalError("timed out")

        with connection.execute_wrapper(fail):
            for _ in range(5):
                assert reader.get("/about/").headers["cache-status"] == OUTAGE
            first = len(asked)
            clock.move(seconds=2)
            reader.get("/about/")
        assert len(asked) == 2 * first

    def test_page_that_takes_too_long_leaves_the_others_true(self, reader, commit, clock):
        slow, other = (make_article().get_absolute_url() for _ in range(2))
        reader.get(slow), reader.get(other)
        with commit():
            make_settings(digits="eastern")

        def fail(execute, sql, params, many, context):
            raise OperationalError("canceling statement due to statement timeout") from QueryCanceled()

        with connection.execute_wrapper(fail):
            assert reader.get(slow).headers["cache-status"] == OUTAGE
        assert reader.get(other).came_from == "miss"

    def test_page_that_was_never_made_is_a_readable_503(self, reader):
        with database_down():
            answer = reader.get("/latest/")
        assert answer.status == 503
        assert answer.headers["retry-after"] == "30"
        assert "الصفحة غير متاحة الآن" in answer.text
        assert reader.get("/latest/").status == 200

    def test_english_reader_is_told_in_english(self, reader):
        with database_down():
            assert "Not available at the moment" in reader.get("/en/latest/").text

    @pytest.mark.parametrize("path", ["/search/?q=خبر", "/n/5", "/comments/token/", "/admin/password_change/"])
    def test_other_pages_are_a_503_as_well(self, reader, path):
        with database_down():
            answer = reader.get(path, COOKIE=f"sessionid={'a' * 32}")
        assert answer.status == 503


@pytest.fixture
def one_warning(caplog):
    caplog.set_level(logging.WARNING)

    def told(words: str) -> bool:
        return [words in record.message for record in caplog.records].count(True) == 1

    return told


class TestDiskDown:
    @pytest.fixture
    def reader(self, settings, tmp_path, client):
        # A file stands where the folder should: nothing below it can be opened, even by root.
        (tmp_path / "pages").write_text("")
        reader = Reader(PageCache(WSGIHandler()))
        throttle.forget()
        return reader

    def test_pages_are_kept_in_memory_alone_and_one_warning_is_logged(self, reader, one_warning):
        for _ in range(3):
            reader.get("/about/")
            assert reader.get("/latest/").status == 200
        assert reader.get("/about/").came_from == "hit"
        assert one_warning("Pages cannot be kept on disk")


@pytest.mark.redis
class TestSharedCacheDown:
    @pytest.fixture
    def store(self, redis) -> str:
        return "redis"

    @pytest.fixture
    def stopped(self, redis):
        """A server that takes connections and answers nothing."""
        redis.pause()
        yield
        redis.resume()

    def test_pages_are_rendered_and_one_warning_is_logged(self, reader, stopped, one_warning):
        for _ in range(3):
            assert reader.get("/about/").status == 200
            assert reader.get("/latest/").status == 200
        assert one_warning("The shared cache does not answer")

    @pytest.mark.parametrize("path", ["/healthz", "/static/css/site.css"])
    def test_what_shows_nothing_of_the_paper_asks_nobody(self, reader, stopped, caplog, path):
        with database_down():
            reader.get(path)
        assert "does not answer" not in caplog.text
        assert "Neither the shared cache nor the database" not in caplog.text

    def test_nobody_waits_for_it_again_and_again(self, reader, stopped, monkeypatch):
        asked = []
        connect = shared_cache._client
        with monkeypatch.context() as patched:
            patched.setattr(shared_cache, "_client", lambda url: asked.append(url) or connect(url))
            for _ in range(5):
                reader.get("/about/")
        assert len(asked) == 1

    def test_no_page_is_stale_without_it(self, reader, redis, commit):
        article = make_article(title="قبل")
        address = article.get_absolute_url()
        assert "قبل" in reader.get(address).text
        redis.pause()
        try:
            with commit():
                article.title = "بعد"
                article.save()
            assert "بعد" in reader.get(address).text
        finally:
            redis.resume()

    def test_change_of_another_machine_is_seen_in_the_rows(self, reader, redis, commit, settings, tmp_path):
        article = make_article(title="قبل")
        address = article.get_absolute_url()
        reader.get(address)
        redis.pause()
        try:
            # The other machine has a mirror of its own.
            settings.VAR_DIR = tmp_path / "other"
            settings.VAR_DIR.mkdir()
            generations.forget()
            with commit():
                Article.objects.filter(pk=article.pk).update(title="بعد")
                generations.advance(generations.article(article.pk))
            settings.VAR_DIR = tmp_path
            generations.forget()
            assert "بعد" in reader.get(address).text
        finally:
            redis.resume()

    def test_full_disk_costs_neither_a_page_nor_a_change_of_another_machine(
        self, reader, redis, monkeypatch, one_warning
    ):
        article = make_article(title="قبل")
        address = article.get_absolute_url()
        reader.get(address)
        raise_to = Mirror.raise_to

        def fail(mirror, numbers):
            if numbers:
                raise OSError(errno.ENOSPC, "No space left on device")
            raise_to(mirror, numbers)

        monkeypatch.setattr(Mirror, "raise_to", fail)
        Article.objects.filter(pk=article.pk).update(title="بعد")
        shared_numbers.raise_to({generations.article(article.pk): stamp_of(timezone.now())})
        assert "بعد" in reader.get(address).text
        assert reader.get(address).came_from == "hit"
        assert one_warning("No space left")

    def test_it_serves_again_when_it_is_back(self, reader, redis, monkeypatch):
        redis.pause()
        reader.get("/about/")
        redis.resume()
        monkeypatch.setattr(shared_cache, "PAUSE_SECONDS", 0.0)
        reader.get("/latest/")
        assert any(b":page:" in key for key in redis.client().scan_iter())

    def test_emptied_server_loses_no_change(self, reader, redis, commit):
        article = make_article(title="قبل")
        address = article.get_absolute_url()
        with commit():
            article.save()
        reader.get(address)
        redis.client().flushall()
        assert reader.get(address).came_from == "hit"
        with commit():
            article.title = "بعد"
            article.save()
        redis.client().flushall()
        assert "بعد" in reader.get(address).text


def test_warnings_come_once_a_minute(caplog, monkeypatch):
    moments = iter([0.0, 30.0, 59.9, 60.0, 61.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    throttle.forget()
    for _ in range(5):
        throttle.warn(logging.getLogger("newsportal"), "Down: %s", "disk")
    assert [record.message for record in caplog.records] == ["Down: disk"] * 2


class TestMirrorOnAFullDisk:
    @pytest.fixture
    def full(self, monkeypatch) -> None:
        """A disk that overwrites what it holds, and has room for no more: an article's number is in a hole."""
        write = os.pwrite

        def write_what_fits(descriptor: int, data: bytes, offset: int) -> int:
            if offset >= ARTICLES_FROM * NUMBER.size:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(descriptor, data, offset)

        monkeypatch.setattr(os, "pwrite", write_what_fits)

    def test_next_request_shows_a_change_all_the_same(self, reader, new_process, commit, full):
        article, other = make_article(title="قبل"), make_article()
        address = article.get_absolute_url()
        for process in (reader, new_process()):
            for path in (address, other.get_absolute_url()):
                process.get(path)
        with commit():
            article.title = "بعد"
            article.save()
        for process in (reader, new_process()):
            assert "بعد" in process.get(address).text
            assert process.get(address).came_from == "hit"
        generations.level()
        assert reader.get(address).came_from == "hit"
        assert reader.get(other.get_absolute_url()).status == 200

    def test_change_of_another_process_is_seen_when_it_was_killed(self, reader, full):
        article = make_article(title="قبل")
        reader.get(article.get_absolute_url())
        # Nothing happens on commit, as where the process ends between the two.
        Article.objects.filter(pk=article.pk).update(title="بعد")
        generations.advance(generations.article(article.pk))
        generations.level()
        assert "بعد" in reader.get(article.get_absolute_url()).text

    def test_disk_that_takes_nothing_fails_no_page(self, reader, commit, monkeypatch):
        article = make_article()
        reader.get(article.get_absolute_url())

        def fail(*_: object) -> int:
            raise OSError(errno.EROFS, "Read-only file system")

        monkeypatch.setattr(os, "pwrite", fail)
        with commit():
            article.save()
        for path in (article.get_absolute_url(), "/latest/", "/about/"):
            assert reader.get(path).status == 200
