"""Pictures in entries: noted, built anew with their picture, and kept from being deleted."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles.live import posting
from articles.models import EntryPicture, LiveEntry, Picture
from articles.permissions import may_change_picture
from articles.pictures.library import save_picture, users_of
from newsportal.models import Generation
from tests.factories import make_coverage, make_entry, make_picture

pytestmark = pytest.mark.django_db


def text_with(picture: Picture) -> str:
    return f'<figure data-picture="{picture.pk}"></figure><p>نص</p>'


def noted() -> set[tuple[int, int]]:
    return set(EntryPicture.objects.values_list("entry_id", "picture_id"))


class TestUses:
    def test_they_follow_the_text(self, editor: User) -> None:
        first, second = make_picture(), make_picture()
        entry = posting.post(make_coverage(), by=editor, body=text_with(first))
        assert noted() == {(entry.pk, first.pk)}
        assert [*users_of(first)] == [entry.article]
        posting.edit(entry, by=editor, version=0, body=text_with(second))
        assert noted() == {(entry.pk, second.pk)}
        posting.withdraw(entry, by=editor)
        assert noted() == set()
        assert not users_of(second).exists()

    def test_a_restored_entry_shows_the_picture_as_it_is_now(self, editor: User) -> None:
        picture = make_picture(caption="قديم")
        entry = posting.post(make_coverage(), by=editor, body=text_with(picture))
        posting.withdraw(entry, by=editor)
        picture.caption = "تعليق جديد"
        save_picture(picture)
        posting.restore(entry, by=editor)
        assert noted() == {(entry.pk, picture.pk)}
        entry.refresh_from_db()
        assert "تعليق جديد" in entry.body_html

    def test_a_picture_that_is_no_longer_there_is_left_out(self, editor: User) -> None:
        entry = posting.post(make_coverage(), by=editor, body='<figure data-picture="999"></figure><p>نص</p>')
        assert noted() == set()
        assert entry.body_html == "<p>نص</p>"

    def test_a_save_of_the_story_leaves_them(self, editor: User) -> None:
        picture = make_picture()
        entry = posting.post(make_coverage(), by=editor, body=text_with(picture))
        entry.article.save()
        assert noted() == {(entry.pk, picture.pk)}

    def test_a_reporter_s_picture_is_the_editors_once_an_entry_shows_it(self, editor: User, reporter: User) -> None:
        picture = make_picture(created_by=reporter)
        assert may_change_picture(reporter, picture)
        posting.post(make_coverage(), by=editor, body=text_with(picture))
        assert not may_change_picture(reporter, picture)

    def test_one_use_is_noted_once(self) -> None:
        entry, picture = make_entry(make_coverage()), make_picture()
        use = EntryPicture(entry=entry, picture=picture)
        use.save()
        with pytest.raises(ValidationError, match="من قبل"):
            EntryPicture(entry=entry, picture=picture).validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryPicture.objects.create(entry=entry, picture=picture)


class TestRebuilding:
    def test_a_changed_picture_changes_the_entry_and_its_story_s_pages(self, editor: User) -> None:
        picture = make_picture(caption="قديم")
        entry = posting.post(make_coverage(), by=editor, body=text_with(picture))
        before = dict(Generation.objects.values_list("name", "number"))
        picture.caption = "تعليق جديد"
        save_picture(picture)
        entry.refresh_from_db()
        assert "تعليق جديد" in entry.body_html
        assert (entry.updated_at, entry.version) == (None, 0)
        name = f"article:{entry.article_id}"
        assert Generation.objects.get(name=name).number > before[name]

    def test_resanitize_reaches_entries(self) -> None:
        entry, other = make_entry(make_coverage()), make_entry(make_coverage())
        LiveEntry.objects.filter(pk=entry.pk).update(body='<p style="x">نص</p><script>1</script>', body_html="")
        before = dict(Generation.objects.values_list("name", "number"))
        output = StringIO()
        call_command("resanitize", stdout=output)
        assert "1 of 2 live entries changed." in output.getvalue()
        entry.refresh_from_db()
        assert (entry.body, entry.body_html) == ("<p>نص</p>", "<p>نص</p>")
        after = dict(Generation.objects.values_list("name", "number"))
        assert {name for name in after if after[name] != before.get(name)} == {f"article:{entry.article_id}"}
        assert other.article_id != entry.article_id
