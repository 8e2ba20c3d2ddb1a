"""Which revisions go, and which stay whatever the settings say."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Revision
from articles.revisions import pruning
from articles.revisions.pruning import prune_revisions
from newsportal import due
from tests.factories import make_article

pytestmark = pytest.mark.django_db

Kind = Revision.Kind


def make_revisions(*kinds: str, article: Article | None = None, days: int = 0) -> Article:
    story = article or make_article()
    made_at = timezone.now() - timedelta(days=days)
    for number, kind in enumerate(kinds, start=1):
        Revision.objects.create(article=story, number=number, kind=kind, fields={}, made_at=made_at)
    return story


def left(article: Article) -> list[int]:
    return [*article.revisions.order_by("number").values_list("number", flat=True)]


class TestNumber:
    def test_the_first_and_the_latest_so_many_stay(self, settings: Any) -> None:
        settings.ARTICLE_REVISIONS_KEPT = 3
        story = make_revisions(*[Kind.EDIT] * 8)
        assert prune_revisions() == 4
        assert left(story) == [1, 6, 7, 8]

    def test_those_that_changed_a_published_text_stay(self, settings: Any) -> None:
        settings.ARTICLE_REVISIONS_KEPT = 1
        kinds = [Kind.STOOD, Kind.EDIT, Kind.UPDATE, Kind.SPELLING, Kind.CORRECTION, Kind.RESTORED, Kind.EDIT]
        story = make_revisions(*kinds)
        prune_revisions()
        assert left(story) == [1, 3, 5, 7]

    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_no_more_than_the_limit_is_left_alone(self, settings: Any, number: int) -> None:
        settings.ARTICLE_REVISIONS_KEPT = 3
        story = make_revisions(*[Kind.EDIT] * number)
        assert prune_revisions() == 0
        assert left(story) == [*range(1, number + 1)]

    def test_nothing_keeps_all(self, settings: Any, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        settings.ARTICLE_REVISIONS_KEPT = settings.ARTICLE_REVISIONS_DAYS = 0
        make_revisions(*[Kind.EDIT] * 9)
        with django_assert_num_queries(0):
            assert prune_revisions() == 0

    def test_the_next_number_follows_the_latest(self, settings: Any) -> None:
        settings.ARTICLE_REVISIONS_KEPT = 1
        story = make_revisions(*[Kind.EDIT] * 5)
        prune_revisions()
        assert left(story) == [1, 5]


class TestDays:
    def test_older_ones_go_but_the_ends_and_what_readers_saw(self, settings: Any) -> None:
        settings.ARTICLE_REVISIONS_KEPT, settings.ARTICLE_REVISIONS_DAYS = 0, 30
        old = make_revisions(Kind.EDIT, Kind.EDIT, Kind.UPDATE, Kind.EDIT, Kind.EDIT, days=31)
        young = make_revisions(*[Kind.EDIT] * 5, days=29)
        prune_revisions()
        assert (left(old), left(young)) == ([1, 3, 5], [1, 2, 3, 4, 5])


class TestWork:
    def test_each_article_has_its_own_and_batches_forget_none(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.ARTICLE_REVISIONS_KEPT = 2
        monkeypatch.setattr(pruning, "BATCH", 2)
        stories = [make_revisions(*[Kind.EDIT] * 5) for _ in range(5)]
        assert prune_revisions() == 10
        assert [left(story) for story in stories] == [[1, 4, 5]] * 5

    def test_it_reads_no_texts(self, settings: Any, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        settings.ARTICLE_REVISIONS_KEPT = 1
        make_revisions(*[Kind.EDIT] * 4)
        with django_assert_max_num_queries(6) as asked:
            prune_revisions()
        assert not any('"fields"' in query["sql"] for query in asked.captured_queries)

    def test_the_worker_runs_it(self, settings: Any) -> None:
        settings.ARTICLE_REVISIONS_KEPT = 1
        story = make_revisions(*[Kind.EDIT] * 4)
        assert "prune_revisions" in due.run_due()
        assert left(story) == [1, 4]
