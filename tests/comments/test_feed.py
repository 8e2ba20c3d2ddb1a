"""The comments of a story as a feed: nothing that the page does not show, and nothing private."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from comments.models import Comment
from tests.factories import HIDDEN, make_article, make_comment

pytestmark = pytest.mark.django_db


def items(client: Client, pk: int) -> list[ET.Element]:
    answer = client.get(f"/news/{pk}/comments.rss")
    assert answer.status_code == 200
    return list(ET.fromstring(answer.content).iter("item"))


class TestFeed:
    def test_it_holds_approved_comments_the_newest_first(self, client: Client) -> None:
        article = make_article()
        for name in ("الأولى", "الثانية"):
            make_comment(article=article, name=name, status="approved")
        assert [item.findtext("title") for item in items(client, article.pk)] == ["الثانية", "الأولى"]

    @pytest.mark.parametrize("status", [each for each in Comment.Status.values if each != "approved"])
    def test_others_do_not_stand_in_it(self, client: Client, status: str) -> None:
        comment = make_comment(status=status)
        assert items(client, comment.article_id) == []

    def test_it_names_no_address(self, client: Client) -> None:
        comment = make_comment(status="approved", email="reader@secret.example")
        text = client.get(f"/news/{comment.article_id}/comments.rss").content.decode()
        assert "secret.example" not in text
        assert f"#comment-{comment.pk}" in text or f"/comments/{comment.pk}/" in text

    @pytest.mark.parametrize("change", HIDDEN)
    def test_it_goes_with_its_story(self, client: Client, change: dict[str, Any]) -> None:
        comment = make_comment(article=make_article(**change), status="approved")
        assert client.get(f"/news/{comment.article_id}/comments.rss").status_code in {404, 410}

    def test_only_its_own_story_is_asked(self, client: Client, django_assert_num_queries: Any) -> None:
        comment = make_comment(status="approved")
        # What every page shows is in the process by then.
        items(client, comment.article_id)
        with django_assert_num_queries(2):
            items(client, comment.article_id)
