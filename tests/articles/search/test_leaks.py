"""The gate in search: what readers find of an article in each status, and of its words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.paging import PAGE_SIZE
from articles.workflow.moving import withdraw
from tests.articles.search.archive import make_story
from tests.factories import HIDDEN, make_section, make_user

pytestmark = pytest.mark.django_db

Status = Article.Status
SEARCHES = ["استقالة", "استقالة الوزير", '"استقالة الوزير"', "استقلاة", "قمر استقالة", "قمر استقلاة", "الوزير"]
SUGGESTIONS = ["است", "استقالة", "استقالة الوز", "الوزير"]


def is_found(client: Client, article: Article, typed: str, **parameters: str) -> bool:
    html = client.get("/search/", {"q": typed, **parameters}).content.decode()
    return f"/news/{article.pk}/" in html


def is_offered(client: Client, article: Article, typed: str) -> bool:
    return article.get_absolute_url() in client.get("/search/suggest", {"q": typed}).content.decode()


class TestHiddenStory:
    @pytest.mark.parametrize("fields", HIDDEN)
    def test_it_is_neither_found_nor_offered(self, client: Client, fields: dict[str, Any]) -> None:
        article = make_story("استقالة الوزير", "قمر", **fields)
        make_story("قمر", section=article.section)
        for typed in SEARCHES:
            for more in ({}, {"sort": "newest"}, {"section": article.section.slug}):
                html = client.get("/search/", {"q": typed, **more}).content.decode()
                assert f"/news/{article.pk}/" not in html, typed
                assert "<mark>استقالة" not in html, typed
        for typed in SUGGESTIONS:
            assert not is_offered(client, article, typed)

    @pytest.mark.parametrize("fields", HIDDEN)
    def test_it_is_not_counted(self, client: Client, fields: dict[str, Any]) -> None:
        section = make_section()
        make_story("قمر", section=section, **fields)
        make_story("قمر", section=section)
        assert "نتيجة واحدة" in client.get("/search/", {"q": "قمر"}).content.decode()

    @pytest.mark.parametrize("fields", HIDDEN)
    def test_its_words_are_not_offered_as_what_was_meant(self, client: Client, fields: dict[str, Any]) -> None:
        make_story("قمر", "استقالة", **fields)
        make_story("قمر")
        html = client.get("/search/", {"q": "قمر استقلاة"}).content.decode()
        assert "استقالة" not in html
        assert 'class="meant"' not in html

    @pytest.mark.parametrize("fields", HIDDEN)
    def test_a_page_is_the_same_with_it_and_without(self, client: Client, fields: dict[str, Any]) -> None:
        section = make_section()
        for number in range(PAGE_SIZE + 5):
            make_story(f"قمر {number}", "استقامة نجم", section=section)
        asked = [
            {"q": typed, **more}
            for typed in ("استقالة", "قمر استقالة", "استقلالة", "قمر استقلالة", "قمر", '"قمر استقالة"')
            for more in ({}, {"sort": "newest"}, {"section": section.slug})
        ]
        before = [client.get("/search/", each).content for each in asked]
        make_story("استقالة الوزير", "قمر استقالة", section=section, **fields)
        assert [client.get("/search/", each).content for each in asked] == before


class TestShownStory:
    def test_a_published_one_is_found_and_offered(self, client: Client) -> None:
        article = make_story("استقالة الوزير", "قمر")
        assert all(is_found(client, article, typed) for typed in SEARCHES)
        assert all(is_offered(client, article, typed) for typed in SUGGESTIONS)

    def test_an_archived_one_is_found_and_not_offered(self, client: Client) -> None:
        article = make_story("استقالة الوزير", "قمر", status=Status.ARCHIVED)
        assert all(is_found(client, article, typed) for typed in SEARCHES)
        assert not any(is_offered(client, article, typed) for typed in SUGGESTIONS)

    def test_a_scheduled_one_is_found_from_its_time_on(self, client: Client) -> None:
        article = make_story("استقالة", published_at=timezone.now() + timedelta(days=1))
        assert not is_found(client, article, "استقالة")
        # Time alone publishes it; nothing is indexed anew.
        Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(seconds=1))
        assert is_found(client, article, "استقالة")
        assert is_offered(client, article, "استقالة")

    def test_a_withdrawn_one_is_gone_at_once(self, client: Client) -> None:
        article = make_story("استقالة")
        assert is_found(client, article, "استقالة")
        withdraw(article, by=make_user(is_superuser=True))
        assert not is_found(client, article, "استقالة")
        assert not is_offered(client, article, "استقالة")
