"""Two real connections at once; SQLite has one writer at a time and cannot show what these show."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from articles.models import Article
from comments import limits, moderation
from comments.models import Comment, Move
from tests.factories import make_article, make_comment

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


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


class TestTwoModerators:
    def test_one_comment_is_decided_once(self):
        for _ in range(5):
            waiting = Comment.objects.filter(pk=make_comment(status="pending").pk)
            results = run_together(*[lambda w=waiting: moderation.approve(w, by=None)] * 2)
            assert sorted(results) == [0, 1]
            assert Move.objects.filter(comment=waiting.get()).count() == 2

    def test_the_counts_of_one_article_stay_right(self):
        article = make_article()
        root = make_comment(article=article)
        halves: list[list[int]] = [[], []]
        for number in range(40):
            halves[number % 2].append(make_comment(article=article, parent=root, status="pending").pk)

        def approve_one_by_one(keys: list[int]) -> int:
            return sum(moderation.approve(Comment.objects.filter(pk=key), by=None) for key in keys)

        assert run_together(*[lambda k=keys: approve_one_by_one(k) for keys in halves]) == [20, 20]
        article.refresh_from_db()
        root.refresh_from_db()
        assert (article.comment_count, article.thread_count, root.approved_below) == (41, 1, 40)

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
        with transaction.atomic():
            limits.check(comment)
            return moderation.receive(comment)

    def test_a_double_click_is_one_comment(self):
        article = make_article()
        deeds = [lambda n=n: self.receive(article, "نص", f"{n}@example.com", f"10.0.0.{n}") for n in range(4)]
        results = run_together(*deeds)
        assert Comment.objects.count() == 1
        assert sum(isinstance(result, limits.DuplicateError) for result in results) == 3

    def test_one_address_cannot_pass_its_limit_by_posting_everywhere_at_once(self):
        articles = [make_article() for _ in range(4)]
        deeds = [lambda a=a: self.receive(a, f"نص {a.pk}", "a@example.com", f"10.0.0.{a.pk}") for a in articles]
        results = run_together(*deeds)
        assert Comment.objects.count() == 1
        assert sum(isinstance(result, limits.TooFastError) for result in results) == 3

    def test_a_network_cannot_either(self, settings):
        settings.COMMENTS_PER_MINUTE = 2
        articles = [make_article() for _ in range(4)]
        deeds = [lambda a=a: self.receive(a, f"نص {a.pk}", f"{a.pk}@example.com", "10.0.0.1") for a in articles]
        run_together(*deeds)
        assert Comment.objects.count() == 2
