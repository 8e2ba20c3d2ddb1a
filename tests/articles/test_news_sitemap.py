"""The sitemap of the last two days, for search engines that list news."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsportal.page_cache.rules import ENDS_AT
from tests.factories import HIDDEN, make_article

pytestmark = pytest.mark.django_db

PATH = "/news-sitemap.xml"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def entries(client: Client) -> list[ET.Element]:
    return ET.fromstring(client.get(PATH).content).findall(f"{SITEMAP}url")


class TestNewsSitemap:
    def test_entry_says_what_the_protocol_asks_for(self, client: Client, settings: Any):
        article = make_article(title='خبر & "خبر" <آخر>')
        (entry,) = entries(client)
        assert entry.findtext(f"{SITEMAP}loc") == f"http://testserver{article.get_absolute_url()}"
        news = entry.find(f"{NEWS}news")
        assert news is not None
        assert news.findtext(f"{NEWS}title") == article.title
        assert news.findtext(f"{NEWS}publication/{NEWS}name") == settings.SITE_NAME
        assert news.findtext(f"{NEWS}publication/{NEWS}language") == "ar"
        published_at = timezone.localtime(article.published_at).isoformat()
        assert (news.findtext(f"{NEWS}publication_date") or "")[:19] == published_at[:19]

    def test_it_is_xml_and_sets_no_cookie(self, client: Client):
        answer = client.get(PATH)
        assert answer["Content-Type"] == "application/xml"
        assert not answer.cookies

    def test_stories_leave_it_after_two_days_by_themselves(self, client: Client):
        now = timezone.now()
        make_article(published_at=now - timedelta(days=2, minutes=1))
        kept = make_article(published_at=now - timedelta(days=1, hours=23))
        make_article(published_at=now - timedelta(hours=1))
        assert len(entries(client)) == 2
        ends_at = client.get(PATH).wsgi_request.META[ENDS_AT]
        assert ends_at == kept.published_at + timedelta(days=2)

    def test_newest_stand_first_and_a_thousand_at_most(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("articles.sitemaps.MOST_NEWS", 2)
        stories = [make_article(published_at=timezone.now() - timedelta(hours=number)) for number in range(1, 4)]
        addresses = [entry.findtext(f"{SITEMAP}loc") or "" for entry in entries(client)]
        assert [address.endswith(story.get_absolute_url()) for address, story in zip(addresses, stories, strict=False)]
        assert len(addresses) == 2

    @pytest.mark.parametrize("hidden", [*HIDDEN, {"status": "archived"}])
    def test_what_lists_do_not_show_is_not_in_it(self, client: Client, hidden: dict[str, Any]):
        make_article(**hidden)
        assert entries(client) == []

    def test_it_costs_one_query(self, client: Client, django_assert_num_queries: Any):
        article = make_article()
        client.get(PATH)
        with django_assert_num_queries(1):
            sitemap = client.get(PATH).content.decode()
        assert article.title in sitemap

    def test_robots_are_told_of_it(self, client: Client):
        assert f"Sitemap: http://testserver{PATH}" in client.get("/robots.txt").content.decode()

    def test_nothing_stands_at_an_english_address(self, client: Client):
        assert client.get(f"/en{PATH}").status_code == 404
