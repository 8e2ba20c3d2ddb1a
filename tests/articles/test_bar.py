"""What of sections is kept for many pages, and still says where the reader is and what they are called."""

import re
from typing import Any

import pytest
from django.shortcuts import render
from django.test import Client, RequestFactory

from articles.front_page.pages import home_page
from articles.views import article_page, published_article
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db

CURRENT = re.compile(r'<a href="([^"]+)"[^>]*? aria-current="(page|true)"')


def marked(client: Client, path: str) -> list[tuple[str, str]]:
    """Return the addresses in masthead and bar that are said to be where the reader is."""
    html = client.get(path).content.decode()
    return CURRENT.findall(html[: html.index("<main")].replace('class="search-link" ', ""))


class TestBar:
    def test_each_page_marks_its_own_place(self, client: Client) -> None:
        sections = [make_section(), make_section()]
        stories = [make_article(section=section) for section in sections]
        places = [section.get_absolute_url() for section in sections]
        wanted = {
            "/": [("/", "page")],
            "/latest/": [("/latest/", "page")],
            "/search/": [("/search/", "page")],
            "/about/": [],
            "/nothing-here/": [],
            **{place: [(place, "page")] for place in places},
            **{story.get_absolute_url(): [(places[number], "true")] for number, story in enumerate(stories)},
            **{f"/en{place}": [(f"/en{place}", "page")] for place in places},
        }
        # What the first round left in memory serves the second.
        for _ in range(2):
            assert {path: marked(client, path) for path in wanted} == wanted


class TestNames:
    def test_a_section_renamed_while_a_page_is_made_shows_its_new_name(
        self, client: Client, rf: RequestFactory, django_capture_on_commit_callbacks: Any
    ) -> None:
        section = make_section(name="اسم قديم")
        article = published_article(make_article(section=section).pk)
        # As many newer ones as the top of home shows.
        other = make_section()
        for _ in range(11):
            make_article(section=other)
        home = home_page([article.section])
        section.name = "اسم جديد"
        with django_capture_on_commit_callbacks(execute=True):
            section.save()
        request = rf.get("/")
        request.resolver_match = None
        # Both show what their view read before the change.
        article_page(request, article)
        render(request, "articles/home.html", {"home": home})
        for path in ("/", article.get_absolute_url()):
            html = client.get(path).content.decode()
            assert "اسم قديم" not in html
            assert html.count("اسم جديد") > 1
