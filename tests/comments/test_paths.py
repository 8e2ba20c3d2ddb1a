import pytest
from django.db import connection

from comments.paths import STEP, keys_above, step_of


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


@pytest.mark.postgresql
@pytest.mark.django_db
class TestColumn:
    def test_paths_are_compared_as_bytes_whatever_the_database_was_made_with(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT collation_name FROM information_schema.columns"
                " WHERE table_name = 'comments_comment' AND column_name = 'path'"
            )
            assert cursor.fetchone() == ("C",)
