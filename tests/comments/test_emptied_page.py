"""The private page of a comment that was deleted from the trash."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments import moderation, own_data
from comments.models import Comment, Move
from tests.factories import make_comment

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}


def make_emptied(*, deed: Any = moderation.refuse, is_answered: bool = True) -> Comment:
    comment = make_comment(name="سلمى الحداد", text="نص خاص")
    if is_answered:
        make_comment(article=comment.article, parent=comment)
    deed(Comment.objects.filter(pk=comment.pk), by=None)
    then = timezone.now() - timedelta(days=31)
    Comment.objects.update(created_at=then)
    Move._base_manager.update(at=then)
    moderation.empty_trash()
    return comment


class TestPlace:
    @pytest.mark.parametrize("deed", [moderation.refuse, moderation.mark_spam])
    def test_it_says_that_it_was_not_published_and_is_deleted(self, client: Client, deed: Any):
        comment = make_emptied(deed=deed)
        answer = client.get(f"/comments/{comment.token}/")
        html = answer.content.decode()
        assert answer.status_code == 410
        assert "لم يُنشر تعليقك." in html
        assert "حُذف ما كتبته" in html
        assert "سلمى" not in html

    def test_what_its_author_deleted_is_called_so(self, client: Client):
        comment = make_comment(email="salma@example.com")
        make_comment(article=comment.article, parent=comment)
        own_data.delete("salma@example.com")
        answer = client.get(f"/comments/{comment.token}/")
        assert answer.status_code == 410
        assert "حُذف تعليقك بطلبك." in answer.content.decode()

    def test_in_english_too(self, client: Client):
        comment = make_emptied()
        assert "Your comment was not published." in client.get(f"/en/comments/{comment.token}/").content.decode()

    @pytest.mark.parametrize("deed", ["edit", "withdraw", "notify"])
    def test_nothing_more_can_be_done_with_it(self, client: Client, settings: Any, deed: str):
        settings.EMAIL_IS_ON = True
        comment = make_emptied()
        data = {"comment": "كلام جديد", "wants_answers": "on", "wants_decision": "on"}
        client.post(f"/comments/{comment.token}/{deed}/", data, headers=SAME)
        stored = Comment.objects.get(pk=comment.pk)
        assert (stored.text, stored.status, stored.wants_answers) == ("", "refused", False)


class TestNoPlace:
    def test_it_says_in_general_words_that_comments_are_deleted(self, client: Client):
        comment = make_emptied(is_answered=False)
        answer = client.get(f"/comments/{comment.token}/")
        assert answer.status_code == 404
        assert "بعد 30 يوماً من القرار" in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        assert "noindex" in answer["X-Robots-Tag"]

    def test_where_nothing_is_ever_deleted_it_does_not_say_so(self, client: Client, settings: Any):
        settings.COMMENTS_EMPTY_DAYS = 0
        answer = client.get(f"/comments/{'x' * 43}/")
        assert answer.status_code == 404
        assert "من القرار" not in answer.content.decode()
