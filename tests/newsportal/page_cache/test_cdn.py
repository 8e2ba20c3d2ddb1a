"""What browsers, CDNs and operators are told about keeping a page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsportal.page_cache.page import OUTAGE
from tests.factories import make_article, make_breaking_news, make_settings
from tests.newsportal.page_cache.test_outage import database_down

pytestmark = pytest.mark.django_db


class TestWithoutCdn:
    def test_browsers_ask_each_time_and_nobody_else_is_told_anything(self, reader):
        address = make_article().get_absolute_url()
        for answer in (reader.get(address), reader.get(address)):
            assert answer.headers["cache-control"] == "no-cache"
            assert not {"surrogate-key", "cache-tag", "surrogate-control", "age", "expires"} & answer.headers.keys()

    def test_private_pages_are_for_nobody_to_keep(self, reader):
        assert reader.get("/search/?q=x").headers["cache-control"] == "no-cache"


class TestWithCdn:
    @pytest.fixture
    def cdn_process(self, settings, new_process, clock):
        """A function that returns a reader of another process, at one in the night: no page is near its end."""
        settings.CDN_MAX_AGE = 30
        midnight = timezone.localtime(clock.moment()).replace(hour=0, minute=0, second=0, microsecond=0)
        clock.move(seconds=(midnight + timedelta(days=1, hours=1) - clock.moment()).total_seconds())
        return new_process

    @pytest.fixture
    def cdn_reader(self, cdn_process):
        return cdn_process()

    def test_it_may_keep_the_page_and_purge_it_by_its_generations(self, cdn_reader):
        article = make_article()
        answer = cdn_reader.get(article.get_absolute_url())
        assert answer.headers["cache-control"] == (
            "public, max-age=0, must-revalidate, s-maxage=30, stale-while-revalidate=60, stale-if-error=86400"
        )
        assert answer.headers["surrogate-key"] == f"site article-{article.pk}"
        assert answer.headers["cache-tag"] == f"site,article-{article.pk}"
        known = cdn_reader.get(article.get_absolute_url(), IF_NONE_MATCH=answer.headers["etag"])
        assert known.headers["surrogate-key"] == answer.headers["surrogate-key"]

    def test_what_is_not_public_is_told_nothing(self, cdn_reader):
        for address in ("/search/?q=x", "/section/nowhere/", "/admin/login/"):
            answer = cdn_reader.get(address)
            assert "s-maxage" not in answer.headers.get("cache-control", "")
            assert "surrogate-key" not in answer.headers

    def test_page_of_the_past_is_not_given_to_it_again(self, cdn_reader, commit, clock):
        # It may just have been purged there: a withdrawn story would be kept for the whole time once more.
        fresh = cdn_reader.get("/about/")
        with commit():
            make_settings(digits="eastern")
        with database_down():
            for headers in ({}, {"IF_NONE_MATCH": fresh.headers["etag"]}):
                answer = cdn_reader.get("/about/", **headers)
                assert answer.headers["cache-status"] == OUTAGE
                assert answer.headers["cache-control"] == "no-cache"
        clock.move(seconds=2)
        assert "s-maxage=30" in cdn_reader.get("/about/").headers["cache-control"]
        assert "s-maxage=30" in cdn_reader.get("/about/").headers["cache-control"]

    @pytest.mark.parametrize(
        ("left", "told"),
        [(600, (30, 60)), (90, (30, 60)), (70, (30, 40)), (30, (30, 0)), (20.5, (20, 0)), (0.5, (0, 0))],
    )
    def test_it_keeps_no_page_past_the_moment_at_which_it_changes_by_itself(self, cdn_process, clock, left, told):
        make_breaking_news(set_at=clock.moment(), ends_at=clock.moment() + timedelta(seconds=900))
        cdn_process().get("/about/")
        clock.move(seconds=900 - left)
        fresh, stale = told
        # From the store, from memory, and where nothing but the headers is sent.
        reader = cdn_process()
        for _ in range(2):
            answer = reader.get("/about/")
            assert answer.came_from == "hit"
            assert f"s-maxage={fresh}, stale-while-revalidate={stale}," in answer.headers["cache-control"]
        known = reader.get("/about/", IF_NONE_MATCH=answer.headers["etag"])
        assert known.status == 304
        assert known.headers["cache-control"] == answer.headers["cache-control"]

    def test_seconds_count_from_the_answer_to_the_end_of_the_page(self, cdn_reader, clock):
        make_article(published_at=clock.moment() + timedelta(seconds=20))
        told = []
        for _ in range(22):
            control = cdn_reader.get("/latest/").headers["cache-control"]
            told.append(control.partition("s-maxage=")[2].partition(",")[0])
            clock.move(seconds=1)
        assert told == [*map(str, range(20, 0, -1)), "30", "30"]
