"""Names and headlines of any script in titles, descriptions, feeds and the newsroom's messages."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from newsportal.arabic.bidi import isolate
from tests.articles.test_article_page import json_ld
from tests.factories import make_article, make_author, make_section, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

MIXED = "CNN (بالعربية)!"
HEADLINE = "Apple تعلن عن iPhone 17!"


def title_of(html: str) -> str:
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert found
    return unescape(found[1].strip())


def content_of(html: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    assert found
    return unescape(found[1])


class TestTitles:
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_headline_keeps_to_itself_beside_the_name_of_the_paper(self, client: Client, prefix: str):
        article = make_article(title=HEADLINE)
        html = client.get(prefix + article.get_absolute_url()).content.decode()
        assert title_of(html) == f"{isolate(HEADLINE, is_arabic=True)} – {settings.SITE_NAME}"

    @pytest.mark.parametrize("make", [make_section, make_tag, make_author])
    def test_name_of_a_list_does_too(self, client: Client, make):
        html = client.get(make(name=MIXED).get_absolute_url()).content.decode()
        expected = f"{isolate(MIXED, is_arabic=True)} – {settings.SITE_NAME}"
        assert title_of(html) == expected
        assert content_of(html, "og:title") == expected

    @pytest.mark.parametrize("path", ["/", "/latest/", "/en/", "/en/latest/"])
    def test_name_of_the_paper_does_inside_a_sentence(self, client: Client, path: str):
        assert isolate(settings.SITE_NAME) in title_of(client.get(path).content.decode())

    def test_description_of_a_tag_isolates_its_name(self, client: Client):
        html = client.get(make_tag(name=MIXED).get_absolute_url()).content.decode()
        assert isolate(MIXED, is_arabic=True) in content_of(html, "description")


class TestWholeValues:
    def test_names_that_stand_alone_are_bare(self, client: Client):
        article = make_article(title=HEADLINE, authors=(make_author(name=MIXED),))
        html = client.get(article.get_absolute_url()).content.decode()
        assert content_of(html, "author") == MIXED
        assert content_of(html, "og:title") == HEADLINE
        assert json_ld(html)["headline"] == HEADLINE
        assert json_ld(html)["author"][0]["name"] == MIXED
        assert not set("\u2068\u2069\u200f") & set(article.get_absolute_url())

    def test_feed_gives_names_as_they_are(self, client: Client):
        make_article(title=HEADLINE, authors=(make_author(name=MIXED),))
        item = ET.fromstring(client.get("/feeds/latest.rss").content).find("channel/item")
        assert item.findtext("title") == HEADLINE
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == MIXED


class TestPages:
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_each_name_is_an_element_with_its_direction(self, client: Client, prefix: str):
        article = make_article(
            authors=(make_author(name="Sarah سارة"),),
            section=make_section(name=MIXED),
            source=make_source(name="TRT"),
            tags=(make_tag(name="5G"),),
            dateline="Paris",
        )
        html = client.get(prefix + article.get_absolute_url()).content.decode()
        for name, way in [("Sarah سارة", "rtl"), (MIXED, "rtl"), ("TRT", "ltr"), ("5G", "ltr"), ("Paris", "ltr")]:
            assert re.search(rf'<bdi[^>]* dir="{way}">{re.escape(name)}</bdi>', html), name


class TestNewsroom:
    @pytest.fixture
    def desk(self, client: Client) -> Client:
        client.force_login(make_user(is_superuser=True))
        return client

    def test_deletion_names_what_is_gone_inside_its_sentence(self, desk: Client):
        tag = make_tag(name=MIXED)
        answer = desk.post(reverse("admin:articles_tag_delete", args=[tag.pk]), {"post": "yes"}, follow=True)
        assert isolate(MIXED) in str(next(iter(answer.context["messages"])))

    def test_writers_of_a_list_are_elements(self, desk: Client):
        make_article(authors=(make_author(name=MIXED), make_author(name="Yahoo!")))
        html = desk.get(reverse("admin:articles_article_changelist")).content.decode()
        assert '<bdi dir="rtl">CNN (بالعربية)!</bdi>، <bdi dir="ltr">Yahoo!</bdi>' in html

    def test_title_of_a_form_isolates_what_it_changes(self, desk: Client):
        article = make_article(title=HEADLINE)
        html = desk.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
        assert isolate(HEADLINE, is_arabic=True) in title_of(html)
