"""What reports do to a comment."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments import moderation
from comments.models import Comment, Move, Report
from comments.reporting import MOST, TooManyReportsError, report
from comments.rules.registry import REPORTED, labels
from tests.comments.reports import report_from
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db


def state(comment: Comment) -> tuple[str, int]:
    comment.refresh_from_db()
    return comment.status, comment.open_reports


def holds(comment: Comment) -> int:
    return Move.objects.filter(comment=comment, rule=REPORTED.code).count()


class TestVoices:
    def test_a_report_is_kept_with_its_network_and_counted(self):
        comment = make_comment()
        assert report(comment, network="198.51.100.0", reason="hate", line="السطر الثاني")
        kept = Report.objects.get()
        assert (kept.comment, kept.network, kept.reason, kept.line) == (
            comment, "198.51.100.0", "hate", "السطر الثاني",
        )  # fmt: skip
        assert state(comment) == ("approved", 1)

    def test_a_network_has_one_voice(self):
        comment = make_comment()
        assert report(comment, network="198.51.100.0", reason="hate")
        assert not report(comment, network="198.51.100.0", reason="insult", line="مرة أخرى")
        assert Report.objects.get().reason == "hate"
        assert state(comment) == ("approved", 1)

    def test_the_database_keeps_to_one_voice(self):
        comment = make_comment()
        Report.objects.create(comment=comment, network="198.51.100.0", reason="hate")
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(comment=comment, network="198.51.100.0", reason="insult")

    def test_reports_go_with_their_comment(self):
        comment = make_comment()
        report_from(comment, 1)
        moderation.erase(Comment.objects.filter(pk=comment.pk))
        assert Report.objects.count() == 0


class TestHolding:
    def test_the_third_network_holds_a_comment(self):
        comment = make_comment()
        report_from(comment, 1, 2)
        assert state(comment) == ("approved", 2)
        report_from(comment, 3)
        assert state(comment) == ("pending", 3)
        move = comment.moves.first()
        assert (move.by, move.from_status, move.to_status, move.rule) == (None, "approved", "pending", "reported")
        assert comment.article.comment_count == 0

    def test_how_many_is_a_setting(self, settings: Any):
        settings.COMMENTS_REPORTS_HOLD = 1
        comment = make_comment()
        report_from(comment, 1)
        assert state(comment) == ("pending", 1)

    def test_0_holds_nothing(self, settings: Any):
        settings.COMMENTS_REPORTS_HOLD = 0
        comment = make_comment()
        report_from(comment, *range(5))
        assert state(comment) == ("approved", 5)

    def test_a_comment_that_was_approved_again_is_only_labelled(self):
        comment = make_comment()
        report_from(comment, 1, 2, 3)
        moderation.approve(Comment.objects.filter(pk=comment.pk), by=make_user())
        assert state(comment) == ("approved", 0)
        report_from(comment, *range(10, 20))
        assert state(comment) == ("approved", 10)
        assert holds(comment) == 1

    def test_a_decision_answers_the_reports_before_it(self):
        comment = make_comment()
        report_from(comment, 1, 2)
        waiting = Comment.objects.filter(pk=comment.pk)
        moderation.refuse(waiting, by=make_user())
        moderation.approve(waiting, by=make_user())
        report_from(comment, 3, 4)
        assert state(comment) == ("approved", 2)
        report_from(comment, 5)
        assert state(comment) == ("pending", 3)

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_a_comment_that_is_not_shown_stays_where_it_is(self, settings: Any, status: str):
        settings.COMMENTS_REPORTS_HOLD = 1
        comment = make_comment(status=status)
        report_from(comment, 1)
        assert state(comment)[0] == status
        assert holds(comment) == 0

    def test_the_record_says_it_in_words(self):
        assert labels("reported") == ["أبلغ عنه القراء"]


class TestLimit:
    def test_a_network_reports_ten_comments_an_hour(self):
        article = make_article()
        comments = [make_comment(article=article) for _ in range(MOST + 1)]
        for comment in comments[:-1]:
            report_from(comment, 1)
        with pytest.raises(TooManyReportsError) as caught:
            report_from(comments[-1], 1)
        assert 3_590 <= caught.value.seconds <= 3_600
        # Others may, and a report that was taken is taken again.
        report_from(comments[-1], 2)
        report_from(comments[0], 1)

    def test_the_oldest_one_makes_room_after_an_hour(self):
        article = make_article()
        comments = [make_comment(article=article) for _ in range(MOST + 1)]
        for comment in comments[:-1]:
            report_from(comment, 1)
        oldest = Report.objects.filter(comment=comments[0])
        oldest.update(at=timezone.now() - timedelta(minutes=59))
        with pytest.raises(TooManyReportsError) as caught:
            report_from(comments[-1], 1)
        assert 50 <= caught.value.seconds <= 60
        oldest.update(at=timezone.now() - timedelta(minutes=61))
        report_from(comments[-1], 1)
