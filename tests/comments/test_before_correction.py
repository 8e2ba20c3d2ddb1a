"""Comments that were written before a story was corrected say so."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.corrections.log import correct, tell_update
from articles.models import Article
from tests.comments.corrections import RIGHT, make_editor
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

MARK = '<a class="badge badge-before" href="#corrections">كُتب قبل التصحيح</a>'


def marks(client: Client, article: Article, query: str = "", prefix: str = "") -> int:
    return client.get(f"{prefix}{article.get_absolute_url()}{query}").content.decode().count("badge-before")


class TestMark:
    def test_what_is_older_is_marked_and_what_is_younger_is_not(self, client: Client):
        article = make_article()
        make_comment(article=article, text="قبل")
        correct(article, RIGHT, by=make_editor())
        make_comment(article=article, text="بعد")
        html = client.get(article.get_absolute_url()).content.decode()
        assert html.count(MARK) == 1
        assert html.index(MARK) < html.index("قبل</p>") < html.index("بعد</p>")

    def test_it_stands_at_the_very_next_request(self, client: Client):
        article = make_article()
        make_comment(article=article)
        assert marks(client, article) == 0
        correct(article, RIGHT, by=make_editor())
        assert marks(client, article) == 1

    def test_latest_correction_counts(self, client: Client):
        article, editor = make_article(), make_editor()
        correct(article, RIGHT, by=editor)
        make_comment(article=article)
        assert marks(client, article) == 0
        correct(article, RIGHT, by=editor)
        assert marks(client, article) == 1

    def test_update_marks_nothing(self, client: Client):
        article = make_article()
        make_comment(article=article)
        tell_update(article, by=make_editor())
        assert marks(client, article) == 0

    @pytest.mark.parametrize("query", ["?order=newest", "?order=oldest", "?page=1"])
    def test_every_page_of_the_thread_shows_it(self, client: Client, query: str):
        article = make_article()
        parent = make_comment(article=article, created_at=timezone.now() - timedelta(hours=1))
        make_comment(article=article, parent=parent)
        correct(article, RIGHT, by=make_editor())
        assert marks(client, article, query) == 2

    def test_english_chrome_says_it_in_english(self, client: Client):
        article = make_article()
        make_comment(article=article)
        correct(article, RIGHT, by=make_editor())
        html = client.get(f"/en{article.get_absolute_url()}").content.decode()
        assert ">Written before the correction</a>" in html

    def test_emptied_place_says_nothing(self, client: Client):
        article = make_article()
        parent = make_comment(article=article)
        make_comment(article=article, parent=parent, created_at=timezone.now() + timedelta(days=1))
        type(parent).objects.filter(pk=parent.pk).update(status="refused")
        correct(article, RIGHT, by=make_editor())
        assert marks(client, article) == 0

    def test_it_costs_no_query_and_a_reply_keeps_to_six(self, client: Client, django_assert_max_num_queries: Any):
        article = make_article()
        comment = make_comment(article=article)
        correct(article, RIGHT, by=make_editor())
        for query in ("", f"?reply={comment.pk}"):
            marks(client, article, query)
            with django_assert_max_num_queries(6):
                assert marks(client, article, query) == 1
