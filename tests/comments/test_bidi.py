"""Commenters' names inside sentences that are plain text."""

import pytest
from django.test import Client

from newsportal.arabic.bidi import isolate
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

NAME = "John (جون)!"


class TestNameInASentence:
    def test_heading_of_a_reply_isolates_it(self, client: Client):
        comment = make_comment(name=NAME)
        path = comment.article.get_absolute_url()
        assert (
            f'data-heading="الرد على {isolate(NAME)}" aria-label="رد على {isolate(NAME)}"'
            in client.get(path).content.decode()
        )
        assert (
            f'>الرد على <bdi dir="auto">{NAME}</bdi></h2>' in client.get(path, {"reply": comment.pk}).content.decode()
        )

    def test_row_of_the_admin_isolates_it(self):
        comment = make_comment(name=NAME, text="Fine!")
        assert str(comment) == f"{isolate(NAME)}: {isolate('Fine!')}"

    def test_thread_shows_it_as_it_was_typed(self, client: Client):
        article = make_article()
        make_comment(article=article, name=NAME)
        assert (
            f'<bdi class="comment-name" dir="auto">{NAME}</bdi>'
            in client.get(article.get_absolute_url()).content.decode()
        )
