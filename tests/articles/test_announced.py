"""Which saves of a story make lists anew: all of one that readers saw or will see, none of a draft."""

import pytest

from articles.models import Article
from newsportal.models import Generation
from tests.factories import make_article

pytestmark = pytest.mark.django_db

Status = Article.Status


def moves_lists(article: Article) -> bool:
    before = number()
    article.save()
    return number() != before


def number() -> int:
    return Generation.objects.filter(name="lists").values_list("number", flat=True).first() or 0


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.READY])
class TestUnseen:
    def test_another_text_moves_nothing(self, status: Status):
        article = make_article(status=status, published_at=None)
        article.title = "عنوان آخر للمسودة"
        assert not moves_lists(article)

    def test_publication_moves_lists(self, status: Status):
        article = make_article(status=status, published_at=None)
        article.status, article.published_at = Status.PUBLISHED, article.saved_at
        assert moves_lists(article)

    def test_story_that_goes_back_moves_lists(self, status: Status):
        article = make_article()
        article.status, article.published_at = status, None
        assert moves_lists(article)


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN])
def test_what_was_seen_moves_lists(status: Status):
    assert moves_lists(make_article(status=status))


def test_new_draft_moves_nothing():
    before = number()
    make_article(status=Status.DRAFT, published_at=None)
    assert number() == before
