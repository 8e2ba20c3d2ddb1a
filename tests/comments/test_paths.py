import pytest

from comments.models import Comment
from comments.paths import STEP, keys_above, step_of
from tests.factories import make_article, make_comment


class TestStep:
    def test_later_keys_sort_later(self):
        keys = [1, 9, 10, 35, 36, 37, 36**2 - 1, 36**2, 2**31, 2**63 - 1]
        steps = [step_of(key) for key in keys]
        assert steps == sorted(steps)
        assert {len(step) for step in steps} == {STEP}

    def test_ancestors_are_read_back(self):
        path = step_of(5) + step_of(2**63 - 1) + step_of(77)
        assert keys_above(path) == [5, 2**63 - 1]
        assert keys_above(step_of(5)) == []


@pytest.mark.django_db
class TestColumn:
    def test_the_database_sorts_paths_as_bytes(self):
        article = make_article()
        roots = [make_comment(article=article) for _ in range(3)]
        # Lithuanian, among others, sorts y before z and after i.
        for comment, path in zip(roots, ["0i", "0y", "0k"], strict=True):
            Comment.objects.filter(pk=comment.pk).update(path=path)
        assert list(article.comments.order_by("path").values_list("path", flat=True)) == ["0i", "0k", "0y"]
