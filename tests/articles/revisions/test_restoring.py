"""Bringing a revision back: what comes, what stays, and what cannot come."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from articles.models import Article, Author, Picture, RelatedPick, Revision, Tag
from articles.revisions.recording import record
from articles.revisions.restoring import Missing, missing, restore
from articles.workflow.moving import NotMovedError
from newsportal.models import Generation
from tests.factories import make_article, make_author, make_picture, make_section, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db


def make_story(**fields: Any) -> Article:
    """Return a story with a revision of all that it holds, and another text since."""
    story = make_article(
        title="قبل",
        standfirst="مقدمة قبل",
        body="<p>نص قبل</p>",
        dateline="الرياض",
        sponsor="بنك النيل",
        lead_picture=make_picture(),
        source=make_source(),
        authors=(make_author(), make_author()),
        tags=(make_tag(),),
        **fields,
    )
    RelatedPick.objects.create(article=story, picked=make_article())
    record(story, by=None)
    return story


def change_all(story: Article) -> None:
    story.title, story.standfirst, story.body, story.dateline, story.sponsor = "بعد", "", "<p>نص بعد</p>", "", ""
    story.section, story.source, story.lead_picture = make_section(), None, None
    story.save()
    story.bylines.all().delete()
    story.bylines.create(author=make_author(), position=4)
    story.tags.set([make_tag()])
    story.picks.all().delete()
    record(story, by=None)


class TestRestore:
    def test_everything_comes_back(self) -> None:
        story = make_story()
        first = story.revisions.get().fields
        change_all(story)
        done = restore(story, 1, by=make_user(groups=("Editors",)))
        assert done.missing == []
        assert {**done.revision.fields, "slug": ""} == {**first, "slug": ""}
        stored = Article.objects.get(pk=story.pk)
        assert "نص قبل" in stored.body_html
        assert [line.position for line in stored.bylines.all()] == [0, 1]

    def test_it_is_a_new_revision(self) -> None:
        story, editor = make_story(), make_user(groups=("Editors",))
        change_all(story)
        revision = restore(story, 1, by=editor).revision
        assert (revision.number, revision.kind, revision.restores, revision.by) == (3, "restored", 1, editor)
        assert Article.objects.get(pk=story.pk).version == 3

    def test_what_stands_and_no_revision_holds_is_kept_first(self) -> None:
        story = make_story()
        Article.objects.filter(pk=story.pk).update(title="من الاستيراد")
        restore(story, 1, by=make_user(groups=("Editors",)))
        kept = story.revisions.get(number=2)
        assert (kept.kind, kept.fields["title"]) == ("stood", "من الاستيراد")

    def test_status_times_address_and_comments_stay(self) -> None:
        story = make_story()
        change_all(story)
        Article.objects.filter(pk=story.pk).update(status="archived", comments_open=False, slug="عنوان-آخر")
        before = Article.objects.get(pk=story.pk)
        restore(story, 1, by=make_user(groups=("Editors",)))
        after = Article.objects.get(pk=story.pk)
        for name in ("status", "published_at", "unpublished_at", "updated_at", "comments_open", "slug"):
            assert getattr(after, name) == getattr(before, name)

    def test_address_of_an_unread_story_goes_on_following_its_title(self) -> None:
        story = make_story(status="draft", published_at=None)
        story.title, story.slug = "بعد", ""
        story.save()
        restore(story, 1, by=make_user(groups=("Editors",)))
        assert Article.objects.get(pk=story.pk).slug == "قبل"

    def test_readers_see_it_at_once(self, client: Client) -> None:
        story = make_story()
        change_all(story)
        number = Generation.objects.get(name=f"article:{story.pk}").number
        restore(story, 1, by=make_user(groups=("Editors",)))
        assert Generation.objects.get(name=f"article:{story.pk}").number > number
        assert "نص قبل" in client.get(Article.objects.get(pk=story.pk).get_absolute_url()).content.decode()

    def test_what_was_sanitised_by_older_rules_is_sanitised_anew(self) -> None:
        story = make_story()
        revision = story.revisions.get()
        revision.fields["body"] = "<p onclick=x>نص</p><script>alert(1)</script>"
        revision.save()
        change_all(story)
        restore(story, 1, by=make_user(groups=("Editors",)))
        assert Article.objects.get(pk=story.pk).body == "<p>نص</p>"

    def test_a_revision_equal_to_the_story_brings_nothing_new(self) -> None:
        story = make_story()
        assert restore(story, 1, by=make_user(groups=("Editors",))).revision.number == 1

    def test_an_unknown_number_changes_nothing(self) -> None:
        story = make_story()
        with pytest.raises(Revision.DoesNotExist):
            restore(story, 99, by=make_user(groups=("Editors",)))
        assert story.revisions.count() == 1


class TestGate:
    @pytest.mark.parametrize(("status", "is_asked"), [("published", True), ("ready", True), ("archived", False)])
    def test_what_is_finished_is_not_emptied(self, status: str, is_asked: bool) -> None:
        story = make_article(body="", status=status)
        record(story, by=None)
        change_all(story)
        with pytest.raises(NotMovedError) if is_asked else nullcontext():
            restore(story, 1, by=make_user(groups=("Editors",)))
        assert Article.objects.get(pk=story.pk).body == ("<p>نص بعد</p>" if is_asked else "")
        assert story.revisions.count() == (2 if is_asked else 3)

    def test_an_old_story_without_a_text_can_still_be_mended(self) -> None:
        story = make_article(title="قبل", body="")
        record(story, by=None)
        story.title = "بعد"
        story.save()
        restore(story, 1, by=make_user(groups=("Editors",)))
        assert Article.objects.get(pk=story.pk).title == "قبل"


class TestMissing:
    def test_what_is_gone_is_named_and_the_rest_comes(self) -> None:
        story = make_story()
        fields = story.revisions.get().fields
        change_all(story)
        Author.objects.get(pk=fields["authors"][0]["key"]).delete()
        Tag.objects.get(pk=fields["tags"][0]["key"]).delete()
        Picture.objects.get(pk=fields["lead_picture"]["key"]).delete()
        Article.objects.get(pk=fields["related"][0]["key"]).delete()
        expected = {
            Missing("authors", fields["authors"][0]["name"]),
            Missing("tags", fields["tags"][0]["name"]),
            Missing("lead_picture", fields["lead_picture"]["name"]),
            Missing("related", fields["related"][0]["name"]),
        }
        assert {*missing(story.revisions.get(number=1))} == expected
        assert {*restore(story, 1, by=make_user(groups=("Editors",))).missing} == expected
        stored = Article.objects.get(pk=story.pk)
        assert [author.pk for author in stored.authors.all()] == [fields["authors"][1]["key"]]
        assert (stored.title, stored.lead_picture, stored.tags.count()) == ("قبل", None, 0)

    def test_a_section_that_is_gone_leaves_the_present_one(self) -> None:
        story = make_story()
        old = story.section
        change_all(story)
        old.delete()
        assert restore(story, 1, by=make_user(groups=("Editors",))).missing == [Missing("section", old.name)]
        assert Article.objects.get(pk=story.pk).section == story.section

    def test_a_picture_of_the_text_that_is_gone_is_told(self) -> None:
        story = make_article(body='<p>نص</p><figure data-picture="987"></figure>')
        record(story, by=None)
        assert missing(story.revisions.get()) == [Missing("body", "987")]


class TestRights:
    def test_reporter_brings_back_their_own_draft(self) -> None:
        reporter = make_user(groups=("Reporters",))
        story = make_story(status="draft", published_at=None, created_by=reporter)
        change_all(story)
        restore(story, 1, by=reporter)
        assert Article.objects.get(pk=story.pk).title == "قبل"

    @pytest.mark.parametrize("status", ["ready", "published", "archived", "withdrawn"])
    def test_reporter_brings_back_nothing_that_has_left_them(self, status: str) -> None:
        reporter = make_user(groups=("Reporters",))
        story = make_story(created_by=reporter, status=status)
        change_all(story)
        with pytest.raises(PermissionDenied):
            restore(story, 1, by=reporter)
        assert Article.objects.get(pk=story.pk).title == "بعد"
