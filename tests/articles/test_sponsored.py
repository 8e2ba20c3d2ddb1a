"""Sponsored content says so wherever it stands."""

import re

import pytest
from django.test import Client

from articles.models import Article
from articles.sponsoring import with_paid_links
from tests.articles.test_article_page import json_ld
from tests.factories import make_article, make_source, make_tag

pytestmark = pytest.mark.django_db

SPONSOR = "بنك النيل"
LABEL = f'برعاية <bdi lang="ar" dir="rtl">{SPONSOR}</bdi></span>'


def html_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.fixture
def paid() -> Article:
    return make_article(sponsor=SPONSOR, tags=(make_tag(),), title="الادخار للأسرة")


class TestStory:
    def test_the_label_stands_above_the_headline(self, client: Client, paid: Article) -> None:
        html = html_of(client, paid.get_absolute_url())
        assert f'<span class="sponsored">محتوى {LABEL}' in html
        assert html.index("محتوى برعاية") < html.index("<h1")
        assert '<h1 aria-describedby="sponsor">' in html

    def test_it_is_english_in_an_english_page(self, client: Client, paid: Article) -> None:
        html = html_of(client, f"/en{paid.get_absolute_url()}")
        assert f'<span class="sponsored" lang="en" dir="ltr">Sponsored by <bdi lang="ar" dir="rtl">{SPONSOR}' in html

    def test_machines_learn_of_it(self, client: Client, paid: Article) -> None:
        facts = json_ld(html_of(client, paid.get_absolute_url()))
        assert facts["sponsor"] == {"@type": "Organization", "name": SPONSOR}

    def test_a_story_without_a_sponsor_says_nothing(self, client: Client) -> None:
        html = html_of(client, make_article().get_absolute_url())
        assert "sponsor" not in html

    def test_markup_in_a_name_is_text(self, client: Client) -> None:
        article = make_article(sponsor="<script>alert(1)</script> %(x)s \u202e")
        for path in ("/", article.get_absolute_url(), "/feeds/latest.rss"):
            assert "<script>alert" not in html_of(client, path)


class TestLists:
    def test_a_card_says_it_in_its_link(self, client: Client, paid: Article) -> None:
        paths = ["/", "/latest/", paid.section.get_absolute_url(), paid.tags.get().get_absolute_url()]
        for path in paths:
            html = html_of(client, path)
            assert "card-sponsored" in html
            assert re.search(
                rf'<a href="[^"]*/news/{paid.pk}/[^"]*"><span class="sponsored">{re.escape(LABEL)} ', html
            ), path

    def test_so_do_related_stories(self, client: Client, paid: Article) -> None:
        beside = make_article(section=paid.section)
        assert "card-sponsored" in html_of(client, beside.get_absolute_url())

    def test_so_does_a_result_of_the_search(self, client: Client, paid: Article) -> None:
        assert f'<span class="sponsored">{LABEL}' in html_of(client, "/search/?q=الادخار")

    def test_so_does_a_story_that_is_offered_while_one_types(self, client: Client, paid: Article) -> None:
        (story,) = client.get("/search/suggest?q=الادخار").json()["stories"]
        assert story["title"] == f"محتوى برعاية {SPONSOR}: {paid.title}"

    def test_so_does_a_feed(self, client: Client, paid: Article) -> None:
        feed = html_of(client, "/feeds/latest.rss")
        assert f"<title>محتوى برعاية {SPONSOR}: {paid.title}</title>" in feed
        assert f"<category>محتوى برعاية {SPONSOR}</category>" in feed

    def test_a_card_of_another_story_says_nothing(self, client: Client) -> None:
        make_article()
        assert "sponsored" not in html_of(client, "/")


class TestLinks:
    def test_links_out_of_the_site_say_that_they_were_paid_for(self) -> None:
        body = '<p><a href="https://bank.example/">بنك</a> <a href="/latest/">آخر</a></p>'
        article = make_article(sponsor=SPONSOR, body=body)
        assert '<a href="https://bank.example/" rel="noopener sponsored">' in article.body_html
        assert '<a href="/latest/">' in article.body_html
        assert "sponsored" not in article.body

    def test_they_say_so_no_more_without_a_sponsor(self) -> None:
        article = make_article(sponsor=SPONSOR, body='<p><a href="https://bank.example/">بنك</a></p>')
        article.sponsor = ""
        article.save()
        assert "sponsored" not in article.body_html

    def test_links_to_the_site_itself_were_not_paid_for(self) -> None:
        html = '<a href="http://testserver/latest/" rel="noopener">أ</a><a href="http://testserver.evil/">ب</a>'
        assert with_paid_links(html) == (
            '<a href="http://testserver/latest/" rel="noopener">أ</a>'
            '<a href="http://testserver.evil/" rel="sponsored">ب</a>'
        )

    def test_the_source_of_a_sponsored_story_is_such_a_link(self, client: Client) -> None:
        article = make_article(sponsor=SPONSOR, source=make_source())
        assert 'rel="noopener sponsored"' in html_of(client, article.get_absolute_url())
