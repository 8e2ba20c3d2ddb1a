"""Names that are kept for readers, and how long restrictions are remembered."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.models import Comment, Regular, Restriction
from comments.people import clear_restrictions, keep_names
from tests.factories import make_author, make_comment, make_regular, make_restriction, make_user

pytestmark = pytest.mark.django_db


def kept() -> list[tuple[str, str]]:
    return list(Regular.objects.order_by("pk").values_list("name", "email"))


class TestKeepNames:
    def test_each_name_is_kept_for_the_address_of_its_comment(self):
        (
            make_comment(name="نجوى السعيد", email="najwa@example.com"),
            make_comment(name="Omar", email="omar@example.com"),
        )
        user = make_user()
        assert keep_names(Comment.objects.all(), by=user) == (["نجوى السعيد", "Omar"], [], [])
        assert kept() == [("نجوى السعيد", "najwa@example.com"), ("Omar", "omar@example.com")]
        assert {regular.by for regular in Regular.objects.all()} == {user}

    def test_twice_changes_nothing(self):
        make_comment(name="نجوى", email="n@example.com"), make_comment(name="نجوي", email="n@example.com")
        assert keep_names(Comment.objects.all(), by=make_user()).kept == ["نجوى"]
        assert keep_names(Comment.objects.all(), by=make_user()) == ([], [], [])
        assert Regular.objects.count() == 1

    def test_what_is_kept_for_another_address_stays(self):
        make_regular(name="نجوى السعيد", email="najwa@example.com")
        make_comment(name="نجوي السعيد", email="other@example.com")
        assert keep_names(Comment.objects.all(), by=make_user()) == ([], ["نجوي السعيد"], [])
        assert kept() == [("نجوى السعيد", "najwa@example.com")]

    def test_of_two_with_one_name_the_older_keeps_it(self):
        make_comment(name="سلمى", email="first@example.com", created_at=timezone.now() - timedelta(days=1))
        make_comment(name="سلمى", email="second@example.com")
        assert keep_names(Comment.objects.all(), by=make_user()) == (["سلمى"], ["سلمى"], [])
        assert kept() == [("سلمى", "first@example.com")]

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_only_approved_comments_count(self, status: str):
        make_comment(status=status)
        assert keep_names(Comment.objects.all(), by=make_user()) == ([], [], [])

    @pytest.mark.parametrize("fields", [{"is_staff": True}, {"email": ""}, {"name": "123"}, {"name": "😀"}])
    def test_staff_and_names_without_letters_are_left_out(self, fields: dict[str, Any]):
        make_comment(**fields)
        assert keep_names(Comment.objects.all(), by=make_user()) == ([], [], [])

    def test_names_of_the_newsroom_are_kept_for_nobody(self):
        make_author(name="ليلى حداد")
        make_comment(name="أ. ليلى حداد")
        assert keep_names(Comment.objects.all(), by=make_user()) == ([], [], ["أ. ليلى حداد"])
        assert kept() == []


class TestRegular:
    def test_one_name_is_kept_once(self):
        make_regular(name="نجوى السعيد")
        with transaction.atomic(), pytest.raises(IntegrityError):
            Regular.objects.create(name="نجــوي السعيد", email="other@example.com")


class TestRestriction:
    def test_it_is_stored_as_comments_are_compared(self):
        stored = make_restriction(email=" Salma@Example.com", network="203.0.113.9/24")
        assert (stored.email, stored.network) == ("salma@example.com", "203.0.113.0/24")

    def test_nonsense_is_never_stored(self):
        with pytest.raises(ValidationError):
            make_restriction(network="everybody")

    def test_it_concerns_somebody(self):
        with transaction.atomic(), pytest.raises(IntegrityError):
            make_restriction(email="")

    def test_in_force_and_ended_part_at_the_end(self):
        now = timezone.now()
        endless, coming = make_restriction(), make_restriction(ends_at=now + timedelta(hours=1))
        over = make_restriction(ends_at=now - timedelta(seconds=1))
        assert set(Restriction.objects.in_force()) == {endless, coming}
        assert list(Restriction.objects.ended(timezone.now())) == [over]
        assert [row.has_ended for row in (endless, coming, over)] == [False, False, True]

    def test_about_finds_by_email_and_by_every_network_around(self):
        by_email, exact = make_restriction(), make_restriction(network="203.0.113.7")
        wide, _other = make_restriction(network="203.0.0.0/16"), make_restriction(network="203.0.114.0/24")
        assert set(Restriction.objects.about("salma@example.com", "203.0.113.7")) == {by_email, exact, wide}
        assert set(Restriction.objects.about("", "203.0.9.9")) == {wide}
        assert not Restriction.objects.about("", "")

    def test_it_names_nobody(self):
        assert "salma" not in str(make_restriction())


class TestClearing:
    def test_what_ended_thirty_days_ago_goes(self):
        now = timezone.now()
        for days in (31, 30):
            make_restriction(ends_at=now - timedelta(days=days))
        left = [make_restriction(), make_restriction(ends_at=now - timedelta(days=29))]
        assert clear_restrictions() == 2
        assert list(Restriction.objects.order_by("pk")) == left
