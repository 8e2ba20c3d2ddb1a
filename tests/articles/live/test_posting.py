"""Writing a coverage: who may, what is stored, and what moves."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.live import posting
from articles.live.coverage import MOST_PINNED
from articles.models import Article, LiveEntry
from newsportal.models import Generation
from tests.factories import make_article, make_coverage, make_entry, make_user

pytestmark = pytest.mark.django_db


def moved_by(deed: Callable[[], Any]) -> set[str]:
    """Return the generations that a deed moves."""
    before = dict(Generation.objects.values_list("name", "number"))
    deed()
    return {name for name, number in Generation.objects.values_list("name", "number") if before.get(name) != number}


class TestPosting:
    def test_an_entry_is_cleaned_and_built_and_says_who_posted_it(self, editor: User) -> None:
        entry = posting.post(
            make_coverage(),
            by=editor,
            headline="  عنوان \n قصير ",
            body='<h2>بند</h2><p style="x">نص</p><script>1</script>',
        )
        entry.refresh_from_db()
        assert (entry.headline, entry.posted_by) == ("عنوان قصير", editor)
        assert entry.body == "<h2>بند</h2><p>نص</p>"
        # Many entries share a page: their headings have no anchors.
        assert entry.body_html == "<h4>بند</h4><p>نص</p>"

    def test_two_at_once_both_stand(self, editor: User) -> None:
        article = make_coverage()
        for user in (editor, make_user(groups=("Editors",))):
            posting.post(Article.objects.get(pk=article.pk), by=user, body="<p>نص واحد</p>")
        assert article.live_entries.standing().count() == 2

    def test_an_ended_coverage_takes_none_until_it_is_reopened(self, editor: User) -> None:
        article = make_coverage()
        assert [posting.end(article, by=editor), posting.end(article, by=editor)] == [True, False]
        with pytest.raises(ValidationError):
            posting.post(article, by=editor, body="<p>نص</p>")
        assert [posting.reopen(article, by=editor), posting.reopen(article, by=editor)] == [True, False]
        assert posting.post(article, by=editor, body="<p>نص</p>").pk

    def test_another_kind_of_story_takes_none_and_keeps_what_it_has(self, editor: User) -> None:
        article = make_coverage(2)
        article.kind = Article.Kind.NEWS
        article.save()
        with pytest.raises(ValidationError):
            posting.post(article, by=editor, body="<p>نص</p>")
        assert article.live_entries.standing().count() == 2

    def test_a_story_that_is_gone_is_an_error_and_no_crash(self, editor: User) -> None:
        article = make_coverage()
        Article.objects.filter(pk=article.pk).delete()
        with pytest.raises(ValidationError):
            posting.post(article, by=editor, body="<p>نص</p>")

    def test_a_save_of_the_story_brings_no_ended_coverage_back(self, editor: User) -> None:
        article = make_coverage()
        posting.end(article, by=editor)
        article.save()
        assert Article.objects.get(pk=article.pk).coverage_ended_at is not None

    def test_a_story_takes_its_entries_along(self) -> None:
        make_coverage(3).delete()
        assert not LiveEntry.objects.exists()


class TestEditing:
    def test_readers_learn_when_and_the_newsroom_who(self, editor: User) -> None:
        entry = make_entry(make_coverage())
        assert posting.edit(entry, by=editor, version=0, body="<p>أصح</p>", headline="عنوان")
        entry.refresh_from_db()
        assert (entry.headline, entry.body_html, entry.version, entry.updated_by) == ("عنوان", "<p>أصح</p>", 1, editor)
        assert entry.updated_at is not None

    def test_what_changes_nothing_moves_no_time(self, editor: User) -> None:
        entry = make_entry(make_coverage(), body="<p>نص</p>")
        assert not posting.edit(entry, by=editor, version=0, body="<p>نص</p>")
        entry.refresh_from_db()
        assert (entry.updated_at, entry.version) == (None, 0)

    def test_whoever_comes_late_overwrites_nothing(self, editor: User) -> None:
        entry = make_entry(make_coverage())
        posting.edit(entry, by=make_user(groups=("Editors",)), version=0, body="<p>الأسرع</p>")
        with pytest.raises(posting.ChangedMeanwhileError) as error:
            posting.edit(entry, by=editor, version=0, body="<p>الأبطأ</p>")
        assert error.value.entry.body == "<p>الأسرع</p>"

    def test_a_withdrawn_one_is_not_edited(self, editor: User) -> None:
        entry = make_entry(make_coverage())
        posting.withdraw(entry, by=editor)
        with pytest.raises(posting.ChangedMeanwhileError):
            posting.edit(entry, by=editor, version=0, body="<p>نص</p>")


class TestPinning:
    def test_a_pinned_one_moves_no_time(self, editor: User) -> None:
        entry = make_entry(make_coverage())
        assert [posting.pin(entry, by=editor), posting.pin(entry, by=editor)] == [True, False]
        entry.refresh_from_db()
        assert (entry.is_pinned, entry.updated_at) == (True, None)
        assert [posting.unpin(entry, by=editor), posting.unpin(entry, by=editor)] == [True, False]

    def test_there_is_room_for_a_few(self, editor: User) -> None:
        article = make_coverage()
        for _ in range(MOST_PINNED):
            make_entry(article, is_pinned=True)
        with pytest.raises(ValidationError):
            posting.pin(make_entry(article), by=editor)
        with pytest.raises(ValidationError):
            posting.post(article, by=editor, body="<p>نص</p>", is_pinned=True)


class TestWithdrawing:
    def test_the_row_stays_as_the_record(self, editor: User) -> None:
        entry = make_entry(make_coverage(), is_pinned=True, body="<p>خطأ</p>")
        assert [posting.withdraw(entry, by=editor), posting.withdraw(entry, by=editor)] == [True, False]
        entry.refresh_from_db()
        assert (entry.withdrawn_by, entry.is_pinned, entry.body) == (editor, False, "<p>خطأ</p>")
        assert entry.withdrawn_at is not None
        assert not posting.pin(entry, by=editor)


class TestRestoring:
    def test_it_stands_at_its_place_in_time_and_nobody_has_withdrawn_it(self, editor: User) -> None:
        entry = make_entry(make_coverage(), is_pinned=True)
        posting.withdraw(entry, by=editor)
        assert [posting.restore(entry, by=editor), posting.restore(entry, by=editor)] == [True, False]
        restored = LiveEntry.objects.get(pk=entry.pk)
        assert (restored.withdrawn_at, restored.withdrawn_by, restored.is_pinned) == (None, None, False)
        assert (restored.posted_at, restored.updated_at, restored.version) == (entry.posted_at, None, 0)


class TestPress:
    def test_one_that_comes_twice_posts_once_and_moves_nothing(self, editor: User) -> None:
        article, press = make_coverage(), uuid4()

        def send(body: str = "<p style='x'>نص</p>") -> LiveEntry:
            return posting.post(article, by=editor, body=body, headline=" عنوان  قصير", press=press)

        first = send()
        posting.end(article, by=editor)
        again: list[LiveEntry] = []
        assert moved_by(lambda: again.append(send())) == set()
        assert again == [first]
        with pytest.raises(posting.ChangedMeanwhileError) as error:
            send("<p>غيره</p>")
        assert error.value.entry == first
        assert article.live_entries.count() == 1

    def test_what_was_withdrawn_gives_way_to_another_text(self, editor: User) -> None:
        article, press = make_coverage(), uuid4()
        first = posting.post(article, by=editor, body="<p>نص</p>", press=press)
        posting.withdraw(first, by=editor)
        assert posting.post(article, by=editor, body="<p>نص</p>", press=press) == first
        assert posting.post(article, by=editor, body="<p>غيره</p>", press=press) != first

    def test_the_text_after_it_is_posted_once_as_well(self, editor: User) -> None:
        article, press = make_coverage(), uuid4()
        posting.withdraw(posting.post(article, by=editor, body="<p>خطأ</p>", press=press), by=editor)
        both = [posting.post(article, by=editor, body="<p>أصح</p>", press=press) for _press in range(2)]
        assert both[0] == both[1]
        assert article.live_entries.count() == 2

    def test_a_tick_before_the_second_time_pins_what_stands(self, editor: User) -> None:
        article, press = make_coverage(), uuid4()
        for is_pinned in (False, True):
            posting.post(article, by=editor, body="<p>نص</p>", press=press, is_pinned=is_pinned)
        assert article.live_entries.get().is_pinned

    def test_another_story_knows_nothing_of_it(self, editor: User) -> None:
        press = uuid4()
        for article in (make_coverage(), make_coverage()):
            posting.post(article, by=editor, body="<p>نص</p>", press=press)
            posting.post(article, by=editor, body="<p>نص</p>")
            assert article.live_entries.count() == 2

    def test_an_edit_that_comes_twice_is_no_conflict(self, editor: User) -> None:
        entry = make_entry(make_coverage())
        assert [posting.edit(entry, by=editor, version=0, body="<p>أصح</p>") for _ in range(2)] == [True, False]


DEEDS: dict[str, Callable[[LiveEntry, User], Any]] = {
    "post": lambda entry, user: posting.post(entry.article, by=user, body="<p>نص</p>"),
    "edit": lambda entry, user: posting.edit(entry, by=user, version=0, body="<p>آخر</p>"),
    "pin": lambda entry, user: posting.pin(entry, by=user),
    "unpin": lambda entry, user: posting.unpin(entry, by=user),
    "withdraw": lambda entry, user: posting.withdraw(entry, by=user),
    "restore": lambda entry, user: posting.restore(entry, by=user),
    "end": lambda entry, user: posting.end(entry.article, by=user),
    "reopen": lambda entry, user: posting.reopen(entry.article, by=user),
}


@pytest.mark.parametrize("name", DEEDS)
class TestRights:
    def test_editors_move_the_story_and_lists_where_its_label_changes(self, editor: User, name: str) -> None:
        entry = make_entry(make_coverage())
        lists = {"lists"} if name in ("end", "reopen") else set()
        assert moved_by(lambda: DEEDS[name](entry, editor)) == {f"article:{entry.article_id}", *lists}

    def test_reporters_do_nothing_not_even_to_their_own(self, reporter: User, name: str) -> None:
        article = make_coverage(status="draft", published_at=None, created_by=reporter)
        entry = make_entry(article)
        with pytest.raises(PermissionDenied):
            DEEDS[name](entry, reporter)
        entry.refresh_from_db()
        assert (entry.version, entry.is_pinned, entry.withdrawn_at) == (0, False, None)
        assert article.live_entries.count() == 1


class TestConstraints:
    def test_an_entry_says_something(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            LiveEntry.objects.create(article=make_article(), body="")

    def test_a_withdrawn_one_is_not_pinned(self) -> None:
        entry = make_entry(make_coverage(), withdrawn_at=timezone.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            LiveEntry.objects.filter(pk=entry.pk).update(is_pinned=True)

    def test_a_press_posts_one_entry_of_a_story(self) -> None:
        entry = make_entry(make_coverage(), press=uuid4())
        with pytest.raises(ValidationError, match="نُشر هذا التحديث من قبل"):
            LiveEntry(article=entry.article, body="<p>نص</p>", press=entry.press).validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            make_entry(entry.article, press=entry.press)

    def test_both_are_said_in_words(self) -> None:
        entry = LiveEntry(article=make_article(), body="<p>نص</p>", is_pinned=True, withdrawn_at=timezone.now())
        with pytest.raises(ValidationError, match="لا يمكن تثبيت تحديث سُحب"):
            entry.validate_constraints()
        with pytest.raises(ValidationError, match="لا نص في التحديث"):
            LiveEntry(article=make_article(), body="").validate_constraints()
