"""What is deleted thirty days after it was refused, withdrawn or put among the spam."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments import moderation
from comments.mail.letters import about
from comments.mail.links import Purpose, make_link
from comments.models import Comment, MailLink, Move, Report, Revision
from newsportal import generations, outbox
from newsportal.due import DUE
from newsportal.models import Generation, OutboxMail
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db


def make_old(days: float, **fields: Any) -> Comment:
    comment = make_comment(**fields)
    then = timezone.now() - timedelta(days=days)
    Comment.objects.filter(pk=comment.pk).update(created_at=then)
    Move._base_manager.filter(comment=comment).update(at=then)
    return comment


def age_all(days: float = 31) -> None:
    """Let everything that stands there have happened so long ago."""
    then = timezone.now() - timedelta(days=days)
    Comment.objects.update(created_at=then)
    Move._base_manager.update(at=then)


def make_place(**fields: Any) -> Comment:
    """Return a refused comment of long ago with a reply that readers see."""
    parent = make_comment(**fields)
    make_comment(article=parent.article, parent=parent)
    moderation.refuse(Comment.objects.filter(pk=parent.pk), by=make_user(), batch=uuid4())
    age_all()
    return parent


def exists(comment: Comment) -> bool:
    return Comment.objects.filter(pk=comment.pk).exists()


class TestEmptying:
    @pytest.mark.parametrize(
        ("status", "goes"),
        [("refused", True), ("spam", True), ("withdrawn", True), ("approved", False), ("pending", False)],
    )
    def test_what_was_discarded_thirty_days_ago_goes(self, status: str, goes: bool):
        comment = make_old(31, status=status)
        assert moderation.empty_trash() == goes
        assert exists(comment) != goes

    def test_the_days_count_from_the_decision(self):
        comment = make_old(31)
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=None)
        assert moderation.empty_trash() == 0
        assert exists(comment)

    def test_younger_ones_stay(self):
        assert exists(make_old(29, status="spam"))
        assert moderation.empty_trash() == 0

    def test_the_record_stays_without_personal_data(self):
        by, comment = make_user(), make_comment(status="pending")
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=by, rule="insult", reason="يشتم سلمى")
        keys = list(comment.moves.values_list("pk", flat=True))
        long_ago = timezone.now() - timedelta(days=31)
        Comment.objects.update(created_at=long_ago)
        Move._base_manager.update(at=long_ago)
        moderation.empty_trash()
        latest, first = Move.objects.filter(pk__in=keys).order_by("-pk")
        assert (latest.by, latest.to_status, latest.rule, latest.reason) == (by, "refused", "insult", "")
        assert (latest.comment, first.comment) == (None, None)

    def test_the_place_of_an_answered_one_stays_and_holds_nothing(self):
        parent = make_old(31, status="approved", ip_address="192.0.2.7")
        reply = make_comment(article=parent.article, parent=parent)
        moderation.refuse(Comment.objects.filter(pk=parent.pk), by=None)
        Move._base_manager.update(at=timezone.now() - timedelta(days=31))
        assert moderation.empty_trash() == 1
        parent.refresh_from_db()
        assert (parent.name, parent.email, parent.text, parent.ip_address) == ("", "", "", None)
        assert exists(reply)
        assert moderation.empty_trash() == 0

    def test_a_thread_that_was_refused_whole_goes_whole(self):
        parent = make_old(31)
        reply = make_comment(article=parent.article, parent=parent)
        moderation.refuse(Comment.objects.filter(article=parent.article), by=None)
        Comment.objects.update(created_at=timezone.now() - timedelta(days=31))
        Move._base_manager.update(at=timezone.now() - timedelta(days=31))
        assert moderation.empty_trash() == 2
        assert not exists(parent)
        assert not exists(reply)

    def test_what_is_kept_for_the_law_stays_whole(self):
        comment = make_old(31, status="spam")
        Comment.objects.update(legal_hold=True)
        assert moderation.empty_trash() == 0
        assert exists(comment)

    def test_zero_days_means_never(self, settings: Any):
        settings.COMMENTS_EMPTY_DAYS = 0
        make_old(500, status="spam")
        assert moderation.empty_trash() == 0

    def test_batches_reach_all(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("comments.moderation.emptying.BATCH", 2)
        for _ in range(5):
            make_old(31, status="spam")
        assert moderation.empty_trash() == 5

    def test_a_thread_of_several_statuses_goes_whole(self):
        root = make_comment()
        middle = make_comment(article=root.article, parent=root)
        leaf = make_comment(article=root.article, parent=middle)
        for comment, deed in [(leaf, moderation.refuse), (middle, moderation.mark_spam), (root, moderation.withdraw)]:
            deed(Comment.objects.filter(pk=comment.pk), by=None)
        age_all()
        assert moderation.empty_trash() == 3
        assert not Comment.objects.exists()

    def test_the_answered_parent_of_what_is_kept_for_the_law_leaves_its_place(self):
        parent = make_comment()
        reply = make_comment(article=parent.article, parent=parent, text="نص يُحفظ")
        moderation.refuse(Comment.objects.filter(article=parent.article), by=None)
        moderation.hold_for_law(Comment.objects.filter(pk=reply.pk), by=make_user())
        age_all()
        assert moderation.empty_trash() == 1
        parent.refresh_from_db()
        reply.refresh_from_db()
        assert (parent.text, reply.text) == ("", "نص يُحفظ")

    def test_an_empty_place_goes_once_its_replies_are_gone(self):
        parent = make_place()
        assert moderation.empty_trash() == 1
        moderation.refuse(Comment.objects.exclude(pk=parent.pk), by=None)
        age_all()
        # The place itself held nothing any longer, and is not counted twice.
        assert moderation.ripe() == moderation.empty_trash() == 1
        assert not Comment.objects.exists()

    def test_pages_that_did_not_show_it_stay_as_they_are(self):
        comment = make_old(31, status="spam")
        name = generations.article(comment.article_id)
        before = Generation.objects.filter(name=name).values().first()
        assert moderation.empty_trash() == 1
        assert Generation.objects.filter(name=name).values().first() == before

    def test_counts_stay_right_where_only_replies_are_shown(self):
        parent = make_place()
        moderation.empty_trash()
        article = Article.objects.get(pk=parent.article_id)
        assert (article.comment_count, article.thread_count) == (1, 1)


class TestNothingIsLeft:
    """What names the author beside the comment goes too, whether it goes itself or leaves its place."""

    @pytest.fixture(params=[False, True], ids=["alone", "answered"])
    def old(self, request: pytest.FixtureRequest, settings: Any, client: Client) -> Comment:
        settings.EMAIL_IS_ON = True
        comment = make_comment(name="سلمى الحداد", email="salma@example.com", text="سلمى تكتب", user_agent="Netscape")
        client.force_login(make_user(is_superuser=True))
        client.post(reverse("admin:comments_comment_change", args=[comment.pk]), {"text": "سلمى تكتب ثانية"})
        make_link(Purpose.UNSUBSCRIBE, email=comment.email, comment=comment)
        Report.objects.create(comment=comment, network="192.0.2.0", reason="other", line="سلمى تكذب")
        for number, sent_at in enumerate([None, timezone.now()]):
            key = f"test:{number}"
            outbox.write(key=key, recipient=comment.email, subject="سلمى", text="سلمى", about=about(comment.pk))
            OutboxMail.objects.filter(key=key).update(sent_at=sent_at)
        if request.param:
            make_comment(article=comment.article, parent=comment)
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=make_user(), reason="سلمى تشتم")
        age_all()
        assert Revision.objects.count() == 1
        assert moderation.empty_trash() == 1
        return comment

    @pytest.mark.parametrize("model", [Comment, LogEntry, MailLink, Move, OutboxMail, Report, Revision])
    def test_of_the_author(self, old: Comment, model: Any):
        stored = str(list(model.objects.values()))
        for secret in ("سلمى", "salma@", "Netscape", "192.0.2"):
            assert secret not in stored

    def test_and_the_record_still_tells_what_happened(self, old: Comment):
        assert Move.objects.filter(rule="revised").count() == 1
        assert Move.objects.filter(to_status="refused").get().by is not None


class TestEmptyPlace:
    def test_nobody_shows_it_again(self):
        parent = make_place()
        moderation.empty_trash()
        for deed in (moderation.approve, moderation.hold, moderation.mark_spam, moderation.hold_for_law):
            assert deed(Comment.objects.filter(pk=parent.pk), by=make_user()) == 0

    def test_nobody_takes_its_refusal_back(self):
        parent = make_place()
        batch = parent.moves.exclude(batch=None).get().batch
        moderation.empty_trash()
        assert moderation.undo(batch, by=make_user()).changed == 0
        parent.refresh_from_db()
        assert parent.status == "refused"

    def test_nobody_writes_into_it(self):
        parent = make_place()
        moderation.empty_trash()
        assert not moderation.revise(parent, text="كلام جديد", by=make_user())
        parent.refresh_from_db()
        assert parent.text == ""

    def test_who_saw_it_whole_sees_that_it_changed(self):
        parent = make_place()
        seen = Comment.objects.get(pk=parent.pk).version
        moderation.empty_trash()
        assert Comment.objects.get(pk=parent.pk).version > seen

    def test_readers_see_that_it_was_deleted_and_no_name(self, client: Client):
        parent = make_place(name="سلمى الحداد")
        moderation.empty_trash()
        html = client.get(parent.article.get_absolute_url()).content.decode()
        assert "حُذف هذا التعليق." in html
        assert "سلمى" not in html


class TestCommand:
    def run(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
        call_command("empty_trash", *arguments)
        return capsys.readouterr().out

    @pytest.mark.parametrize(("number", "told"), [(0, "0 comments"), (1, "1 comment"), (2, "2 comments")])
    def test_it_says_how_many_in_a_sentence(self, capsys: pytest.CaptureFixture[str], number: int, told: str):
        for _ in range(number):
            make_old(31, status="spam")
        assert self.run(capsys) == f"{told} deleted, after 30 days in the trash.\n"
        assert not Comment.objects.exists()

    def test_a_dry_run_tells_the_same_number_and_deletes_nothing(self, capsys: pytest.CaptureFixture[str]):
        make_place()
        make_comment(status="spam", article=make_article())
        age_all()
        assert self.run(capsys, "--dry-run") == "2 comments would be deleted, after 30 days in the trash.\n"
        assert Comment.objects.count() == 3
        assert self.run(capsys).startswith("2 comments deleted")

    def test_without_days_it_says_why_nothing_goes(self, capsys: pytest.CaptureFixture[str], settings: Any):
        settings.COMMENTS_EMPTY_DAYS = 0
        make_old(500, status="spam")
        for arguments in ([], ["--dry-run"]):
            assert "COMMENTS_EMPTY_DAYS is 0" in self.run(capsys, *arguments)
        assert Comment.objects.exists()

    def test_the_worker_does_it_each_day(self):
        (work,) = [work for work in DUE if work.name == "empty_trash"]
        assert (work.function, work.every) == ("comments.moderation.empty_trash", timedelta(days=1))
