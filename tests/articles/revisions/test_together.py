"""Two editors at once; SQLite has one writer at a time and cannot show what these show."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Article, Revision
from articles.notes import writing
from articles.revisions.recording import keep_what_stands, record
from articles.revisions.restoring import restore
from tests.comments.test_concurrency import run_together
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(transactional_db: None) -> User:
    """Return an account that may change any story; a test of this kind empties the groups."""
    return make_user(is_superuser=True)


def save_as(title: str, pk: int) -> Revision:
    """Do what the form does, in one transaction as the admin has it."""
    with transaction.atomic():
        article = Article.objects.get(pk=pk)
        keep_what_stands(article)
        article.title = title
        article.save()
        return record(article, by=None)


class TestTwoSaves:
    def test_each_gets_a_number_of_its_own_and_raises_the_version(self) -> None:
        article = make_article()
        record(article, by=None)
        results = run_together(*[lambda n=n: save_as(f"عنوان {n}", article.pk) for n in range(6)])
        assert all(isinstance(result, Revision) for result in results), results
        numbers = [*Revision.objects.order_by("number").values_list("number", flat=True)]
        assert numbers == [*range(1, len(numbers) + 1)]
        assert Article.objects.get().version == 7
        assert Revision.objects.latest("number").fields["title"] == Article.objects.get().title

    def test_a_save_and_a_restoration_do_not_wait_for_each_other(self, editor: User) -> None:
        article = make_article()
        record(article, by=None)
        deeds = [lambda n=n: save_as(f"عنوان {n}", article.pk) for n in range(3)]
        results = run_together(*deeds, *[lambda: restore(article, 1, by=editor)] * 3)
        assert not [result for result in results if isinstance(result, Exception)], results
        assert Revision.objects.latest("number").fields["title"] == Article.objects.get().title


class TestTwoNotes:
    def test_a_thread_is_settled_once(self, editor: User) -> None:
        note = writing.write(make_article(), "سؤال", by=editor)
        assert sorted(map(bool, run_together(*[lambda: writing.resolve(note, by=editor)] * 4))) == [False] * 3 + [True]
