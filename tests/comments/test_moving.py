from typing import Any

import pytest
from django.db import connection
from django.db.models import RestrictedError
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments import moderation, upkeep
from comments.models import Comment, Move
from comments.upkeep import recount
from newsportal.models import Generation
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

MOVES = {
    "approved": moderation.approve,
    "pending": moderation.hold,
    "refused": moderation.refuse,
    "spam": moderation.mark_spam,
    "withdrawn": moderation.withdraw,
}


def move(comment: Comment, to: str, **facts: Any) -> int:
    return MOVES[to](Comment.objects.filter(pk=comment.pk), **{"by": None, **facts})


def status_of(comment: Comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


def counts_of(article: Article) -> tuple[int, int]:
    return Article.objects.values_list("comment_count", "thread_count").get(pk=article.pk)


def below(comment: Comment) -> int:
    return Comment.objects.values_list("approved_below", flat=True).get(pk=comment.pk)


def generation_of(article: Article) -> int:
    found = Generation.objects.filter(name=f"article:{article.pk}").values_list("number", flat=True)
    return found.first() or 0


class TestMove:
    @pytest.mark.parametrize("origin", ["pending", "approved", "refused", "spam"])
    @pytest.mark.parametrize("to", ["pending", "approved", "refused", "spam"])
    def test_a_moderator_moves_from_any_status_to_any_other(self, origin: str, to: str):
        comment = make_comment(status=origin)
        assert move(comment, to) == (origin != to)
        assert status_of(comment) == to

    @pytest.mark.parametrize("to", ["pending", "approved", "refused", "spam", "withdrawn"])
    def test_what_its_author_withdrew_stays_withdrawn(self, to: str):
        comment = make_comment(status="withdrawn")
        assert move(comment, to) == 0
        assert status_of(comment) == "withdrawn"

    @pytest.mark.parametrize(("origin", "changed"), [("pending", 1), ("approved", 1), ("refused", 0), ("spam", 0)])
    def test_an_author_withdraws_what_waits_or_is_shown(self, origin: str, changed: int):
        assert move(make_comment(status=origin), "withdrawn") == changed

    def test_each_change_leaves_one_record(self):
        user, comment = make_user(), make_comment(status="pending")
        assert move(comment, "refused", by=user, reason="إساءة", rule="insult") == 1
        assert move(comment, "refused", by=user) == 0
        latest, first = comment.moves.all()
        assert (latest.by, latest.from_status, latest.to_status, latest.reason, latest.rule) == (
            user, "pending", "refused", "إساءة", "insult",
        )  # fmt: skip
        assert first.to_status == "pending"

    def test_a_sliced_queryset_moves_what_it_names(self):
        first, second = make_comment(status="pending"), make_comment(status="pending")
        assert moderation.approve(Comment.objects.pending().order_by("pk")[:1], by=None) == 1
        assert (status_of(first), status_of(second)) == ("approved", "pending")

    def test_nothing_to_move_changes_nothing(self):
        assert moderation.approve(Comment.objects.none(), by=None) == 0
        assert Move.objects.count() == 0


class TestCounts:
    def test_only_approved_ones_count(self):
        article = make_article()
        root = make_comment(article=article)
        make_comment(article=article, parent=root)
        for status in ("pending", "refused", "spam", "withdrawn"):
            make_comment(article=article, status=status)
        assert counts_of(article) == (2, 1)

    def test_a_refused_root_with_approved_replies_keeps_its_thread(self):
        root = make_comment()
        child = make_comment(article=root.article, parent=root)
        grandchild = make_comment(article=root.article, parent=child)
        assert (below(root), below(child), below(grandchild)) == (2, 1, 0)
        move(root, "refused")
        assert counts_of(root.article) == (2, 1)
        move(child, "spam")
        assert (below(root), below(child)) == (1, 1)
        move(grandchild, "withdrawn")
        assert (below(root), below(child)) == (0, 0)
        assert counts_of(root.article) == (0, 0)
        move(root, "approved")
        assert counts_of(root.article) == (1, 1)

    def test_a_neighbour_thread_is_not_counted_below(self):
        article = make_article()
        roots = [make_comment(article=article) for _ in range(3)]
        for root in roots:
            make_comment(article=article, parent=root)
        assert [below(root) for root in roots] == [1, 1, 1]

    def test_many_articles_at_once(self):
        articles = [make_article() for _ in range(3)]
        for article in articles:
            root = make_comment(article=article)
            for _ in range(3):
                make_comment(article=article, parent=root, status="pending")
        assert moderation.approve(Comment.objects.pending(), by=None) == 9
        assert [counts_of(article) for article in articles] == [(4, 1)] * 3
        assert sorted(Comment.objects.filter(parent=None).values_list("approved_below", flat=True)) == [3, 3, 3]

    def test_recount_mends_every_stored_number(self):
        root = make_comment()
        child = make_comment(article=root.article, parent=root)
        Comment.objects.update(approved_below=9)
        Article.objects.update(comment_count=9, thread_count=9)
        recount([root.article_id])
        assert (below(root), below(child)) == (1, 0)
        assert counts_of(root.article) == (2, 1)


class TestGenerations:
    def test_what_a_page_shows_moves_its_generation(self):
        comment = make_comment(status="pending")
        number = generation_of(comment.article)
        for to in ("approved", "refused", "approved", "withdrawn"):
            move(comment, to)
            assert generation_of(comment.article) > number
            number = generation_of(comment.article)

    def test_a_deleted_place_that_changes_its_words_moves_it_too(self):
        root = make_comment()
        make_comment(article=root.article, parent=root)
        move(root, "refused")
        number = generation_of(root.article)
        move(root, "spam")
        assert generation_of(root.article) > number

    def test_what_no_page_shows_does_not(self):
        comment = make_comment(status="pending")
        number = generation_of(comment.article)
        move(comment, "spam")
        assert generation_of(comment.article) == number

    def test_another_article_stays_as_it_is(self):
        other = make_article()
        number = generation_of(other)
        make_comment()
        assert generation_of(other) == number


class TestBulk:
    def test_the_number_of_queries_does_not_grow_with_the_comments(self):
        article = make_article()
        root = make_comment(article=article)

        def queries_to_approve(many: int) -> int:
            for _ in range(many):
                make_comment(article=article, parent=root, status="pending")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert moderation.approve(Comment.objects.pending(), by=None) == many
            return len(queries)

        assert queries_to_approve(40) == queries_to_approve(2) <= 16

    def test_more_than_one_batch(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(upkeep, "BATCH", 2)
        for _ in range(5):
            make_comment(status="pending")
        assert moderation.approve(Comment.objects.all(), by=None) == 5
        assert set(Article.objects.values_list("comment_count", flat=True)) == {1}


class TestRevise:
    def test_text_is_built_anew(self):
        comment = make_comment(text="قديم")
        number = generation_of(comment.article)
        moderation.revise(comment, text="جديد https://a.example", by=make_user())
        stored = Comment.objects.get(pk=comment.pk)
        assert stored.text == "جديد https://a.example"
        assert 'href="https://a.example"' in stored.html
        assert stored.folded != make_comment(text="قديم").folded
        assert generation_of(comment.article) > number


class TestErase:
    def test_the_record_stays_and_counts_are_right(self):
        root = make_comment()
        child = make_comment(article=root.article, parent=root)
        assert moderation.erase(Comment.objects.filter(pk=child.pk)) == 1
        assert counts_of(root.article) == (1, 1)
        assert below(root) == 0
        assert Move.objects.filter(comment=None).count() == 2

    def test_a_comment_with_replies_stays(self):
        root = make_comment()
        make_comment(article=root.article, parent=root)
        with pytest.raises(RestrictedError):
            moderation.erase(Comment.objects.filter(pk=root.pk))
        assert counts_of(root.article) == (2, 1)

    def test_a_whole_thread_goes_at_once(self):
        root = make_comment()
        make_comment(article=root.article, parent=root)
        assert moderation.erase(root.article.comments.all()) == 2
        assert counts_of(root.article) == (0, 0)

    def test_an_article_takes_its_threads_with_it(self):
        root = make_comment()
        make_comment(article=root.article, parent=root)
        root.article.delete()
        assert Comment.objects.count() == 0
