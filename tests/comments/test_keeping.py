"""What readers reported: how the queue shows it, and what a moderator decides."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from comments import moderation
from comments.models import Comment, Report
from tests.factories import make_comment, make_settings, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")


def make_reported(reports: int = 2, **fields: Any) -> Comment:
    comment = make_comment(**fields)
    for number in range(reports):
        comment.reports.create(network=f"198.51.{number}.0", reason=Report.Reason.INSULT, line=f"سطر {number}")
    Comment.objects.filter(pk=comment.pk).update(open_reports=reports)
    return comment


def only(comment: Comment) -> "moderation.QuerySet[Comment]":
    return Comment.objects.filter(pk=comment.pk)


def open_reports(comment: Comment) -> int:
    return Comment.objects.values_list("open_reports", flat=True).get(pk=comment.pk)


def change_of(comment: Comment) -> str:
    return reverse("admin:comments_comment_change", args=[comment.pk])


class TestDeed:
    def test_what_is_kept_stays_and_its_reports_are_answered(self):
        comment, account = make_reported(), make_user()
        assert moderation.keep(only(comment), by=account) == 1
        assert moderation.keep(only(comment), by=account) == 0
        move = comment.moves.first()
        assert (move.from_status, move.to_status, move.rule, move.by) == ("approved", "approved", "kept", account)
        assert open_reports(comment) == 0
        assert comment.reports.count() == 2

    @pytest.mark.parametrize("status", ["pending", "refused", "spam"])
    def test_only_what_readers_see_is_kept(self, status: str):
        assert moderation.keep(only(make_reported(status=status)), by=make_user()) == 0

    @pytest.mark.parametrize("deed", [moderation.hold, moderation.refuse, moderation.mark_spam])
    def test_every_other_decision_answers_them_too(self, deed: Any):
        comment = make_reported()
        deed(only(comment), by=make_user())
        assert open_reports(comment) == 0

    def test_the_portal_that_holds_a_comment_for_them_answers_nothing(self):
        comment = make_reported()
        moderation.hold(only(comment), by=None, rule="reports")
        assert open_reports(comment) == 2
        moderation.approve(only(comment), by=make_user())
        assert open_reports(comment) == 0


class TestQueue:
    def test_the_row_says_how_many_reported_it_and_offers_to_keep_it(self, moderator: Client):
        make_settings(digits="eastern")
        reported, innocent = make_reported(11), make_comment()
        html = moderator.get(CHANGELIST).content.decode()
        assert '<span class="state state-reported">١١ بلاغاً</span>' in html
        keep = reverse("admin:comments_comment_decide", args=[reported.pk, "keep"])
        assert keep in html
        assert reverse("admin:comments_comment_decide", args=[innocent.pk, "keep"]) not in html
        html = moderator.post(keep, follow=True).content.decode()
        assert "أُبقي تعليق واحد أبلغ عنه القراء." in html
        assert "state-reported" not in html

    def test_what_is_held_for_its_reports_is_approved_and_not_kept(self, moderator: Client):
        make_reported(status="pending")
        html = moderator.get(CHANGELIST).content.decode()
        assert "بلاغان" in html
        assert "/decide/keep/" not in html

    def test_a_bulk_keeps_what_is_ticked(self, moderator: Client):
        first, second = make_reported(), make_reported()
        moderator.post(CHANGELIST, {"action": "keep_selected", "_selected_action": [first.pk]})
        assert (open_reports(first), open_reports(second)) == (0, 2)

    def test_the_reported_ones_alone(self, moderator: Client):
        reported, _ = make_reported(), make_comment()
        html = moderator.get(CHANGELIST).content.decode()
        assert "?reported=yes" in html
        assert "مُبلَّغ عنها <span>1</span>" in html
        html = moderator.get(f"{CHANGELIST}?reported=yes").content.decode()
        assert html.count('name="_selected_action"') == 1
        assert f'value="{reported.pk}"' in html

    def test_where_nobody_reported_anything_the_tab_says_so(self, moderator: Client):
        make_comment()
        assert "مُبلَّغ عنها <span>0</span>" in moderator.get(CHANGELIST).content.decode()
        assert "لا شيء ينتظر هنا." in moderator.get(f"{CHANGELIST}?reported=yes").content.decode()

    @pytest.mark.parametrize("value", ["x", "0", "yes0"])
    def test_nonsense_filters_nothing(self, moderator: Client, value: str):
        make_reported(), make_comment()
        html = moderator.get(f"{CHANGELIST}?reported={value}").content.decode()
        assert html.count('name="_selected_action"') == 2

    def test_without_the_right_nothing_is_kept(self, client: Client):
        comment, account = make_reported(), make_user()
        account.user_permissions.add(*Permission.objects.filter(codename__in=["view_comment", "change_comment"]))
        client.force_login(account)
        assert client.post(reverse("admin:comments_comment_decide", args=[comment.pk, "keep"])).status_code == 403
        assert open_reports(comment) == 2


class TestReports:
    def test_the_comment_shows_what_readers_said_and_no_network(self, moderator: Client):
        html = moderator.get(change_of(make_reported())).content.decode()
        for shown in ("<strong>فيه إساءة إلى شخص</strong>", "<bdi>سطر 0</bdi>", "<bdi>سطر 1</bdi>"):
            assert shown in html
        assert "198.51" not in html

    def test_who_may_see_addresses_sees_networks(self, trusted: Client):
        assert "198.51.1.0" in trusted.get(change_of(make_reported())).content.decode()

    def test_who_may_not_see_reports_sees_none(self, client: Client):
        account = make_user()
        account.user_permissions.add(*Permission.objects.filter(codename__in=["view_comment", "view_private_email"]))
        client.force_login(account)
        html = client.get(change_of(make_reported())).content.decode()
        assert "سطر 0" not in html
        assert "198.51" not in html

    def test_a_line_is_escaped(self, moderator: Client):
        comment = make_comment()
        comment.reports.create(network="198.51.0.0", reason=Report.Reason.OTHER, line="<i>x</i>")
        assert "&lt;i&gt;x" in moderator.get(change_of(comment)).content.decode()

    def test_of_very_many_the_latest_are_named(self, moderator: Client):
        html = moderator.get(change_of(make_reported(52))).content.decode()
        assert "<bdi>سطر 51</bdi>" in html
        assert "<bdi>سطر 1</bdi>" not in html
        assert "… وغيرها" in html
