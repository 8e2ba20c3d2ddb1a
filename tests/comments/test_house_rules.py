"""A moderator refuses by a rule of the paper."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from comments.models import Comment
from comments.rules.house import HOUSE_RULES
from tests.factories import make_comment, make_settings

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")
RULE = HOUSE_RULES[2]


def decide(client: Client, comment: Comment, name: str, rule: str) -> str:
    address = reverse("admin:comments_comment_decide", args=[comment.pk, name])
    return client.post(address, {"rule": rule}, follow=True).content.decode()


class TestChoice:
    def test_the_queue_offers_every_rule_and_none(self, moderator: Client):
        make_comment(status="pending")
        html = moderator.get(CHANGELIST).content.decode()
        assert html.count('<select name="rule"') == 1
        assert '<option value="" selected>—</option>' in html
        for rule in HOUSE_RULES:
            assert f'<option value="{rule.code}">{rule.number % 10}. {rule.reason}</option>' in html

    def test_its_numbers_are_the_paper_s(self, moderator: Client):
        make_settings(digits="eastern")
        make_comment(status="pending")
        assert f'"{RULE.code}">٣. ' in moderator.get(CHANGELIST).content.decode()


class TestRefusal:
    def test_a_button_refuses_by_the_chosen_rule_and_the_record_names_it(self, moderator: Client):
        comment = make_comment(status="pending")
        decide(moderator, comment, "refuse", RULE.code)
        move = comment.moves.first()
        assert (move.to_status, move.rule) == ("refused", RULE.code)
        html = moderator.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
        with override("ar"):
            assert str(RULE.reason) in html

    def test_a_bulk_does_too(self, moderator: Client):
        comments = [make_comment(status="pending") for _ in range(2)]
        ticked = [comment.pk for comment in comments]
        data = {"action": "refuse_selected", "_selected_action": ticked, "rule": RULE.code}
        moderator.post(CHANGELIST, data)
        assert [comment.moves.first().rule for comment in comments] == [RULE.code] * 2

    def test_without_a_rule_none_is_named(self, moderator: Client):
        comment = make_comment(status="pending")
        decide(moderator, comment, "refuse", "")
        move = comment.moves.first()
        assert (move.to_status, move.rule) == ("refused", "")

    @pytest.mark.parametrize("rule", ["bygone", "links", "x" * 300, "\x00"])
    def test_what_is_no_rule_of_the_paper_refuses_nothing_and_is_told(self, moderator: Client, rule: str):
        comment = make_comment(status="pending")
        assert "لا قاعدة كهذه في الصحيفة" in decide(moderator, comment, "refuse", rule)
        data = {"action": "refuse_selected", "_selected_action": [comment.pk], "rule": rule}
        assert "لا قاعدة كهذه في الصحيفة" in moderator.post(CHANGELIST, data, follow=True).content.decode()
        comment.refresh_from_db()
        assert comment.status == "pending"

    @pytest.mark.parametrize("name", ["approve", "spam"])
    def test_no_other_decision_takes_it(self, moderator: Client, name: str):
        comment = make_comment(status="pending")
        decide(moderator, comment, name, RULE.code)
        assert comment.moves.first().rule == ""
        assert comment.moves.first().to_status != "pending"
