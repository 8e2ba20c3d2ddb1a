from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from articles.models import Article
from comments.models import Comment
from tests.comments.posting import fields
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

IPV4 = "198.51.100.7"


def pass_by(seconds: float) -> None:
    """Let time pass: everything that was received grows older."""
    Comment.objects.update(created_at=F("created_at") - timedelta(seconds=seconds))


class Reader:
    """Posts something new each time."""

    def __init__(self, client: Client, article: Article) -> None:
        self.client = client
        self.article = article
        self.count = 0

    def post(self, *, email: str = "", address: str = IPV4, **changes: Any) -> Any:
        self.count += 1
        data = fields(**{"comment": f"نص {self.count}", "email": email or f"r{self.count}@example.com", **changes})
        return self.client.post(
            f"/news/{self.article.pk}/comments/", data, headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR=address
        )


@pytest.fixture
def reader(client: Client) -> Reader:
    return Reader(client, make_article())


class TestOneAddress:
    def test_one_comment_in_fifteen_seconds(self, reader: Reader):
        assert reader.post(email="a@example.com").status_code == 303
        pass_by(10)
        answer = reader.post(email="A@Example.com", address="192.0.2.1")
        assert answer.status_code == 429
        assert 1 <= int(answer["Retry-After"]) <= 5
        pass_by(5)
        assert reader.post(email="a@example.com").status_code == 303

    def test_a_refused_post_does_not_prolong_the_wait(self, reader: Reader):
        reader.post(email="a@example.com")
        for _ in range(3):
            pass_by(5)
            last = reader.post(email="a@example.com")
        assert last.status_code == 303

    def test_an_invalid_post_does_not_count(self, reader: Reader):
        assert reader.post(email="a@example.com", name="").status_code == 422
        assert reader.post(email="a@example.com").status_code == 303

    def test_the_pause_is_a_setting(self, reader: Reader, settings: Any):
        settings.COMMENTS_FLOOD_SECONDS = 0
        assert [reader.post(email="a@example.com").status_code for _ in range(2)] == [303, 303]


class TestOneNetwork:
    def test_ten_comments_a_minute(self, reader: Reader):
        for _ in range(10):
            assert reader.post().status_code == 303
            pass_by(5)
        answer = reader.post()
        assert answer.status_code == 429
        assert 1 <= int(answer["Retry-After"]) <= 10
        assert reader.post(address="192.0.2.1").status_code == 303
        pass_by(10)
        assert reader.post().status_code == 303
        assert reader.post().status_code == 429

    def test_a_household_with_ipv6_is_one_network(self, reader: Reader, settings: Any):
        settings.COMMENTS_PER_MINUTE = 1
        assert reader.post(address="2001:db8:1:2::3").status_code == 303
        assert reader.post(address="2001:db8:1:2:ffff::4").status_code == 429
        assert reader.post(address="2001:db8:1:3::3").status_code == 303

    def test_readers_whose_address_nobody_knows_do_not_share_a_limit(self, reader: Reader, settings: Any):
        settings.COMMENTS_PER_MINUTE = 1
        assert [reader.post(address="").status_code for _ in range(2)] == [303, 303]
        assert set(Comment.objects.values_list("ip_address", "network")) == {(None, "")}


class TestDuplicate:
    def test_another_spelling_is_the_same_text(self, reader: Reader):
        assert reader.post(comment="إنّ هذا رأيي").status_code == 303
        assert reader.post(comment="ان هذا رايي").status_code == 409

    @pytest.mark.parametrize("status", ["approved", "pending", "refused", "spam"])
    def test_whatever_became_of_it_the_text_was_there(self, reader: Reader, status: str):
        make_comment(article=reader.article, text="نص واحد", status=status)
        assert reader.post(comment="نص واحد").status_code == 409

    def test_what_its_author_withdrew_may_be_written_again(self, reader: Reader):
        make_comment(article=reader.article, text="نص واحد", status="withdrawn")
        assert reader.post(comment="نص واحد").status_code == 303

    def test_below_another_comment_it_is_another_one(self, reader: Reader):
        parent = make_comment(article=reader.article, text="نص واحد")
        assert reader.post(comment="نص واحد", parent=str(parent.pk)).status_code == 303
        assert reader.post(comment="نص واحد", parent=str(parent.pk)).status_code == 409

    def test_below_another_article_it_is_another_one(self, reader: Reader):
        make_comment(text="نص واحد")
        assert reader.post(comment="نص واحد").status_code == 303
