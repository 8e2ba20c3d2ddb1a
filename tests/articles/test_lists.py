from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.paging import PAGE_SIZE, cursor_of, page_of, read_cursor
from tests.factories import make_article, make_section, make_tag

pytestmark = pytest.mark.django_db


class TestCursor:
    def test_pages_hold_every_story_once_even_at_one_moment(self) -> None:
        section, moment = make_section(), timezone.now() - timedelta(days=1)
        made = {make_article(section=section, published_at=moment).pk for _ in range(7)}
        seen: list[int] = []
        cursor = ""
        while True:
            page = page_of(Article.objects.listed, cursor, size=3)
            seen += [article.pk for article in page.articles]
            cursor = page.next_cursor
            if not cursor:
                break
        assert len(seen) == 7
        assert set(seen) == made

    def test_a_cursor_survives_its_own_reading(self) -> None:
        article = make_article()
        assert read_cursor(cursor_of(article)) == (article.published_at, article.pk)

    @pytest.mark.parametrize(
        "cursor",
        ["", "x", "-", "1-", "-1", "1-2-3", "٣-٤", "9" * 40 + "-1", "1-" + "9" * 40, "9" * 17 + "-1", "\x00-1"],
    )
    def test_a_broken_cursor_gives_the_first_page(self, client: Client, cursor: str) -> None:
        article = make_article()
        assert article.title in client.get("/latest/", {"before": cursor}).content.decode() or read_cursor(cursor)

    def test_an_address_beyond_the_last_story_says_so(self, client: Client) -> None:
        make_article()
        answer = client.get("/latest/", {"before": "1-1"})
        assert answer.status_code == 200
        assert "لا أخبار أقدم" in answer.content.decode()


class TestLists:
    def test_a_full_page_links_to_the_next(self, client: Client) -> None:
        tag = make_tag()
        for _ in range(PAGE_SIZE + 1):
            make_article(tags=(tag,))
        html = client.get(tag.get_absolute_url()).content.decode()
        assert html.count("card-row") == PAGE_SIZE
        assert 'rel="next" href="?before=' in html

    @pytest.mark.parametrize("path", ["/section/x/", "/tag/x/", "/author/x/", "/section/%00/", "/tag/%FF/"])
    def test_an_unknown_slug_is_404(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_only_reading_is_answered(self, client: Client, method: str) -> None:
        assert getattr(client, method)("/latest/").status_code == 405


class TestHome:
    def test_an_empty_paper_speaks(self, client: Client) -> None:
        answer = client.get("/")
        assert answer.status_code == 200
        assert 'class="empty"' in answer.content.decode()

    def test_no_story_stands_twice(self, client: Client) -> None:
        sections = [make_section(), make_section()]
        stories = [make_article(section=sections[number % 2]) for number in range(24)]
        html = client.get("/").content.decode()
        for story in stories:
            assert html.count(f'href="{story.get_absolute_url()}"') <= 1

    def test_the_newest_leads(self, client: Client) -> None:
        make_article(published_at=timezone.now() - timedelta(days=1))
        newest = make_article()
        html = client.get("/").content.decode()
        assert html.index("card-lead") < html.index(newest.title) < html.index("card-beside")
