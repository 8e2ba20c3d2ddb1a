"""Two real connections at once; SQLite has one writer at a time and cannot show what these show."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from articles.models import Article
from comments import moderation
from comments.intake import take_in
from comments.models import Comment, Move, Report
from comments.reporting import TooManyReportsError, report
from comments.rules.registry import REPORTED, Refused
from comments.rules.repetition import DUPLICATE, FLOOD
from comments.rules.rule import Rule, Submission
from tests.factories import make_article, make_comment

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


PATIENCE = 20.0


def run_together(*deeds: Callable[[], object]) -> list[object]:
    """Run each deed in a thread with its own connection, all from the same moment; return results and errors."""
    start = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        start.wait()
        try:
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def wait_for_a_blocked_connection() -> None:
    """Return once another connection waits for a lock; fail where none ever does."""
    pause = threading.Event()
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            # Within a transaction the view is otherwise read once.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
            pause.wait(0.01)
    raise AssertionError("Nobody waited.")


class TestTwoModerators:
    def test_one_comment_is_decided_once(self):
        for _ in range(5):
            waiting = Comment.objects.filter(pk=make_comment(status="pending").pk)
            results = run_together(*[lambda w=waiting: moderation.approve(w, by=None)] * 2)
            assert sorted(results) == [0, 1]
            assert Move.objects.filter(comment=waiting.get()).count() == 2

    def test_a_second_decision_on_an_article_counts_after_the_first(self):
        root = make_comment()
        first, second = (make_comment(article=root.article, parent=root, status="pending") for _ in range(2))
        is_approved = threading.Event()

        def approve_slowly() -> None:
            with transaction.atomic():
                moderation.approve(Comment.objects.filter(pk=first.pk), by=None)
                is_approved.set()
                wait_for_a_blocked_connection()

        def approve_meanwhile() -> None:
            is_approved.wait(PATIENCE)
            moderation.approve(Comment.objects.filter(pk=second.pk), by=None)

        assert run_together(approve_slowly, approve_meanwhile) == [None, None]
        root.refresh_from_db()
        assert (root.article.comment_count, root.article.thread_count, root.approved_below) == (3, 1, 2)

    def test_bulks_in_opposite_orders_do_not_wait_for_each_other(self):
        for _ in range(10):
            make_comment(status="pending")

        def swing(order: str) -> int:
            comments = Comment.objects.order_by(order)
            deeds = (moderation.approve, moderation.hold)
            return sum(deeds[turn % 2](comments, by=None) for turn in range(10))

        results = run_together(lambda: swing("pk"), lambda: swing("-pk"))
        assert all(isinstance(result, int) for result in results), results
        approved = Comment.objects.approved().count()
        assert sum(Article.objects.values_list("comment_count", flat=True)) == approved

    def test_an_approval_and_a_withdrawal_leave_one_of_both(self):
        waiting = Comment.objects.filter(pk=make_comment(status="pending").pk)
        run_together(lambda: moderation.approve(waiting, by=None), lambda: moderation.withdraw(waiting, by=None))
        assert waiting.get().status == "withdrawn"
        assert waiting.get().article.comment_count == 0


class TestTwoPosts:
    def receive(self, article: Article, text: str, email: str, network: str) -> str:
        comment = Comment(article=article, name="سلمى", email=email, text=text, network=network)
        return take_in(Submission(comment))

    def refused_by(self, results: list[object]) -> list[Rule]:
        return [result.rule for result in results if isinstance(result, Refused)]

    def test_a_double_click_is_one_comment(self):
        article = make_article()
        deeds = [lambda n=n: self.receive(article, "نص", f"{n}@example.com", f"10.0.0.{n}") for n in range(4)]
        results = run_together(*deeds)
        assert Comment.objects.count() == 1
        assert self.refused_by(results) == [DUPLICATE] * 3

    def test_one_address_cannot_pass_its_limit_by_posting_everywhere_at_once(self):
        articles = [make_article() for _ in range(4)]
        deeds = [lambda a=a: self.receive(a, f"نص {a.pk}", "a@example.com", f"10.0.0.{a.pk}") for a in articles]
        results = run_together(*deeds)
        assert Comment.objects.count() == 1
        assert self.refused_by(results) == [FLOOD] * 3

    def test_a_network_cannot_either(self, settings):
        settings.COMMENTS_PER_MINUTE = 2
        articles = [make_article() for _ in range(4)]
        deeds = [lambda a=a: self.receive(a, f"نص {a.pk}", f"{a.pk}@example.com", "10.0.0.1") for a in articles]
        run_together(*deeds)
        assert Comment.objects.count() == 2


class TestTwoReports:
    def test_reports_at_once_hold_a_comment_once_and_lose_no_voice(self):
        for _ in range(3):
            comment = make_comment()
            deeds = [lambda n=n, c=comment: report(c, network=f"198.51.{n}.0", reason="hate") for n in range(6)]
            assert run_together(*deeds) == [True] * 6
            comment.refresh_from_db()
            assert (comment.status, comment.open_reports) == ("pending", 6)
            assert comment.moves.filter(rule=REPORTED.code).count() == 1

    def test_a_double_click_is_one_voice(self):
        comment = make_comment()
        results = run_together(*[lambda: report(comment, network="198.51.100.0", reason="hate")] * 4)
        assert sorted(results) == [False, False, False, True]
        comment.refresh_from_db()
        assert comment.open_reports == Report.objects.count() == 1

    def test_a_report_and_a_decision_do_not_wait_for_each_other(self):
        comment = make_comment()
        both = Comment.objects.filter(pk__in=[comment.pk, make_comment(article=comment.article, parent=comment).pk])

        def swing() -> int:
            return sum(deed(both, by=None) for deed in [moderation.refuse, moderation.approve] * 5)

        def complain() -> int:
            return sum(report(comment, network=f"198.51.{n}.0", reason="hate") for n in range(10))

        assert all(isinstance(result, int) for result in run_together(swing, complain))

    def test_a_network_cannot_pass_its_limit_by_reporting_everywhere_at_once(self):
        comments = [make_comment() for _ in range(14)]
        deeds = [lambda c=c: report(c, network="198.51.100.0", reason="hate") for c in comments]
        results = run_together(*deeds)
        assert sum(isinstance(result, TooManyReportsError) for result in results) == 4
        assert Report.objects.count() == 10
