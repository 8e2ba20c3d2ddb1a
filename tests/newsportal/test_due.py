from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

from newsportal import due
from newsportal.due import DUE, Due, run_due
from newsportal.models import DueRun

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 5, 12, 34, 56, tzinfo=UTC)
calls: list[str] = []


def tidy() -> None:
    calls.append("tidy")


def ring() -> None:
    calls.append("ring")


def fall() -> None:
    calls.append("fall")
    raise RuntimeError("the ladder")


@pytest.fixture(autouse=True)
def own_list(monkeypatch) -> None:
    calls.clear()
    hour, day = timedelta(hours=1), timedelta(days=1)
    chores = [("tidy", day), ("fall", hour), ("ring", hour)]
    monkeypatch.setattr(due, "DUE", [Due(name, every, f"{__name__}.{name}") for name, every in chores])


class TestList:
    @pytest.mark.parametrize("work", DUE, ids=lambda work: work.name)
    def test_function_stands_at_its_path(self, work):
        assert callable(import_string(work.function))

    def test_names_are_unique(self):
        assert len({work.name for work in DUE}) == len(DUE)


class TestSlot:
    @pytest.mark.parametrize(
        ("every", "begins"),
        [
            (timedelta(minutes=1), datetime(2026, 3, 5, 12, 34, tzinfo=UTC)),
            (timedelta(hours=6), datetime(2026, 3, 5, 12, tzinfo=UTC)),
            (timedelta(days=1), datetime(2026, 3, 5, tzinfo=UTC)),
        ],
    )
    def test_slot_is_the_whole_interval_around_the_moment(self, every, begins):
        assert Due("x", every, "x.y").slot(NOON) == begins

    def test_moment_in_another_zone_has_the_same_slot(self):
        local = NOON.astimezone()
        assert Due("x", timedelta(days=1), "x.y").slot(local) == datetime(2026, 3, 5, tzinfo=UTC)


class TestRunDue:
    def test_each_slot_runs_once(self):
        assert run_due(NOON) == ["tidy", "fall", "ring"]
        assert run_due(NOON + timedelta(minutes=1)) == []
        assert calls == ["tidy", "fall", "ring"]

    def test_next_slot_runs_again(self):
        run_due(NOON)
        assert run_due(NOON + timedelta(hours=1)) == ["fall", "ring"]
        assert run_due(NOON + timedelta(days=1)) == ["tidy", "fall", "ring"]

    def test_missed_slots_are_not_made_up_for(self):
        run_due(NOON)
        run_due(NOON + timedelta(days=9))
        assert calls == ["tidy", "fall", "ring"] * 2

    def test_failure_is_logged_and_the_rest_runs(self, caplog):
        run_due(NOON)
        assert calls == ["tidy", "fall", "ring"]
        assert "Scheduled work failed: fall" in caplog.text
        assert "the ladder" in caplog.text

    def test_unknown_function_is_logged_and_the_rest_runs(self, monkeypatch, caplog):
        monkeypatch.setattr(due, "DUE", [Due("lost", timedelta(days=1), "newsportal.nowhere.lost"), *due.DUE])
        assert run_due(NOON) == ["lost", "tidy", "fall", "ring"]
        assert "Scheduled work failed: lost" in caplog.text

    def test_old_rows_go_but_the_slot_before(self):
        for hour in range(4):
            run_due(NOON + timedelta(hours=hour))
        slots = DueRun.objects.filter(name="fall").order_by("slot").values_list("slot", flat=True)
        assert [slot.astimezone(UTC).hour for slot in slots] == [14, 15]

    def test_command_prints_what_ran(self, capsys):
        call_command("run_due")
        assert capsys.readouterr().out == "tidy\nfall\nring\n"
        call_command("run_due")
        assert capsys.readouterr().out == ""


def run_and_disconnect() -> list[str]:
    try:
        return run_due(NOON)
    finally:
        connection.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def test_each_slot_runs_once_among_several_workers(self):
        with ThreadPoolExecutor(6) as workers:
            for worker in [workers.submit(run_and_disconnect) for _ in range(6)]:
                worker.result(timeout=20)
        assert sorted(calls) == ["fall", "ring", "tidy"]
