"""Waiting comments get a risk, and nothing else happens to them."""

import ast
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import moderation
from comments.models import Comment, Move
from comments.score import work
from comments.score.history import facts_of
from comments.score.library import model_path
from comments.score.words import HIGH, because
from comments.score.work import score_waiting, train
from newsportal import due
from tests.comments.score.newsroom import APPROVED, REFUSED, make_decisions
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db

BAD, GOOD = " ".join(REFUSED[:6]), " ".join(APPROVED[:6])


def rows(*comments: Comment) -> Any:
    return Comment.objects.filter(pk__in=[comment.pk for comment in comments])


def risk_of(comment: Comment) -> int | None:
    return Comment.objects.values_list("risk", flat=True).get(pk=comment.pk)


@pytest.fixture
def learnt() -> None:
    make_decisions(approved=200, refused=80)
    train()


@pytest.mark.usefixtures("learnt")
class TestRisk:
    def test_what_resembles_the_refused_has_a_higher_one(self):
        bad, good = make_comment(status="pending", text=BAD), make_comment(status="pending", text=GOOD)
        assert score_waiting() == 2
        assert risk_of(bad) >= HIGH > 30 > risk_of(good)

    @pytest.mark.parametrize(
        "spell",
        [
            lambda text: "ـ".join(text).replace("ـ ـ", " "),
            lambda text: text.translate(str.maketrans("أإآة", "اااه")),
            lambda text: text.translate(str.maketrans("يك", "یک")),
            "\u200b".join,
        ],
        ids=["tatweel", "hamza", "persian", "invisible"],
    )
    def test_another_spelling_changes_nothing(self, spell: Callable[[str], str]):
        sentence = "نصاب محتال كذاب أحمق أغبياء"
        plain, other = (make_comment(status="pending", text=text) for text in (sentence, spell(sentence)))
        assert plain.text != other.text
        score_waiting()
        assert risk_of(plain) == risk_of(other) >= HIGH

    def test_reasons_name_the_words(self):
        comment = make_comment(status="pending", text=f"{BAD} {APPROVED[0]}")
        score_waiting()
        comment.refresh_from_db()
        words = next(code for code in comment.risk_because.split(",") if code.startswith("words:"))
        bare = {word.replace("ّ", "").replace("ِ", "") for word in REFUSED}
        assert set(words.removeprefix("words:").split("|")) <= bare
        assert because(comment)

    def test_a_low_risk_keeps_no_reasons(self):
        comment = make_comment(status="pending", text=GOOD)
        score_waiting()
        comment.refresh_from_db()
        assert (comment.risk is None, comment.risk_because) == (False, "")

    @pytest.mark.parametrize("status", ["approved", "refused", "spam", "withdrawn"])
    def test_only_waiting_ones_are_judged(self, status: str):
        comment = make_comment(status=status, text=BAD)
        assert score_waiting() == 0
        assert risk_of(comment) is None

    def test_same_comment_gets_the_same_risk(self):
        comment = make_comment(status="pending", text=BAD)
        score_waiting()
        first = rows(comment).values_list("risk", "risk_because").get()
        train()
        rows(comment).update(risk=None, risk_because="")
        score_waiting()
        assert rows(comment).values_list("risk", "risk_because").get() == first

    def test_newest_are_judged_first_and_the_others_in_the_next_round(self, monkeypatch):
        monkeypatch.setattr(work, "BATCH", 2)
        comments = [make_comment(status="pending", text=BAD) for _ in range(3)]
        assert score_waiting() == 2
        assert [risk_of(comment) is None for comment in comments] == [True, False, False]
        assert score_waiting() == 1
        assert score_waiting() == 0

    def test_where_nothing_waits_it_costs_one_query(self, django_assert_num_queries):
        make_comment(status="pending", text=BAD)
        score_waiting()
        with django_assert_num_queries(1):
            score_waiting()

    def test_nothing_but_the_risk_changes(self):
        comment = make_comment(status="pending", text=BAD)
        before = rows(comment).values().get()
        score_waiting()
        after = rows(comment).values().get()
        assert {name for name in before if before[name] != after[name]} == {"risk", "risk_because"}
        assert Move.objects.filter(comment=comment).count() == 1

    def test_very_long_and_empty_of_words(self):
        odd = [make_comment(status="pending", text=text) for text in ("😀" * 50, "؟", "كلمة " * 999, "ا" * 5000)]
        assert score_waiting() == len(odd)


def test_where_nothing_was_learnt_it_costs_no_query(django_assert_num_queries):
    make_comment(status="pending", text=BAD)
    with django_assert_num_queries(0):
        assert score_waiting() == 0


@pytest.mark.usefixtures("learnt")
def test_what_was_learnt_days_ago_judges_nothing():
    comment = make_comment(status="pending", text=BAD)
    os.utime(model_path(), (time.time() - 3 * 86_400,) * 2)
    assert score_waiting() == 0
    assert risk_of(comment) is None


@pytest.mark.usefixtures("learnt")
class TestMeanwhile:
    """What happens to a comment between its reading and the storing of its risk."""

    @pytest.fixture
    def comment(self) -> Comment:
        return make_comment(status="pending", text=BAD)

    def store_after(self, comment: Comment, happens: Callable[[], object]) -> None:
        judged = [Comment.objects.get(pk=comment.pk)]
        judged[0].risk, judged[0].risk_because = 90, "new_name"
        happens()
        assert work._store(judged) == 0
        assert risk_of(comment) is None

    def test_its_author_wrote_another_text(self, comment: Comment):
        self.store_after(comment, lambda: moderation.rewrite(comment, text=GOOD, broken=[]))

    def test_a_moderator_wrote_another_text(self, comment: Comment):
        self.store_after(comment, lambda: moderation.revise(comment, text=GOOD, by=make_user()))

    @pytest.mark.parametrize("decide", [moderation.approve, moderation.refuse, moderation.mark_spam])
    def test_it_was_decided(self, comment: Comment, decide):
        self.store_after(comment, lambda: decide(rows(comment), by=make_user()))

    def test_it_was_decided_and_held_again(self, comment: Comment):
        def back_and_forth() -> None:
            moderation.approve(rows(comment), by=make_user())
            moderation.hold(rows(comment), by=make_user())

        self.store_after(comment, back_and_forth)

    def test_it_is_gone(self, comment: Comment):
        judged = [Comment.objects.get(pk=comment.pk)]
        moderation.erase(rows(comment))
        assert work._store(judged) == 0

    def test_another_text_is_judged_anew(self, comment: Comment):
        score_waiting()
        assert risk_of(comment) >= HIGH
        moderation.rewrite(comment, text=GOOD, broken=[])
        assert risk_of(comment) is None
        score_waiting()
        assert risk_of(comment) < HIGH

    def test_a_moderators_text_is_judged_anew(self, comment: Comment):
        score_waiting()
        moderation.revise(comment, text=GOOD, by=make_user())
        assert rows(comment).values_list("risk", "risk_because").get() == (None, "")

    def test_an_emptied_comment_keeps_no_word(self, comment: Comment):
        score_waiting()
        moderation.blank(rows(comment))
        assert rows(comment).values_list("risk", "risk_because").get() == (None, "")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_moderator_and_the_worker_do_not_wait_for_each_other():
    make_decisions(approved=200, refused=80)
    train()
    held, free = make_comment(status="pending", text=BAD), make_comment(status="pending", text=BAD)

    def judge() -> int:
        try:
            return score_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker, transaction.atomic():
        moderation.refuse(rows(held), by=make_user())
        assert worker.submit(judge).result(timeout=30) == 1
    assert (risk_of(held), risk_of(free) is None) == (None, False)


class TestFactsOfAComment:
    def write(self, minutes: float, **fields: Any) -> Comment:
        comment = make_comment(**{"email": "salma@example.com", "status": "pending", **fields})
        rows(comment).update(created_at=timezone.now() - timedelta(minutes=minutes))
        Move._base_manager.filter(comment=comment).update(at=timezone.now() - timedelta(minutes=minutes))
        return Comment.objects.get(pk=comment.pk)

    def test_first_comment_of_an_address_is_new(self):
        first, second = self.write(60), self.write(30)
        self.write(40, email="other@example.com")
        assert facts_of(first).is_new
        assert not facts_of(second).is_new

    def test_a_second_one_soon_after_is_fast(self):
        self.write(60)
        assert facts_of(self.write(58.5)).is_fast
        assert not facts_of(self.write(50)).is_fast

    def test_one_that_a_form_sent_at_once_is_fast(self):
        comment = self.write(10)
        comment.held_because = "links,too_fast"
        assert facts_of(comment).is_fast

    def test_a_website_is_seen(self):
        assert facts_of(self.write(1, website="https://shop.example")).has_website
        assert not facts_of(self.write(1)).has_website

    def test_refusals_count_that_stood_when_it_was_written(self):
        earlier, comment = self.write(60), self.write(30)
        moderation.refuse(rows(earlier), by=make_user())
        assert facts_of(comment).refused == 0
        assert facts_of(self.write(0)).refused == 1

    def test_a_refusal_that_nobody_decided_does_not_count(self):
        self.write(60, status="spam")
        assert facts_of(self.write(0)).refused == 0

    def test_a_refusal_taken_back_does_not_count(self):
        earlier = self.write(60)
        moderation.refuse(rows(earlier), by=make_user())
        moderation.approve(rows(earlier), by=make_user())
        assert facts_of(self.write(0)).refused == 0

    def test_it_costs_a_query_or_two(self):
        comment = self.write(10)
        with CaptureQueriesContext(connection) as queries:
            facts_of(comment)
        assert len(queries) == 1


class TestItNeverDecides:
    @pytest.mark.parametrize("risk", [None, 0, 100])
    def test_rules_and_decisions_do_not_see_it(self, risk: int | None):
        comment = make_comment(status="pending", text=BAD)
        rows(comment).update(risk=risk)
        assert moderation.publish(comment)

    def test_no_module_of_moderation_reads_it(self):
        for folder in ("moderation", "rules", "mail", "views"):
            for path in (Path(settings.BASE_DIR) / "comments" / folder).rglob("*.py"):
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    is_read = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
                    assert not (is_read and node.attr.startswith("risk")), path
                    assert not (isinstance(node, ast.keyword) and (node.arg or "").startswith("risk")), path
                    assert not (isinstance(node, ast.ImportFrom) and "comments.score" in (node.module or "")), path

    def test_the_worker_does_it(self):
        names = {work.name: work.function for work in due.DUE}
        assert names["score_waiting"] == "comments.score.work.score_waiting"
        assert names["learn_score"] == "comments.score.work.train"
