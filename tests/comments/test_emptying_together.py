"""The worker empties and blurs while moderators decide: two real connections at once."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from comments import moderation
from comments.models import Comment, Move
from comments.privacy import truncate_evidence
from tests.comments.test_concurrency import PATIENCE, run_together, wait_for_a_blocked_connection
from tests.factories import make_article, make_comment

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def make_old(**fields: object) -> Comment:
    comment = make_comment(**fields)
    then = timezone.now() - timedelta(days=31)
    Comment.objects.filter(pk=comment.pk).update(created_at=then)
    Move._base_manager.filter(comment=comment).update(at=then)
    return comment


class TestEmptying:
    @pytest.mark.parametrize("deed", [moderation.approve, moderation.hold_for_law])
    def test_what_is_decided_meanwhile_stays(self, deed):
        comments = [make_old(status="spam") for _ in range(3)]
        is_decided, may_end = threading.Event(), threading.Event()

        def decide_slowly() -> int:
            with transaction.atomic():
                changed = deed(Comment.objects.filter(pk=comments[1].pk), by=None)
                is_decided.set()
                may_end.wait(PATIENCE)
            return changed

        def empty() -> int:
            is_decided.wait(PATIENCE)
            return moderation.empty_trash()

        def let_go() -> None:
            wait_for_a_blocked_connection()
            may_end.set()

        assert run_together(decide_slowly, empty, let_go) == [1, 2, None]
        assert Comment.objects.get().pk == comments[1].pk

    def test_two_workers_empty_each_comment_once(self):
        article = make_article()
        for number in range(6):
            make_old(status="refused", article=article, text=f"نص {number}")
        results = run_together(moderation.empty_trash, moderation.empty_trash)
        assert sum(results) == 6
        assert not Comment.objects.exists()


class TestEvidence:
    def test_what_is_being_held_is_not_blurred(self):
        comments = [make_old(ip_address="198.51.100.77", network="n") for _ in range(3)]
        is_held, may_end = threading.Event(), threading.Event()

        def hold_slowly() -> None:
            with transaction.atomic():
                moderation.hold_for_law(Comment.objects.filter(pk=comments[1].pk), by=None)
                is_held.set()
                may_end.wait(PATIENCE)

        def blur() -> int:
            is_held.wait(PATIENCE)
            try:
                return truncate_evidence()
            finally:
                may_end.set()

        assert run_together(hold_slowly, blur) == [None, 2]
        assert Comment.objects.get(pk=comments[1].pk).ip_address == "198.51.100.77"
