"""Several querysets counted, and looked into, by one query."""

from typing import Any

import pytest

from articles.models import Tag
from newsportal.desk.counting import Number, count_each, keys_of_each
from tests.factories import make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags() -> list[Tag]:
    return [make_tag(name=name) for name in ("أ1", "أ2", "أ3", "ب1", "100%' or 1")]


def test_each_is_counted_to_the_bound(tags: list[Tag], django_assert_num_queries: Any):
    wanted = [Tag.objects.filter(name__startswith=letter) for letter in ("أ", "ب", "ت", "100%'")]
    with django_assert_num_queries(1):
        assert count_each(wanted, 2) == [Number(2, is_more=True), Number(1), Number(0), Number(1)]


def test_a_number_at_the_bound_is_whole(tags: list[Tag]):
    assert count_each([Tag.objects.filter(name__startswith="أ")], 3) == [Number(3)]


def test_first_keys_of_each_stand_in_their_order(tags: list[Tag], django_assert_num_queries: Any):
    named = [Tag.objects.filter(name__startswith=letter).order_by("-name") for letter in ("أ", "ت", "ب")]
    with django_assert_num_queries(1):
        assert keys_of_each(named, 2) == [[tags[2].pk, tags[1].pk], [], [tags[3].pk]]
