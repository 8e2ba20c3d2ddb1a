"""Keeping a name from the queue, and the list of known readers."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Regular
from tests.comments.test_rights import give
from tests.factories import make_author, make_comment, make_regular, make_user

pytestmark = pytest.mark.django_db

QUEUE, LIST = reverse("admin:comments_comment_changelist"), reverse("admin:comments_regular_changelist")


def keep(client: Client, *comments: Comment) -> str:
    """Keep the names of comments, and return the messages above the queue."""
    action = {"action": "keep_name", "_selected_action": [comment.pk for comment in comments]}
    html = client.post(QUEUE, action, follow=True).content.decode()
    return "".join(re.findall(r'<ul class="messagelist">.*?</ul>', html, re.DOTALL))


def rows_of(client: Client, **query: str) -> list[int]:
    html = client.get(LIST, query).content.decode()
    return [int(key) for key in re.findall(r'name="_selected_action" value="(\d+)"', html)]


class TestKeeping:
    def test_a_moderator_keeps_a_name_and_sees_no_address(self, moderator: Client):
        comment = make_comment(name="نجوى السعيد", email="najwa@example.com")
        told = keep(moderator, comment)
        assert "حُفظ اسم واحد لصاحبه." in told
        assert "najwa@" not in told
        regular = Regular.objects.get()
        assert (regular.name, regular.email) == ("نجوى السعيد", "najwa@example.com")
        assert regular.by is not None

    def test_without_the_right_nothing_is_offered_or_kept(self, client: Client):
        comment = make_comment()
        client.force_login(give(make_user(), "view_comment", "change_comment", "view_regular"))
        assert "keep_name" not in client.get(QUEUE).content.decode()
        keep(client, comment)
        assert not Regular.objects.exists()

    def test_a_name_that_is_kept_for_another_address_is_told(self, moderator: Client):
        make_regular(name="نجوى السعيد", email="najwa@example.com")
        told = keep(moderator, make_comment(name="نجوي السعيد", email="other@example.com"))
        assert "محفوظة من قبل لبريد آخر: «\u2068نجوي السعيد\u2069»" in told
        assert "example.com" not in told

    def test_a_name_of_the_newsroom_is_told(self, moderator: Client):
        make_author(name="ليلى حداد")
        assert "تخص غرفة الأخبار" in keep(moderator, make_comment(name="ليلى حداد"))

    def test_nothing_to_keep_is_told(self, moderator: Client):
        assert "لم يتغير شيء" in keep(moderator, make_comment(status="pending"))

    def test_of_many_names_ten_are_called_out(self, moderator: Client):
        names = [f"قارئة {letter}" for letter in "ابتثجحخدذرز"]
        for name in names:
            make_regular(name=name)
        told = keep(moderator, *[make_comment(name=name) for name in names])
        assert told.count("قارئة") == 10
        assert "…" in told


class TestList:
    def test_addresses_are_masked_without_the_permission(self, moderator: Client):
        regular = make_regular()
        view = reverse("admin:comments_regular_change", args=[regular.pk])
        for page in (LIST, view, reverse("admin:comments_regular_delete", args=[regular.pk])):
            html = moderator.get(page).content.decode()
            assert "نجوى السعيد" in html
            assert "najwa@" not in html
        assert "n•••@e•••.com" in moderator.get(LIST).content.decode()

    def test_addresses_are_shown_with_it(self, trusted: Client):
        regular = make_regular()
        for page in (LIST, reverse("admin:comments_regular_change", args=[regular.pk])):
            assert "najwa@example.com" in trusted.get(page).content.decode()

    def test_the_latest_stands_first(self, moderator: Client):
        new, old = make_regular(), make_regular(name="عمر", at=timezone.now() - timedelta(days=1))
        assert rows_of(moderator) == [new.pk, old.pk]
        assert rows_of(moderator, o="4") == [old.pk, new.pk]

    @pytest.mark.parametrize("question", ["نجوي", "السعيد نجــوى", "نَجْوى السعيد"])
    def test_names_are_found_however_they_are_spelt(self, moderator: Client, question: str):
        regular, _ = make_regular(), make_regular(name="عمر", email="omar@example.com")
        assert rows_of(moderator, q=question) == [regular.pk]

    def test_addresses_are_searched_and_looked_up_with_the_permission_alone(self, client: Client, trusted: Client):
        regular, _ = make_regular(), make_regular(name="عمر", email="omar@example.com")
        assert rows_of(trusted, q="Najwa@example.com") == [regular.pk]
        assert trusted.get(LIST, {"email__startswith": "najwa"}).status_code == 200
        client.force_login(make_user(groups=("Moderators",)))
        for question in ("najwa@example.com", "najwa"):
            assert rows_of(client, q=question) == []
        assert client.get(LIST, {"email__startswith": "najwa"}).status_code == 400


class TestRights:
    def test_a_moderator_lets_a_name_go(self, moderator: Client):
        first, second = make_regular(), make_regular(name="عمر")
        delete = reverse("admin:comments_regular_delete", args=[first.pk])
        assert moderator.post(delete, {"post": "yes"}).status_code == 302
        moderator.post(LIST, {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"})
        assert not Regular.objects.exists()

    def test_nobody_adds_or_changes_one_by_hand(self, client: Client):
        regular = make_regular()
        client.force_login(make_user(is_superuser=True))
        assert client.get(reverse("admin:comments_regular_add")).status_code == 403
        change = reverse("admin:comments_regular_change", args=[regular.pk])
        assert client.post(change, {"name": "آخر"}).status_code == 403

    def test_editors_of_stories_see_none(self, client: Client):
        regular = make_regular()
        client.force_login(make_user(groups=("Editors",)))
        for name in ("change", "delete"):
            assert client.get(reverse(f"admin:comments_regular_{name}", args=[regular.pk])).status_code == 403
        assert client.get(LIST).status_code == 403
