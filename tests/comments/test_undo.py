"""Taking decisions back: status, rule, marks, text and letters together."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from comments import moderation
from comments.models import Comment, ConfirmedAddress, Move, Revision
from newsportal.models import Generation, OutboxMail
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db

DEEDS = {
    "approved": moderation.approve,
    "pending": moderation.hold,
    "refused": moderation.refuse,
    "spam": moderation.mark_spam,
}


def rows(*comments: Comment) -> Any:
    return Comment.objects.filter(pk__in=[comment.pk for comment in comments])


def stored(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


@pytest.fixture
def by() -> User:
    return make_user()


class TestUndo:
    @pytest.mark.parametrize("origin", DEEDS)
    @pytest.mark.parametrize("to", DEEDS)
    def test_a_comment_goes_back_to_where_it_stood(self, by: User, origin: str, to: str):
        comment, batch = make_comment(status=origin), uuid4()
        changed = DEEDS[to](rows(comment), by=by, batch=batch)
        assert moderation.undo(batch, by=by).changed == changed
        assert stored(comment).status == origin

    def test_what_articles_count_goes_back_too(self, by: User):
        comment, batch = make_comment(), uuid4()
        moderation.refuse(rows(comment), by=by, batch=batch)
        comment.article.refresh_from_db()
        assert comment.article.comment_count == 0
        number = Generation.objects.get(name=f"article:{comment.article_id}").number
        moderation.undo(batch, by=by)
        comment.article.refresh_from_db()
        assert comment.article.comment_count == 1
        assert Generation.objects.get(name=f"article:{comment.article_id}").number > number

    def test_a_bulk_goes_back_together_and_the_record_says_so(self, by: User):
        comments, batch = [make_comment(status="pending") for _ in range(3)], uuid4()
        moderation.refuse(rows(*comments), by=by, rule="insult", batch=batch)
        assert moderation.undo(batch, by=by) == moderation.Undone(changed=3)
        latest = comments[0].moves.first()
        assert latest is not None
        assert (latest.by, latest.from_status, latest.to_status, latest.rule) == (by, "refused", "pending", "undone")
        assert latest.undoes is not None
        assert latest.undoes.batch == batch

    def test_it_is_undone_once(self, by: User):
        comment, batch = make_comment(status="pending"), uuid4()
        moderation.approve(rows(comment), by=by, batch=batch)
        moderation.undo(batch, by=by)
        assert moderation.undo(batch, by=by) == moderation.Undone(left=1)
        assert comment.moves.count() == 3

    def test_what_somebody_decided_since_stays(self, by: User):
        first, second, batch = make_comment(status="pending"), make_comment(status="pending"), uuid4()
        moderation.approve(rows(first, second), by=by, batch=batch)
        moderation.mark_spam(rows(first), by=make_user())
        assert moderation.undo(batch, by=by) == moderation.Undone(changed=1, left=1)
        assert (stored(first).status, stored(second).status) == ("spam", "pending")

    def test_two_decisions_are_undone_one_after_the_other(self, by: User):
        comment, one, two = make_comment(status="pending"), uuid4(), uuid4()
        moderation.approve(rows(comment), by=by, batch=one)
        moderation.refuse(rows(comment), by=by, batch=two)
        assert moderation.undo(one, by=by).changed == 0
        assert moderation.undo(two, by=by).changed == 1
        assert moderation.undo(one, by=by).changed == 1
        assert stored(comment).status == "pending"

    def test_a_batch_that_never_was_undoes_nothing(self, by: User):
        assert moderation.undo(uuid4(), by=by) == moderation.Undone()

    def test_a_comment_that_is_gone_is_left(self, by: User):
        comment, batch = make_comment(status="pending"), uuid4()
        moderation.refuse(rows(comment), by=by, batch=batch)
        moderation.erase(rows(comment))
        assert moderation.undo(batch, by=by) == moderation.Undone()

    def test_a_pick_and_answered_reports_come_back(self, by: User):
        comment, batch = make_comment(), uuid4()
        moderation.pick(rows(comment), by=by)
        rows(comment).update(open_reports=2)
        moderation.refuse(rows(comment), by=by, batch=batch)
        rows(comment).update(open_reports=1)
        moderation.undo(batch, by=by)
        assert (stored(comment).is_pick, stored(comment).open_reports) == (True, 3)

    @pytest.mark.parametrize("deed", [moderation.pick, moderation.hold_for_law, moderation.keep])
    def test_a_mark_goes_and_reports_are_counted_once(self, by: User, deed: Any):
        comment, batch = make_comment(), uuid4()
        rows(comment).update(open_reports=2)
        assert deed(rows(comment), by=by, batch=batch) == 1
        moderation.undo(batch, by=by)
        after = stored(comment)
        assert (after.is_pick, after.legal_hold, after.open_reports) == (False, False, 2)

    def test_a_release_is_taken_back(self, by: User):
        comment, batch = make_comment(), uuid4()
        moderation.hold_for_law(rows(comment), by=by)
        moderation.release(rows(comment), by=by, batch=batch)
        moderation.undo(batch, by=by)
        assert stored(comment).legal_hold

    def test_a_reply_that_is_approved_anew_only_waits_again(self, by: User):
        batch = uuid4()
        reply = moderation.reply(make_comment(), text="جواب الصحيفة", by=by, batch=uuid4())
        moderation.hold(rows(reply), by=by)
        moderation.approve(rows(reply), by=by, batch=batch)
        moderation.undo(batch, by=by)
        assert stored(reply).status == "pending"

    def test_the_same_reply_of_one_press_is_one_reply(self, by: User):
        comment, batch = make_comment(), uuid4()
        first, second = (moderation.reply(comment, text="جواب", by=by, batch=batch) for _ in range(2))
        assert first == second

    def test_a_reply_to_what_changed_since_is_refused(self, by: User):
        comment = make_comment(status="pending")
        moderation.rewrite(comment, text="نص آخر", broken=[])
        with pytest.raises(ValidationError) as refused:
            moderation.reply(comment, text="جواب", by=by, seen=comment.version)
        assert refused.value.code == "stale"
        assert stored(comment).status == "pending"

    def test_a_reply_is_withdrawn_and_keeps_its_text(self, by: User):
        batch = uuid4()
        reply = moderation.reply(make_comment(), text="جواب الصحيفة", by=by, batch=batch)
        moderation.undo(batch, by=by)
        assert (stored(reply).status, stored(reply).text) == ("withdrawn", "جواب الصحيفة")


class TestText:
    def test_a_revised_text_comes_back_whole(self, by: User):
        comment, batch = make_comment(text="الأصل كما كُتب"), uuid4()
        assert moderation.revise(comment, text="نص مهذب", by=by, batch=batch)
        assert stored(comment).text == "نص مهذب"
        assert Revision.objects.get(comment=comment).text == "الأصل كما كُتب"
        moderation.undo(batch, by=by)
        assert stored(comment).text == "الأصل كما كُتب"
        assert "الأصل" in stored(comment).html
        assert stored(comment).search_text == comment.search_text

    def test_a_version_that_changed_since_is_not_overwritten(self, by: User):
        comment = make_comment(status="pending", text="الأصل")
        seen = stored(comment).version
        moderation.rewrite(comment, text="بيد صاحبه", broken=[])
        assert not moderation.revise(comment, text="بيد المشرف", by=by, seen=seen)
        assert stored(comment).text == "بيد صاحبه"

    def test_the_text_before_goes_with_the_comment(self, by: User):
        comment = make_comment(text="الأصل")
        moderation.revise(comment, text="غيره", by=by)
        moderation.blank(rows(comment))
        assert not Revision.objects.exists()


class TestRule:
    def test_its_author_reads_again_by_which_rule_it_was_refused(self, client: Client, by: User):
        comment, batch = make_comment(status="pending"), uuid4()
        moderation.refuse(rows(comment), by=by, rule="insult")
        moderation.approve(rows(comment), by=by, batch=batch)
        moderation.undo(batch, by=by)
        html = client.get(f"/comments/{comment.token}/").content.decode()
        assert gettext("No insults, and nothing that degrades a person.") in html


class TestLetters:
    @pytest.fixture(autouse=True)
    def mail_is_on(self, settings: Any) -> None:
        settings.EMAIL_IS_ON = True

    def make_wanting(self, status: str = "pending") -> Comment:
        ConfirmedAddress.objects.create(email="salma@example.com")
        return make_comment(status=status, email="salma@example.com", wants_decision=True, wants_answers=True)

    def test_a_letter_that_has_not_left_is_recalled(self, by: User):
        comment, batch = self.make_wanting(), uuid4()
        moderation.approve(rows(comment), by=by, batch=batch)
        assert OutboxMail.objects.count() == 1
        assert moderation.undo(batch, by=by) == moderation.Undone(changed=1)
        assert not OutboxMail.objects.exists()

    def test_a_letter_that_has_left_is_told(self, by: User):
        comment, batch = self.make_wanting(), uuid4()
        moderation.refuse(rows(comment), by=by, batch=batch)
        OutboxMail.objects.update(sent_at=timezone.now() + timedelta(minutes=2))
        assert moderation.undo(batch, by=by) == moderation.Undone(changed=1, sent=1)

    def test_letters_about_replies_survive_a_slip_about_their_parent(self, by: User):
        parent = self.make_wanting("approved")
        reply = make_comment(
            status="pending", article=parent.article, parent=parent, email="rami@example.com", wants_decision=True
        )
        ConfirmedAddress.objects.create(email="rami@example.com")
        OutboxMail.objects.all().delete()
        moderation.approve(rows(reply), by=by)
        letters = set(OutboxMail.objects.values_list("about", "recipient"))
        assert len(letters) == 2
        batch = uuid4()
        moderation.hold(rows(parent), by=by, batch=batch)
        assert set(OutboxMail.objects.values_list("recipient", flat=True)) == {"rami@example.com"}
        moderation.undo(batch, by=by)
        assert letters <= set(OutboxMail.objects.values_list("about", "recipient"))

    def test_the_letter_of_the_decision_before_leaves_after_all(self, by: User):
        comment, batch = self.make_wanting(), uuid4()
        moderation.refuse(rows(comment), by=by, rule="insult")
        moderation.approve(rows(comment), by=by, batch=batch)
        moderation.undo(batch, by=by)
        (letter,) = OutboxMail.objects.all()
        assert gettext("No insults, and nothing that degrades a person.") in letter.text


class TestSeen:
    def test_what_changed_since_it_was_seen_is_left_alone(self, by: User):
        comment = make_comment(status="pending")
        seen = {comment.pk: stored(comment).version}
        moderation.rewrite(comment, text="نص آخر لم يره أحد", broken=[])
        assert moderation.approve(rows(comment), by=by, seen=seen) == 0
        assert stored(comment).status == "pending"
        assert moderation.approve(rows(comment), by=by, seen={comment.pk: stored(comment).version}) == 1

    def test_every_move_makes_another_version(self, by: User):
        comment = make_comment(status="pending")
        versions = [stored(comment).version]
        for deed in (moderation.approve, moderation.pick, moderation.refuse, moderation.hold_for_law):
            deed(rows(comment), by=by)
            versions.append(stored(comment).version)
        assert versions == sorted(set(versions))


class TestRecord:
    def test_it_is_only_added_to(self):
        move = make_comment().moves.latest("pk")
        for deed in (move.save, move.delete, Move.objects.all().delete, lambda: Move.objects.update(reason="x")):
            with pytest.raises(TypeError):
                deed()


class TestPages:
    def test_what_readers_never_saw_makes_no_page_anew(self, by: User):
        comment, batch = make_comment(status="pending"), uuid4()
        before = list(Generation.objects.values_list("name", "number"))
        moderation.refuse(rows(comment), by=by, batch=batch)
        moderation.undo(batch, by=by)
        assert list(Generation.objects.values_list("name", "number")) == before
