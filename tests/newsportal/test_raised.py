"""After a change of very many stories, a process reads each of their rows once and not once a second."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from newsportal import generations
from newsportal.models import Generation
from newsportal.raised import FEW, RaisedRows

pytestmark = pytest.mark.django_db


@pytest.fixture
def since() -> datetime:
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def rows() -> RaisedRows:
    return RaisedRows()


def raise_many(number: int = 7) -> None:
    Generation.objects.bulk_create(Generation(name=f"article:{pk}", number=number) for pk in range(1, FEW + 2))


def test_few_are_read_every_time(rows: RaisedRows, since: datetime):
    Generation.objects.create(name="site", number=3)
    for _ in range(2):
        assert rows.read(since) == {"site": 3}
        rows.settle()


class TestMany:
    @pytest.fixture(autouse=True)
    def many(self) -> None:
        raise_many()

    def test_they_are_read_until_they_are_settled(self, rows: RaisedRows, since: datetime):
        assert len(rows.read(since)) == FEW + 1
        assert len(rows.read(since)) == FEW + 1
        rows.settle()
        assert rows.read(since) == {}

    def test_what_comes_later_is_read_alone(self, rows: RaisedRows, since: datetime):
        rows.read(since)
        rows.settle()
        Generation.objects.create(name="site", number=8)
        assert rows.read(since) == {"site": 8}

    def test_one_of_them_that_is_raised_again_is_read(self, rows: RaisedRows, since: datetime):
        rows.read(since)
        rows.settle()
        Generation.objects.filter(name="article:5").update(number=9)
        assert rows.read(since)["article:5"] == 9

    def test_one_that_comes_late_under_their_number_is_read(self, rows: RaisedRows, since: datetime):
        rows.read(since)
        rows.settle()
        Generation.objects.create(name="lists", number=7)
        assert rows.read(since)["lists"] == 7

    def test_a_process_that_forgot_reads_them_again(self, rows: RaisedRows, since: datetime):
        rows.read(since)
        rows.settle()
        rows.forget()
        assert len(rows.read(since)) == FEW + 1

    def test_without_a_moment_every_row_is_read(self, rows: RaisedRows):
        Generation.objects.update(raised_at=timezone.now() - timedelta(days=900))
        assert len(rows.read(None)) == FEW + 1

    def test_a_mirror_that_takes_nothing_gets_them_the_next_time(self, monkeypatch: pytest.MonkeyPatch):
        generations.level()
        raised = generations._mirror.raise_to
        Generation.objects.update(number=11, raised_at=timezone.now())
        with monkeypatch.context() as patch:
            patch.setattr(generations._mirror, "raise_to", full_disk)
            with pytest.raises(OSError, match="full"):
                generations.level()
        assert generations._mirror.raise_to == raised
        generations.level()
        assert generations.current("article:5") == (11,)


def full_disk(numbers: object) -> None:
    raise OSError("full")
