"""Pages made from a copy of the database: never from one that lags, and never worse for one that fails."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError

from newsportal import replica
from newsportal.health import DATABASE_ERROR
from newsportal.page_cache.wrapper import PageCache
from tests.factories import make_article
from tests.newsportal.page_cache.reader import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_a_copy(settings, monkeypatch) -> Iterator[None]:
    monkeypatch.setitem(settings.DATABASES, replica.ALIAS, settings.DATABASES["default"])
    replica.forget()
    yield
    replica.forget()


def test_copy_is_asked_for_what_the_boxes_of_a_story_show_too(reader, monkeypatch):
    asked = []
    monkeypatch.setattr(
        replica, "_is_level", lambda names, numbers: asked.append(dict(zip(names, numbers, strict=True)))
    )
    article = make_article()
    reader.get(article.get_absolute_url())
    # Or boxes from before a publication would stand under the number after it, until the next one.
    assert set(asked[-1]) == {"site", "lists", "reads", f"article:{article.pk}"}


class TestFailure:
    @pytest.fixture
    def made_from(self) -> list[str]:
        return []

    @pytest.fixture
    def reader(self, store, made_from) -> Reader:
        """A portal whose copy fails while a page is made from it."""
        django = WSGIHandler()

        def fail_on_the_copy(environ, start_response):
            is_copy = replica._is_reading.get()
            made_from.append("copy" if is_copy else "database")
            if not is_copy:
                return django(environ, start_response)
            environ[DATABASE_ERROR] = OperationalError("gone")
            start_response("503 Service Unavailable", [("Cache-Control", "no-store")])
            return [b"down"]

        return Reader(PageCache(fail_on_the_copy))

    def test_page_is_then_made_from_the_database(self, reader, made_from, monkeypatch):
        monkeypatch.setattr(replica, "_is_level", lambda names, numbers: True)
        answer = reader.get("/about/")
        assert (answer.status, answer.came_from) == (200, "miss")
        assert made_from == ["copy", "database"]

    def test_copy_that_failed_is_left_alone_for_a_while(self, reader, made_from, monkeypatch):
        monkeypatch.setattr(replica, "_is_level", lambda names, numbers: True)
        reader.get("/about/")
        reader.get("/latest/")
        assert made_from == ["copy", "database", "database"]


def test_copy_that_does_not_answer_is_left_alone_for_a_while(reader, monkeypatch):
    asked = []

    def using(alias):
        asked.append(alias)
        raise OperationalError("timeout expired")

    monkeypatch.setattr(replica, "Generation", SimpleNamespace(objects=SimpleNamespace(using=using)))
    for address in ("/about/", "/latest/", "/en/about/"):
        assert reader.get(address).status == 200
    assert len(asked) == 1
    monkeypatch.setattr(replica, "PAUSE_SECONDS", 0.0)
    reader.get("/en/latest/")
    assert len(asked) == 2
