"""What is deleted thirty days after it was refused, withdrawn or put among the spam."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from comments import moderation
from comments.models import Comment, Move
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db


def make_old(days: float, **fields: Any) -> Comment:
    comment = make_comment(**fields)
    then = timezone.now() - timedelta(days=days)
    Comment.objects.filter(pk=comment.pk).update(created_at=then)
    Move._base_manager.filter(comment=comment).update(at=then)
    return comment


def exists(comment: Comment) -> bool:
    return Comment.objects.filter(pk=comment.pk).exists()


class TestEmptying:
    @pytest.mark.parametrize(
        ("status", "goes"),
        [("refused", True), ("spam", True), ("withdrawn", True), ("approved", False), ("pending", False)],
    )
    def test_what_was_discarded_thirty_days_ago_goes(self, status: str, goes: bool):
        comment = make_old(31, status=status)
        assert moderation.empty_trash() == goes
        assert exists(comment) != goes

    def test_the_days_count_from_the_decision(self):
        comment = make_old(31)
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=None)
        assert moderation.empty_trash() == 0
        assert exists(comment)

    def test_younger_ones_stay(self):
        assert exists(make_old(29, status="spam"))
        assert moderation.empty_trash() == 0

    def test_the_record_stays_without_personal_data(self):
        by, comment = make_user(), make_comment(status="pending")
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=by, rule="insult", reason="يشتم سلمى")
        keys = list(comment.moves.values_list("pk", flat=True))
        long_ago = timezone.now() - timedelta(days=31)
        Comment.objects.update(created_at=long_ago)
        Move._base_manager.update(at=long_ago)
        moderation.empty_trash()
        latest, first = Move.objects.filter(pk__in=keys).order_by("-pk")
        assert (latest.by, latest.to_status, latest.rule, latest.reason) == (by, "refused", "insult", "")
        assert (latest.comment, first.comment) == (None, None)

    def test_the_place_of_an_answered_one_stays_and_holds_nothing(self):
        parent = make_old(31, status="approved", ip_address="192.0.2.7")
        reply = make_comment(article=parent.article, parent=parent)
        moderation.refuse(Comment.objects.filter(pk=parent.pk), by=None)
        Move._base_manager.update(at=timezone.now() - timedelta(days=31))
        assert moderation.empty_trash() == 1
        parent.refresh_from_db()
        assert (parent.name, parent.email, parent.text, parent.ip_address) == ("", "", "", None)
        assert exists(reply)
        assert moderation.empty_trash() == 0

    def test_a_thread_that_was_refused_whole_goes_whole(self):
        parent = make_old(31)
        reply = make_comment(article=parent.article, parent=parent)
        moderation.refuse(Comment.objects.filter(article=parent.article), by=None)
        Comment.objects.update(created_at=timezone.now() - timedelta(days=31))
        Move._base_manager.update(at=timezone.now() - timedelta(days=31))
        assert moderation.empty_trash() == 2
        assert not exists(parent)
        assert not exists(reply)

    def test_what_is_kept_for_the_law_stays_whole(self):
        comment = make_old(31, status="spam")
        Comment.objects.update(legal_hold=True)
        assert moderation.empty_trash() == 0
        assert exists(comment)

    def test_zero_days_means_never(self, settings: Any):
        settings.COMMENTS_EMPTY_DAYS = 0
        make_old(500, status="spam")
        assert moderation.empty_trash() == 0

    def test_batches_reach_all(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("comments.moderation.emptying.BATCH", 2)
        for _ in range(5):
            make_old(31, status="spam")
        assert moderation.empty_trash() == 5
