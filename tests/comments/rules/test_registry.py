import logging

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.utils.translation import override

from comments.forms import CommentForm
from comments.intake import take_in
from comments.models import Comment, Move
from comments.rules import registry
from comments.rules.people import people, signatures
from comments.rules.registry import FAILED, RULES, Refused, labels
from comments.rules.repetition import DUPLICATE, FLOOD
from comments.rules.rule import Submission, SubmissionRule, Verdict
from comments.rules.sending import ORIGIN
from comments.rules.words import lists
from tests.comments.posting import post
from tests.factories import make_article


def broken(submission: Submission) -> bool:
    raise IntegrityError("no such column\nDETAIL: salma@example.com")


def failing(verdict: Verdict) -> SubmissionRule:
    return SubmissionRule(99, "failing", "fails", verdict, broken)


class TestRules:
    def test_each_has_a_number_and_a_code_of_its_own(self):
        numbers = [rule.number for rule in RULES]
        assert numbers == sorted(set(numbers))
        assert len({rule.code for rule in RULES}) == len(RULES)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_each_has_a_reason_in_both_languages(self, rule):
        with override("ar"):
            arabic = str(rule.reason)
        with override("en"):
            assert arabic != str(rule.reason)
        assert any("\u0621" <= letter <= "\u064a" for letter in arabic)

    def test_all_codes_fit_their_column(self):
        assert len(registry.codes_of(RULES)) <= Comment._meta.get_field("held_because").max_length

    @pytest.mark.django_db
    def test_what_the_form_refuses_is_a_rule(self):
        data = {"comment": "أ" * 5_001, "name": "\u200b", "email": "salma@", "website": "a b"}
        form = CommentForm(data, instance=Comment(article=make_article()))
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        assert codes == {"required", "max_length", "invalid"} <= {rule.code for rule in RULES}

    def test_a_code_that_is_no_longer_known_stands_for_itself(self):
        assert labels("links,bygone")[1] == "bygone"


@pytest.mark.django_db
class TestFailure:
    """A rule that raises holds the comment and never loses it."""

    @pytest.mark.parametrize("verdict", [*Verdict])
    def test_it_holds_the_comment(self, client: Client, monkeypatch, caplog, verdict: Verdict):
        monkeypatch.setattr(registry, "RULES", (*RULES, failing(verdict)))
        with caplog.at_level(logging.ERROR):
            answer = post(client, make_article(), headers={})
        assert answer.status_code == 303
        comment = Comment.objects.get()
        assert (comment.status, comment.held_because) == ("pending", "origin,failed")
        assert Move.objects.count() == 1
        assert "The rule failing could not be judged: IntegrityError: no such column" in caplog.text
        assert "salma@example.com" not in caplog.text

    def test_the_other_rules_are_judged_all_the_same(self, monkeypatch):
        monkeypatch.setattr(registry, "RULES", (failing(Verdict.HOLD), *RULES))
        submission = Submission(Comment(text="نص"), is_trapped=True)
        assert [rule.code for rule in registry.judge(submission)] == ["failed", "trap"]

    def test_a_failure_is_named_once(self, monkeypatch):
        monkeypatch.setattr(registry, "RULES", [failing(Verdict.HOLD)] * 2)
        assert registry.judge(Submission(Comment(text="نص"))) == [FAILED]


@pytest.mark.django_db
class TestCost:
    def test_rules_cost_a_query_and_on_postgresql_their_turn(self, django_assert_num_queries):
        comment = Comment(
            article=make_article(), name="سلمى", email="salma@example.com", text="نص", network="10.0.0.1"
        )
        lists(), people(), signatures()
        with django_assert_num_queries(0):
            assert registry.judge(Submission(comment)) == []
        with django_assert_num_queries(2 if connection.vendor == "postgresql" else 1):
            registry.admit(Submission(comment))

    def test_refusals_come_in_the_order_of_the_contract(self):
        comment = Comment(article=make_article(), name="سلمى", email="salma@example.com", text="نص")
        take_in(Submission(comment))
        comment = Comment(article=comment.article, name="سلمى", email="salma@example.com", text="نص")
        with pytest.raises(Refused) as refusal:
            take_in(Submission(comment, origin=ORIGIN))
        assert refusal.value.rule == DUPLICATE
        comment.text = "نص آخر"
        with pytest.raises(Refused) as refusal:
            take_in(Submission(comment))
        assert (refusal.value.rule, refusal.value.seconds) == (FLOOD, 15)
