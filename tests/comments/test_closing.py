from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from articles.site.conventions import long_date
from comments.models import Comment
from tests.comments.posting import post
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

TYPED = "نص كتبته ولا أريد أن أفقده"


def published(*, days: float) -> dict[str, Any]:
    return {"published_at": timezone.now() - timedelta(days=days)}


class TestByAge:
    def test_a_story_takes_comments_for_fourteen_days(self, client: Client):
        assert post(client, make_article(**published(days=13.99))).status_code == 303
        answer = post(client, make_article(**published(days=14)), comment=TYPED)
        assert answer.status_code == 403
        assert f"{TYPED}</textarea>" in answer.content.decode()
        assert Comment.objects.count() == 1

    def test_the_days_are_a_setting(self, client: Client, settings: Any):
        settings.COMMENTS_OPEN_DAYS = 3
        assert post(client, make_article(**published(days=3.1))).status_code == 403
        settings.COMMENTS_OPEN_DAYS = 0
        assert post(client, make_article(**published(days=4_000))).status_code == 303

    def test_a_closed_thread_is_read_and_not_answered(self, client: Client):
        comment = make_comment(article=make_article(**published(days=20)), text="رأي قديم")
        for query in ("", f"?reply={comment.pk}"):
            html = client.get(f"{comment.article.get_absolute_url()}{query}").content.decode()
            assert "رأي قديم" in html
            assert "data-reply" not in html
            assert "<form method" not in html


class TestShown:
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_the_form_says_when_they_close(self, client: Client, prefix: str):
        first, second = make_article(**published(days=1)), make_article(**published(days=2))
        for article in (first, second, first):
            html = client.get(f"{prefix}{article.get_absolute_url()}").content.decode()
            with translation.override("en" if prefix else "ar"):
                day = long_date(article.published_at + timedelta(days=14))
            sentence = f"Comments close on {day}." if prefix else f"يُغلق باب التعليق يوم {day}."
            assert f'<p class="quiet">{sentence}</p>' in html

    def test_a_form_that_comes_back_says_so_too(self, client: Client):
        assert "يُغلق باب التعليق يوم" in post(client, make_article(), name="").content.decode()

    def test_where_they_never_close_nothing_is_said(self, client: Client, settings: Any):
        settings.COMMENTS_OPEN_DAYS = 0
        assert "يُغلق باب التعليق" not in client.get(make_article().get_absolute_url()).content.decode()

    def test_afterwards_the_day_is_told(self, client: Client):
        article = make_article(**published(days=20))
        day = long_date(article.published_at + timedelta(days=14))
        html = client.get(article.get_absolute_url()).content.decode()
        assert f"أُغلق باب التعليق على هذا المقال يوم {day}." in html

    @pytest.mark.parametrize("changes", [{"comments_open": False}, {"status": "archived"}])
    def test_what_an_editor_closed_has_no_day(self, client: Client, changes: dict[str, Any]):
        html = client.get(make_article(**changes).get_absolute_url()).content.decode()
        assert "أُغلق باب التعليق على هذا المقال." in html
        assert "أُغلق باب التعليق على هذا المقال يوم" not in html
