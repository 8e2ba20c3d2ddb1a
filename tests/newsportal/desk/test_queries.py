"""What a list asks the database: never for a whole table, and as much for a long page as for a short one."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from tests.articles.search.archive import make_story
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_picture,
    make_section,
    make_source,
    make_tag,
    make_user,
)
from tests.newsportal.desk.walking import LISTS, link, read

pytestmark = pytest.mark.django_db

STORIES, QUEUE = LISTS[0], LISTS[6]
ADDRESSES = [
    *LISTS,
    *(f"{path}?p=last" for path in LISTS),
    *(f"{path}?q=قمر" for path in LISTS),
    *(f"{path}?_facets=True" for path in LISTS),
    *(f"{STORIES}?o={order}" for order in ("2", "-4", "6")),
    *(f"{STORIES}?{query}" for query in ("status__exact=draft", "section__id__exact=1", "source__id__exact=1")),
    *(
        f"{STORIES}?{query}"
        for query in ("published_at__isnull=True", "published_at__gte=2020-01-01%2000:00:00%2B03:00", "all=")
    ),
    *(
        f"{QUEUE}?{query}"
        for query in ("status__exact=pending", "status__exact=approved", "article=1", "order=oldest")
    ),
    f"{QUEUE}?article__section__id__exact=1",
]


@pytest.fixture(autouse=True)
def chief(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))


def asked(client: Client, path: str) -> list[str]:
    read(client, path)
    with CaptureQueriesContext(connection) as queries:
        read(client, path)
    return [query["sql"] for query in queries]


# The whole list to its end, or the latest comments of an address.
ENDS = r" LIMIT (?:10001|1001|100)\)"


class TestShape:
    @pytest.mark.parametrize("path", ADDRESSES)
    def test_nothing_is_counted_without_an_end_or_skipped(
        self, client: Client, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in ("articles.admin.article.ArticleAdmin", "comments.admin.queue.CommentAdmin"):
            monkeypatch.setattr(f"{module}.list_per_page", 2)
        for number in range(3):
            story = make_story(f"قمر {number}", authors=(make_author(),), source=make_source())
            make_comment(article=story, text="قمر"), make_comment(article=story, status="pending")
        make_tag(), make_picture()
        for statement in asked(client, path):
            assert "OFFSET" not in statement
            assert "GROUP BY" not in statement
            if "COUNT(" in statement:
                assert statement.count("COUNT(") == len(re.findall(ENDS, statement)), statement

    def test_the_box_that_completes_names_counts_to_an_end(self, client: Client) -> None:
        make_tag()
        path = "/admin/autocomplete/?app_label=articles&model_name=article&field_name=tags&term=وسم"
        assert ["LIMIT" in statement for statement in asked(client, path) if "COUNT(" in statement] == [True]

    def test_a_history_counts_to_an_end(self, client: Client) -> None:
        statements = asked(client, f"/admin/articles/section/{make_section().pk}/history/")
        assert ["LIMIT" in statement for statement in statements if "COUNT(" in statement] == [True]

    def test_words_are_looked_for_once(self, client: Client) -> None:
        make_comment(text="قمر"), make_comment(text="قمر", status="pending")
        looking = [statement for statement in asked(client, f"{QUEUE}?q=قمر") if "LIKE" in statement]
        assert len(looking) == 1

    def test_sources_beside_the_list_are_read_when_one_is_chosen(self, client: Client) -> None:
        sources = [make_source() for _ in range(3)]
        assert not any("articles_source" in statement for statement in asked(client, STORIES))
        for statement in asked(client, f"{STORIES}?source__id__exact={sources[0].pk}"):
            assert "articles_source" not in statement or f"IN ({sources[0].pk})" in statement


class TestNumber:
    @pytest.mark.parametrize("path", LISTS)
    def test_it_is_the_same_for_one_row_and_for_many(
        self, client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        def make_rows() -> None:
            story = make_article(authors=(make_author(), make_author()), tags=(make_tag(),), source=make_source())
            parent = make_comment(article=story)
            make_comment(article=story, parent=parent, status="pending")
            make_picture()

        make_rows()
        few = asked(client, path)
        for _ in range(12):
            make_rows()
        with django_assert_max_num_queries(len(few)):
            read(client, path)

    @pytest.mark.parametrize("path", [STORIES, f"{STORIES}?o=-4", QUEUE, f"{QUEUE}?status__exact=approved"])
    def test_a_later_page_takes_one_more_to_find_its_place(
        self, client: Client, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in ("articles.admin.article.ArticleAdmin", "comments.admin.queue.CommentAdmin"):
            monkeypatch.setattr(f"{module}.list_per_page", 2)
        story = make_article()
        for _ in range(9):
            make_article(section=story.section), make_comment(article=story)
        first = len(asked(client, path))
        address = path
        for _ in range(3):
            address = path.partition("?")[0] + link(read(client, address), "next")
            assert len(asked(client, address)) <= first + 1

    def test_no_texts_are_read(self, client: Client) -> None:
        make_comment(article=make_article(), status="pending")
        for path in (STORIES, QUEUE):
            assert not any(re.search(r'"articles_article"\."body', statement) for statement in asked(client, path))

    def test_texts_are_there_for_what_is_done_to_rows(self, client: Client) -> None:
        story = make_article(status="ready", published_at=None)
        client.post(STORIES, {"action": "publish_selected", "_selected_action": [story.pk]})
        assert Article.objects.get().body == story.body
