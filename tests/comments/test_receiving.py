import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from comments import moderation
from comments.models import Comment, Move
from comments.paths import step_of
from comments.rules.content import LINKS
from comments.rules.sending import ORIGIN, TRAP
from newsportal.tokens import digest_of
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def reply(parent: Comment) -> Comment:
    return make_comment(article=parent.article, parent=parent)


class TestReceive:
    def test_a_comment_waits_with_the_first_entry_of_its_record(self):
        comment = Comment(article=make_article(), name="سلمى", email="salma@example.com", text="نص")
        moderation.receive(comment, broken=[ORIGIN, LINKS])
        stored = Comment.objects.get()
        assert (stored.status, stored.held_because, stored.html) == (
            "pending",
            "origin,links",
            '<p dir="auto">نص</p>',
        )
        move = Move.objects.get()
        assert (move.comment, move.by, move.from_status, move.to_status, move.rule, move.at) == (
            stored, None, "", "pending", "origin,links", stored.created_at,
        )  # fmt: skip

    def test_the_gravest_verdict_counts(self):
        comment = Comment(article=make_article(), name="سلمى", email="salma@example.com", text="نص")
        moderation.receive(comment, broken=[ORIGIN, TRAP, LINKS])
        assert Comment.objects.get().status == "spam"
        assert Move.objects.values_list("from_status", "to_status", "rule").get() == ("", "spam", "origin,trap,links")

    def test_only_the_digest_of_the_token_is_stored(self):
        comment = Comment(article=make_article(), name="سلمى", email="salma@example.com", text="نص")
        token = moderation.receive(comment)
        assert Comment.objects.get().status_digest == digest_of(token)
        assert token not in str(Comment.objects.values().get())

    def test_names_and_texts_are_cleaned(self):
        comment = make_comment(name="  أح\u202eمد\u2067 \n علي\u200d", text="سطر\r\nسطر\x00")
        assert (comment.name, comment.text) == ("أحمد علي", "سطر\nسطر")

    def test_nothing_is_counted_before_approval(self):
        comment = make_comment(status="pending")
        comment.article.refresh_from_db()
        assert (comment.article.comment_count, comment.article.thread_count) == (0, 0)

    def test_a_parent_of_another_article_is_an_error(self):
        parent = make_comment()
        with pytest.raises(ValueError, match="article of its parent"):
            make_comment(article=make_article(), parent=parent)


class TestDepth:
    def test_a_reply_stands_one_step_below_its_parent(self):
        parent = make_comment()
        child = reply(parent)
        assert (child.depth, child.path) == (2, step_of(parent.pk) + step_of(child.pk))

    def test_below_the_deepest_step_a_reply_hangs_below_the_deepest_parent(self):
        chain = [make_comment()]
        for _ in range(4):
            chain.append(reply(chain[-1]))
        deepest = reply(chain[-1])
        assert [comment.depth for comment in chain] == [1, 2, 3, 4, 5]
        assert (deepest.depth, deepest.parent, deepest.answered) == (5, chain[3], chain[4])
        assert deepest.path.startswith(chain[3].path)

    def test_a_thread_that_was_deeper_once_takes_replies(self):
        chain = [make_comment()]
        with override_settings(COMMENTS_MAX_DEPTH=10):
            for _ in range(9):
                chain.append(reply(chain[-1]))
        with override_settings(COMMENTS_MAX_DEPTH=2):
            last = reply(chain[-1])
        assert chain[-1].depth == 10
        assert (last.depth, last.parent) == (2, chain[0])


class TestConstraints:
    def test_depth_reaches_from_one_to_ten(self):
        for depth in (0, 11):
            with pytest.raises(IntegrityError), transaction.atomic():
                Comment.objects.filter(pk=make_comment().pk).update(depth=depth)

    def test_depth_fits_the_parent(self):
        comment = make_comment()
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(depth=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=reply(comment).pk).update(depth=1)

    def test_two_comments_never_share_a_status_link(self):
        first, second = make_comment(), make_comment()
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=first.pk).update(status_digest=second.status_digest)
