"""The gate: what readers see of an article in each status, in every place that shows articles."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.sitemaps import KEYS_A_FILE
from tests.factories import HIDDEN, make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db

Status = Article.Status
PLACES = ["/", "/latest/", "/section/{section}/", "/tag/{tag}/", "/author/{author}/", "/feeds/latest.rss"]


def sitemap_of(article: Article) -> str:
    """Return the sitemap's file that would name a story; on PostgreSQL keys go on from test to test."""
    return f"/sitemap/articles-{article.pk // KEYS_A_FILE + 1}.xml"


def story_and_places(**fields: Any) -> tuple[Article, list[str]]:
    """Return a story, and the addresses that would show it if it were listed."""
    section, tag, author = make_section(), make_tag(), make_author()
    article = make_article(title="سرّ لا يراه القراء", section=section, tags=(tag,), authors=(author,), **fields)
    slugs = {"section": section.slug, "tag": tag.slug, "author": author.slug}
    return article, [place.format(**slugs) for place in PLACES]


class TestHiddenArticle:
    @pytest.mark.parametrize("fields", HIDDEN)
    def test_no_place_shows_it(self, client: Client, fields: dict[str, Any]) -> None:
        article, places = story_and_places(**fields)
        neighbour = make_article(section=article.section, tags=tuple(article.tags.all()))
        for place in [*places, sitemap_of(article), neighbour.get_absolute_url()]:
            answer = client.get(place).content.decode()
            assert article.title not in answer, place
            assert f"/news/{article.pk}/" not in answer, place

    @pytest.mark.parametrize("fields", HIDDEN[:3] + HIDDEN[4:5])
    def test_its_address_answers_404(self, client: Client, fields: dict[str, Any]) -> None:
        article, _ = story_and_places(**fields)
        for path in [article.get_absolute_url(), f"/n/{article.pk}", f"/news/{article.pk}/"]:
            assert client.get(path).status_code == 404

    @pytest.mark.parametrize("fields", [HIDDEN[3], HIDDEN[5]])
    def test_a_withdrawn_or_expired_one_answers_410(self, client: Client, fields: dict[str, Any]) -> None:
        article, _ = story_and_places(**fields)
        for path in [article.get_absolute_url(), f"/n/{article.pk}", f"/en/news/{article.pk}/"]:
            answer = client.get(path)
            assert answer.status_code == 410
            assert article.title not in answer.content.decode()


class TestPublishedArticle:
    def test_every_place_shows_it(self, client: Client) -> None:
        article, places = story_and_places()
        for place in [*places, sitemap_of(article)]:
            assert f"/news/{article.pk}/" in client.get(place).content.decode(), place

    def test_scheduled_article_is_hidden_until_its_time(self) -> None:
        article = make_article(published_at=timezone.now() + timedelta(milliseconds=1))
        assert article.is_scheduled or article in Article.objects.published()
        Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(seconds=1))
        assert article in Article.objects.published()


class TestArchivedArticle:
    def test_it_stays_at_its_address_and_in_the_sitemap(self, client: Client) -> None:
        article, _ = story_and_places(status=Status.ARCHIVED)
        assert client.get(article.get_absolute_url()).status_code == 200
        assert f"/news/{article.pk}/" in client.get(sitemap_of(article)).content.decode()

    def test_it_leaves_home_lists_and_feed(self, client: Client) -> None:
        article, places = story_and_places(status=Status.ARCHIVED)
        for place in places:
            assert article.title not in client.get(place).content.decode(), place

    def test_it_takes_no_comments(self) -> None:
        assert not make_article(status=Status.ARCHIVED).accepts_comments


class TestConstraints:
    def test_a_published_story_without_a_time_is_refused(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_article(published_at=None)

    def test_a_story_taken_down_before_it_was_published_is_refused(self) -> None:
        now: datetime = timezone.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            make_article(published_at=now, unpublished_at=now - timedelta(days=1))

    def test_a_section_colour_outside_the_palette_is_refused(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_section(colour=13)

    def test_an_author_stands_once_in_a_byline(self) -> None:
        author = make_author()
        article = make_article(authors=(author,))
        with pytest.raises(IntegrityError), transaction.atomic():
            article.bylines.create(author=author)
