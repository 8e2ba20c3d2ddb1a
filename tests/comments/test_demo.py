from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles.models import Article, Assignment, Author, Picture, Section, Source
from articles.pictures.files import master_path
from articles.pictures.shapes import rendition_path
from comments.models import Comment, Move, WordEntry
from comments.waiting import usual_wait
from tests.factories import make_article, make_user

Status = Comment.Status


@pytest.fixture(scope="class")
def told(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Load the demo once for all tests of this class, in a transaction that is rolled back; return what it printed."""
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        output = StringIO()
        call_command("load_demo", stdout=output)
        yield output.getvalue()
        transaction.set_rollback(True)


# Marked for its place in the order: tests that empty the tables at their end come after those that are marked so.
@pytest.mark.django_db
class TestDemo:
    def test_every_section_has_its_colour_and_stories(self, told: str) -> None:
        sections = Section.objects.all()
        assert [section.name for section in sections] == [
            *("سياسة", "اقتصاد", "رياضة", "ثقافة", "تكنولوجيا", "صحة", "علوم", "منوعات")
        ]
        assert len({section.colour for section in sections}) == 8
        assert all(section.articles.listed().count() >= 4 for section in sections)

    def test_there_are_enough_articles_in_every_state(self, told: str) -> None:
        states = Counter(Article.objects.values_list("status", flat=True))
        assert sum(states.values()) >= 40
        assert {*states} == {*Article.Status.values} - {Article.Status.READY}
        assert sum(article.is_scheduled for article in Article.objects.all()) == 1
        assert Author.objects.filter(articles=None).count() == 0
        assert Source.objects.filter(articles=None).count() == 0

    def test_a_dozen_articles_are_long_and_have_headings(self, told: str) -> None:
        long = [article for article in Article.objects.all() if 350 <= article.word_count <= 700]
        assert len([article for article in long if 3 <= article.body_html.count("<h2") <= 6]) >= 12

    def test_each_article_has_a_picture_of_its_own_with_its_files(self, told: str) -> None:
        drawn = set()
        for picture in Picture.objects.all():
            with default_storage.open(master_path(picture.key)) as stream:
                drawn.add(stream.read())
            assert default_storage.exists(rendition_path(picture.key, "card", 960, "jpg"))
            assert picture.alternative_text
        portraits = Author.objects.exclude(portrait=None).count()
        assert portraits == 3
        assert Article.objects.exclude(lead_picture=None).count() == Article.objects.count()
        assert len(drawn) == Article.objects.count() + portraits

    def test_stories_are_of_every_kind_that_needs_no_third_party(self, told: str) -> None:
        assert {*Article.objects.values_list("kind", flat=True)} == {*Article.Kind.values} - {Article.Kind.VIDEO}
        live = Article.objects.get(kind=Article.Kind.LIVE)
        assert live.live_entries.standing().count() == 8
        assert live.live_entries.filter(is_pinned=True).count() == 1
        assert Assignment.objects.undone().count() == 3

    def test_comments_stand_in_threads_and_in_every_status(self, told: str) -> None:
        statuses = Counter(Comment.objects.values_list("status", flat=True))
        assert sum(statuses.values()) >= 150
        assert {*statuses} == {*Status.values}
        assert {*Comment.objects.values_list("depth", flat=True)} == {1, 2, 3, 4, 5}
        assert not Comment.objects.filter(created_at__gt=timezone.now()).exists()

    def test_every_decision_has_its_record(self, told: str) -> None:
        for comment in Comment.objects.prefetch_related("moves"):
            assert comment.moves.all()[0].to_status == comment.status
        decided = Move.objects.filter(to_status=Status.APPROVED, comment__is_staff=False)
        assert not decided.exclude(by__username="moderator").exists()

    def test_the_desk_is_at_work(self, told: str) -> None:
        replies = Comment.objects.filter(is_staff=True)
        assert replies.count() == 2
        assert all(reply.status == Status.APPROVED and reply.name == "رنا الورّاق" for reply in replies)
        assert Comment.objects.filter(is_pick=True).count() == 2
        assert {*WordEntry.objects.values_list("list", flat=True)} == {*WordEntry.List.values}
        assert usual_wait() < timedelta(hours=1)

    def test_counts_are_those_of_the_threads(self, told: str) -> None:
        for article in Article.objects.all():
            assert article.comment_count == article.comments.approved().count()

    def test_names_hold_no_character_that_turns_the_text(self, told: str) -> None:
        names = "".join(Comment.objects.values_list("name", flat=True))
        assert not set(names) & set("\u202e\u202d\u2066\u2067\u2068\u2069\u200d")

    def test_accounts_have_their_groups_and_the_printed_passwords(self, told: str) -> None:
        for name, group in [("editor", "Editors"), ("moderator", "Moderators"), ("admin", "Administrators")]:
            user = User.objects.get(username=name)
            assert [one.name for one in user.groups.all()] == [group]
            assert user.is_staff
            assert not user.is_superuser
            password = next(line.split()[1] for line in told.splitlines() if line.strip().startswith(f"{name} "))
            assert user.check_password(password)
        assert Author.objects.get(user__username="editor").name == "رنا الورّاق"

    def test_second_run_says_that_it_is_there_and_changes_nothing(self, told: str) -> None:
        output = StringIO()
        before = Article.objects.count(), Comment.objects.count()
        call_command("load_demo", stdout=output)
        assert "already there" in output.getvalue()
        assert (Article.objects.count(), Comment.objects.count()) == before

    def test_what_is_not_published_shows_nowhere(self, told: str) -> None:
        hidden = Article.objects.exclude(pk__in=Article.objects.published())
        assert hidden.count() == 4
        for path in ("/", "/latest/", "/feeds/latest.rss"):
            page = Client().get(path).content.decode()
            assert not [article.title for article in hidden if article.title in page]


@pytest.mark.django_db
class TestRefusal:
    @pytest.mark.parametrize("make", [make_user, make_article])
    def test_database_in_use_is_left_alone(self, make: type) -> None:
        make()
        with pytest.raises(CommandError, match="already holds"):
            call_command("load_demo", stdout=StringIO())
        assert Article.objects.count() <= 1
        assert not User.objects.filter(username="editor").exists()

    def test_where_only_an_empty_database_is_to_be_filled_another_stays_without_complaint(self) -> None:
        make_user()
        call_command("load_demo", "--if-empty", stdout=StringIO())
        assert not Article.objects.exists()
