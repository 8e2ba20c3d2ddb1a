"""What browsers, CDNs and operators are told about keeping a page."""

import pytest

from newsportal.page_cache.page import OUTAGE
from tests.factories import make_article, make_settings
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
    def cdn_reader(self, settings, new_process):
        settings.CDN_MAX_AGE = 30
        return new_process()

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
