"""Feed, sitemap, robots and health: what programs read."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from tests.factories import make_article, make_author, make_picture, make_section

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class TestFeed:
    def test_an_item_carries_the_whole_story(self, client: Client) -> None:
        article = make_article(
            authors=(make_author(name="ليلى"),), body='<p>نص كامل & <a href="/about/">رابط</a></p>', title="خبر < خبر"
        )
        answer = client.get("/feeds/latest.rss")
        item = ET.fromstring(answer.content).find("channel/item")
        assert item is not None
        assert item.findtext("title") == article.title
        assert item.findtext("link") == f"http://testserver{article.get_absolute_url()}"
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "ليلى"
        assert 'href="http://testserver/about/"' in (item.findtext(CONTENT) or "")

    def test_a_picture_in_the_text_has_one_absolute_address(self, client: Client) -> None:
        picture = make_picture()
        make_article(body=f'<p>قبل</p><figure data-picture="{picture.pk}"></figure>')
        text = client.get("/feeds/latest.rss").content.decode()
        assert f"http://testserver/media/pictures/{picture.key}/" in text
        assert "srcset" not in text

    def test_it_is_arabic_and_sets_no_cookie(self, client: Client) -> None:
        answer = client.get("/feeds/latest.rss")
        assert "<language>ar</language>" in answer.content.decode()
        assert not answer.cookies


class TestSitemap:
    def test_the_index_names_files_that_answer(self, client: Client) -> None:
        # An import left keys out: two files are empty.
        make_article(pk=95_000)
        article, section = make_article(pk=125_000), make_section()
        index = ET.fromstring(client.get("/sitemap.xml").content)
        addresses = [element.text or "" for element in index.iter(f"{SITEMAP}loc")]
        found = ""
        for address in addresses:
            answer = client.get(address.removeprefix("http://testserver"))
            assert answer.status_code == 200
            found += answer.content.decode()
        for path in [article.get_absolute_url(), section.get_absolute_url(), "/latest/"]:
            assert f"<loc>http://testserver{path}</loc>" in found

    def test_an_empty_paper_has_a_sitemap_of_answering_files(self, client: Client) -> None:
        index = ET.fromstring(client.get("/sitemap.xml").content)
        for element in index.iter(f"{SITEMAP}loc"):
            assert client.get((element.text or "").removeprefix("http://testserver")).status_code == 200

    def test_a_file_without_stories_is_404(self, client: Client) -> None:
        assert client.get("/sitemap/articles-9.xml").status_code == 404

    def test_nothing_english_is_in_it(self, client: Client) -> None:
        article = make_article()
        html = client.get(f"/sitemap/articles-{article.pk // 10_000 + 1}.xml").content.decode()
        assert article.get_absolute_url() in html
        assert "/en/" not in html


class TestRobots:
    def test_it_names_the_sitemap(self, client: Client) -> None:
        text = client.get("/robots.txt").content.decode()
        assert "Sitemap: http://testserver/sitemap.xml" in text
        assert "Disallow: /admin/" in text


class TestHealth:
    def test_it_answers_without_a_query(self, client: Client, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(0):  # type: ignore[operator] - a fixture that is a callable
            answer = client.get("/healthz")
        assert answer.content == b"ok\n"
