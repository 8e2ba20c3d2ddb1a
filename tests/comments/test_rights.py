from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from comments.models import Comment
from newsportal.desk.credentials import PASSWORD
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")


def give(user: User, *codenames: str) -> User:
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


def change_of(comment: Comment) -> str:
    return reverse("admin:comments_comment_change", args=[comment.pk])


def decide(client: Client, comment: Comment, name: str, **extra: Any) -> Any:
    return client.post(reverse("admin:comments_comment_decide", args=[comment.pk, name]), **extra)


def status_of(comment: Comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


class TestGroups:
    def rights_of(self, name: str) -> set[str]:
        permissions = Group.objects.get(name=name).permissions.filter(content_type__app_label="comments")
        return set(permissions.values_list("codename", flat=True))

    def test_moderators_read_and_decide_and_see_no_address(self):
        words = {f"{right}_wordentry" for right in ("view", "add", "change", "delete")}
        people = {f"{right}_restriction" for right in ("view", "add", "change", "delete")}
        people |= {"view_regular", "delete_regular", "view_report"}
        comments = {"view_comment", "change_comment", "moderate_comment"}
        assert self.rights_of("Moderators") == {*comments, *words, *people}

    def test_moderators_have_comments_only(self):
        permissions = Group.objects.get(name="Moderators").permissions
        assert set(permissions.values_list("content_type__app_label", flat=True)) == {"comments"}

    def test_administrators_have_every_right_over_comments(self):
        wanted = Permission.objects.filter(content_type__app_label="comments").values_list("codename", flat=True)
        assert self.rights_of("Administrators") == set(wanted)
        assert {"view_private_email", "delete_comment", "moderate_comment"} <= set(wanted)

    @pytest.mark.parametrize("name", ["Reporters", "Editors"])
    def test_writers_read_corrections_and_nothing_else(self, name: str):
        assert self.rights_of(name) == {"view_readercorrection"}


class TestQueue:
    def test_without_the_right_to_view_it_is_refused(self, client: Client):
        comment = make_comment(status="pending")
        client.force_login(make_user(groups=("Editors",)))
        assert client.get(CHANGELIST).status_code == 403
        assert client.get(change_of(comment)).status_code == 403

    def test_with_it_the_queue_opens(self, client: Client):
        client.force_login(give(make_user(), "view_comment"))
        assert client.get(CHANGELIST).status_code == 200

    def test_a_stranger_is_asked_to_log_in(self, client: Client):
        answer = decide(client, make_comment(status="pending"), "approve")
        assert answer.status_code == 403
        assert PASSWORD in answer.content.decode()
        assert not Comment.objects.approved().exists()


class TestModerate:
    @pytest.mark.parametrize("name", ["approve", "hold", "spam", "refuse"])
    def test_without_the_right_a_decision_is_refused(self, client: Client, name: str):
        comment = make_comment(status="pending")
        client.force_login(give(make_user(), "view_comment", "change_comment"))
        assert decide(client, comment, name).status_code == 403
        assert status_of(comment) == "pending"

    def test_without_the_right_no_decision_is_offered(self, client: Client):
        make_comment(status="pending")
        client.force_login(give(make_user(), "view_comment", "change_comment"))
        html = client.get(CHANGELIST).content.decode()
        assert "formaction" not in html
        assert "approve_selected" not in html

    def test_without_the_right_a_bulk_action_changes_nothing(self, client: Client):
        comment = make_comment(status="pending")
        client.force_login(give(make_user(), "view_comment", "change_comment"))
        client.post(CHANGELIST, {"action": "approve_selected", "_selected_action": [comment.pk]})
        assert status_of(comment) == "pending"

    def test_with_it_all_decisions_are_offered_and_carried_out(self, client: Client):
        comment = make_comment(status="pending")
        moderator = make_user(groups=("Moderators",))
        client.force_login(moderator)
        html = client.get(CHANGELIST).content.decode()
        for name in ("approve", "spam", "refuse"):
            assert reverse("admin:comments_comment_decide", args=[comment.pk, name]) in html
            assert f'value="{name}_selected"' in html
        assert decide(client, comment, "approve").status_code == 302
        assert status_of(comment) == "approved"
        assert comment.moves.first().by == moderator


class TestChange:
    def test_without_the_right_the_text_stands_fast(self, client: Client):
        comment = make_comment(text="قديم")
        client.force_login(give(make_user(), "view_comment", "moderate_comment"))
        assert client.get(change_of(comment)).status_code == 200
        assert client.post(change_of(comment), {"text": "جديد"}).status_code == 403

    def test_with_it_the_text_is_revised(self, client: Client):
        comment = make_comment(text="قديم")
        client.force_login(make_user(groups=("Moderators",)))
        assert client.post(change_of(comment), {"text": "جديد"}).status_code == 302
        comment.refresh_from_db()
        assert (comment.text, comment.html) == ("جديد", '<p dir="auto">جديد</p>')


class TestAddAndDelete:
    def test_nobody_adds_a_comment_by_hand(self, client: Client):
        client.force_login(make_user(is_superuser=True))
        assert client.get(reverse("admin:comments_comment_add")).status_code == 403

    def test_moderators_delete_nothing(self, client: Client):
        comment = make_comment()
        client.force_login(make_user(groups=("Moderators",)))
        address = reverse("admin:comments_comment_delete", args=[comment.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
        client.post(CHANGELIST, {"action": "delete_selected", "_selected_action": [comment.pk], "post": "yes"})
        assert Comment.objects.filter(pk=comment.pk).exists()

    def test_administrators_do_and_counts_follow(self, client: Client):
        first = make_comment()
        second = make_comment(article=first.article)
        client.force_login(make_user(groups=("Administrators",)))
        address = reverse("admin:comments_comment_delete", args=[first.pk])
        assert client.post(address, {"post": "yes"}).status_code == 302
        client.post(CHANGELIST, {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"})
        assert not Comment.objects.exists()
        first.article.refresh_from_db()
        assert first.article.comment_count == 0

    def test_a_comment_with_replies_is_kept_and_the_page_says_so(self, client: Client):
        root = make_comment()
        make_comment(article=root.article, parent=root)
        client.force_login(make_user(groups=("Administrators",)))
        address = reverse("admin:comments_comment_delete", args=[root.pk])
        assert client.post(address, {"post": "yes"}).status_code == 200
        assert Comment.objects.count() == 2
