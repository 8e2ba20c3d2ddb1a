import random
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from comments import moderation
from comments.models import Comment, ThreadMark
from comments.paths import STEP
from comments.threads import NEWEST, OLDEST, query_of, thread_page
from comments.upkeep import recount
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

STRIDE = 3
MOVES = [moderation.approve, moderation.refuse, moderation.mark_spam, moderation.hold, moderation.withdraw]


@pytest.fixture(autouse=True)
def short_strides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.marks.STRIDE", STRIDE)


def stored() -> list[tuple[int, int, str]]:
    return sorted(ThreadMark.objects.values_list("article_id", "number", "path"))


def wanted() -> list[tuple[int, int, str]]:
    """Return every third shown thread of each article but the first, by the plain way through all of them."""
    return [
        (article.pk, number, root.path)
        for article in Article.objects.order_by("pk")
        for number, root in enumerate(roots_of(article)[::STRIDE])
        if number
    ]


def roots_of(article: Article) -> list[Comment]:
    return list(article.comments.shown().filter(parent=None).order_by("path"))


def make_thread(number: int, **fields: Any) -> Article:
    article = make_article()
    for _ in range(number):
        make_comment(article=article, **fields)
    article.refresh_from_db()
    return article


def move(comments: list[Comment], deed: Any) -> None:
    deed(Comment.objects.filter(pk__in=[comment.pk for comment in comments]), by=None)


class TestLevel:
    def test_every_third_thread_has_one(self) -> None:
        make_thread(8)
        make_thread(3)
        assert stored() == wanted()
        assert len(stored()) == 2

    @pytest.mark.parametrize("place", [0, 3, 4, 6])
    @pytest.mark.parametrize("deed", MOVES[1:])
    def test_a_thread_that_goes_and_comes_back_moves_those_behind_it(self, place: int, deed: Any) -> None:
        article = make_thread(8)
        before = stored()
        comment = roots_of(article)[place]
        move([comment], deed)
        assert stored() == wanted() != before
        move([comment], moderation.approve)
        assert stored() == wanted()

    def test_a_reply_that_keeps_a_deleted_place_keeps_the_marks(self) -> None:
        article = make_thread(8)
        root = roots_of(article)[1]
        reply = make_comment(article=article, parent=root)
        before = stored()
        move([root], moderation.refuse)
        assert stored() == wanted() == before
        move([reply], moderation.refuse)
        assert stored() == wanted() != before

    def test_a_thread_that_grows_short_loses_them(self) -> None:
        article = make_thread(5)
        move(roots_of(article)[:3], moderation.refuse)
        assert stored() == wanted() == []

    def test_erasing_moves_them(self) -> None:
        article = make_thread(8)
        moderation.erase(article.comments.filter(pk=roots_of(article)[2].pk))
        assert stored() == wanted()

    def test_counting_anew_mends_them(self) -> None:
        article = make_thread(8)
        ThreadMark.objects.filter(number=1).delete()
        ThreadMark.objects.update(path="0" * STEP)
        recount([article.pk])
        assert stored() == wanted()

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_they_are_level_after_any_series_of_moves(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - seeded test data, no secret
        articles = [make_thread(9, status="pending"), make_thread(4)]
        for _ in range(40):
            comments = list(Comment.objects.all())
            parent = chance.choice(comments)
            if chance.random() < 0.3 and parent.status == Comment.Status.APPROVED:
                make_comment(article=parent.article, parent=parent)
            move(chance.sample(comments, chance.randint(1, 4)), chance.choice(MOVES[:4]))
            assert stored() == wanted()
        move(list(Comment.objects.all()), moderation.approve)
        assert stored() == wanted() != []
        for article in articles:
            article.delete()
        assert stored() == []

    def test_a_seeded_archive_has_them(self) -> None:
        call_command("seed", articles=4, comments=300, stdout=StringIO())
        assert stored() == wanted()
        assert len(stored()) > 20

    def test_a_number_stands_once(self) -> None:
        article = make_thread(4)
        with pytest.raises(IntegrityError), transaction.atomic():
            ThreadMark.objects.create(article=article, number=1, path="0" * STEP)


class TestPages:
    @pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 20])
    @pytest.mark.parametrize("number", [0, 1, 3, 4, 12, 13])
    def test_they_hold_what_counting_would_have_put_there(self, settings: Any, size: int, number: int) -> None:
        settings.COMMENTS_PER_PAGE = size
        article = make_thread(number)
        roots = [root.pk for root in roots_of(article)]
        for order, threads in ((OLDEST, roots), (NEWEST, roots[::-1])):
            pages = thread_page(article, number="1", order=order).pages
            shown = [thread_page(article, number=str(page), order=order).rows for page in range(1, pages + 1)]
            wanted_pages = [threads[start : start + size] for start in range(0, number, size)] or [[]]
            assert [[int(row["id"]) for row in rows] for rows in shown] == wanted_pages
        for place, root in enumerate(roots_of(article)):
            reply = make_comment(article=article, parent=root)
            assert query_of(root) == query_of(reply) == (f"?page={place // size + 1}" if place >= size else "")

    def test_a_thread_that_was_hidden_meanwhile_leaves_the_page_before_it_full(self, settings: Any) -> None:
        settings.COMMENTS_PER_PAGE = 3
        article = make_thread(4)
        *kept, hidden = roots_of(article)
        move([hidden], moderation.refuse)
        # The article was read before that.
        rows = thread_page(article, number="1", order=OLDEST).rows
        assert [int(row["id"]) for row in rows] == [root.pk for root in kept]

    def test_a_permalink_costs_four_queries(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = make_thread(9)
        path = roots_of(article)[-1].get_absolute_url()
        with django_assert_num_queries(4):
            assert client.get(path).status_code == 302
