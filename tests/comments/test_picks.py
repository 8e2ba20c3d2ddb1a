"""An editor's pick: a comment that the paper puts forward."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from comments import moderation
from comments.models import Comment
from newsportal.models import Generation
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")


def only(comment: Comment) -> "moderation.QuerySet[Comment]":
    return Comment.objects.filter(pk=comment.pk)


def is_pick(comment: Comment) -> bool:
    return Comment.objects.values_list("is_pick", flat=True).get(pk=comment.pk)


def bulk(client: Client, comment: Comment, name: str) -> str:
    data = {"action": f"{name}_selected", "_selected_action": [comment.pk]}
    return client.post(CHANGELIST, data, follow=True).content.decode()


class TestDeed:
    def test_a_pick_is_recorded_and_moves_the_page(self):
        comment, account = make_comment(), make_user()
        numbers = [Generation.objects.get(name=f"article:{comment.article_id}").number]
        for deed, rule in ((moderation.pick, "pick"), (moderation.unpick, "unpick")):
            assert deed(only(comment), by=account) == 1
            assert deed(only(comment), by=account) == 0
            move = comment.moves.first()
            assert (move.from_status, move.to_status, move.rule, move.by) == ("approved", "approved", rule, account)
            numbers.append(Generation.objects.get(name=f"article:{comment.article_id}").number)
        assert numbers == sorted(set(numbers))
        assert comment.moves.count() == 4

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_only_what_readers_see_is_picked(self, status: str):
        comment = make_comment(status=status)
        assert moderation.pick(only(comment), by=make_user()) == 0
        assert not is_pick(comment)

    def test_what_leaves_the_page_is_no_pick_when_it_returns(self):
        comment, account = make_comment(), make_user()
        moderation.pick(only(comment), by=account)
        moderation.hold(only(comment), by=account)
        moderation.approve(only(comment), by=account)
        assert not is_pick(comment)


class TestQueue:
    def test_a_bulk_picks_and_takes_back_and_the_row_shows_it(self, moderator: Client):
        comment, other = make_comment(), make_comment()
        html = bulk(moderator, comment, "pick")
        assert "صار تعليق واحد اختيار المحرر." in html
        assert html.count("state-pick") == 1
        assert (is_pick(comment), is_pick(other)) == (True, False)
        assert "state-pick" not in bulk(moderator, comment, "unpick")
        assert not is_pick(comment)

    def test_the_record_names_it_without_a_way_from_where_it_was(self, moderator: Client):
        comment = make_comment()
        bulk(moderator, comment, "pick")
        html = moderator.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
        assert "منشور <span>اختاره المحرر</span>" in html

    def test_without_the_right_nothing_is_picked(self, client: Client):
        comment, account = make_comment(), make_user()
        account.user_permissions.add(*Permission.objects.filter(codename__in=["view_comment", "change_comment"]))
        client.force_login(account)
        assert "pick_selected" not in client.get(CHANGELIST).content.decode()
        bulk(client, comment, "pick")
        assert not is_pick(comment)
