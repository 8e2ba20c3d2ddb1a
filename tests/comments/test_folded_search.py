"""The search box above the queue."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from comments import moderation
from comments.models import Comment
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")
SPELLINGS = ["المدرسة", "المدرسه", "الْمَدْرَسَةُ", "المدرـــسة", "مدرس"]


def listed(client: Client, typed: str) -> list[int]:
    answer = client.get(CHANGELIST, {"q": typed})
    assert answer.status_code == 200
    return [row.pk for row in answer.context["cl"].result_list]


class TestQueue:
    @pytest.mark.parametrize("status", Comment.Status.values)
    @pytest.mark.parametrize("fields", [{"text": "عن إدارة المدرسة"}, {"name": "معلم المدرسة"}])
    def test_a_comment_of_every_status_is_found_in_any_spelling(
        self, moderator: Client, fields: dict[str, str], status: str
    ) -> None:
        wanted, _ = make_comment(status=status, **fields), make_comment()
        for spelling in SPELLINGS:
            assert listed(moderator, spelling) == [wanted.pk], spelling

    def test_several_words_may_stand_anywhere(self, moderator: Client) -> None:
        wanted = make_comment(name="سلمى", text="عن إدارة المدرسة")
        make_comment(name="سلمى")
        assert listed(moderator, "المدرسه سلمي") == [wanted.pk]

    def test_a_revised_text_is_found_by_its_new_words_alone(self, moderator: Client) -> None:
        comment = make_comment(text="أمطار")
        moderation.revise(comment, text="إعصار", by=make_user())
        assert listed(moderator, "اعصار") == [comment.pk]
        assert listed(moderator, "امطار") == []

    @pytest.mark.parametrize("typed", ["%00", "%ED%A0%80", "%25", "%22", "_", "x" * 3_000])
    def test_anything_may_be_typed(self, moderator: Client, typed: str) -> None:
        make_comment()
        assert moderator.get(f"{CHANGELIST}?q={typed}").status_code in {200, 302}


class TestAddresses:
    @pytest.mark.parametrize("typed", ["salma@example.com", "Salma@", "salma", "example.com"])
    def test_without_the_right_nothing_is_found_by_them(self, moderator: Client, typed: str) -> None:
        make_comment(email="salma@example.com", name="سلمى")
        assert listed(moderator, typed) == []

    @pytest.mark.parametrize("typed", ["salma@example.com", "SALMA@", "example.com", "salma@ سلمي"])
    def test_with_it_they_are_found(self, trusted: Client, typed: str) -> None:
        comment = make_comment(email="salma@example.com", name="سلمى")
        make_comment(email="mona@mail.test")
        assert listed(trusted, typed) == [comment.pk]

    def test_they_are_no_part_of_the_folded_words(self) -> None:
        assert "salma" not in make_comment(email="salma@example.com").search_text


class TestMigration:
    def test_rows_from_before_are_filled(self) -> None:
        for _ in range(3):
            make_comment()
        wanted = dict(Comment.objects.values_list("pk", "search_text"))
        Comment.objects.update(search_text="")
        migration = import_module("comments.migrations.0004_fill_search_texts")
        migration.fill(apps, connection.schema_editor())
        assert dict(Comment.objects.values_list("pk", "search_text")) == wanted
        assert all(wanted.values())

    def test_it_goes_through_more_than_one_batch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        migration = import_module("comments.migrations.0004_fill_search_texts")
        monkeypatch.setattr(migration, "BATCH", 2)
        for _ in range(5):
            make_comment()
        Comment.objects.update(search_text="")
        migration.fill(apps, connection.schema_editor())
        assert not Comment.objects.filter(search_text="").exists()
