import fcntl
import mmap
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from newsportal import generations, throttle
from newsportal.mirror import LAST_ARTICLE, LEVELLED, Mirror, stamp_of
from newsportal.models import Generation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_mirror(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "generations.bin"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """The end of a transaction: what is called inside reaches the mirror."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def number_of(name: str) -> int:
    return Generation.objects.get(name=name).number


class TestAdvance:
    def test_first_change_makes_the_row(self):
        generations.advance("site")
        assert number_of("site") > 0

    def test_each_change_raises_the_row(self):
        generations.advance("site", generations.article(5))
        before = number_of("site"), number_of("article:5")
        generations.advance("site")
        assert number_of("site") > before[0]
        assert number_of("article:5") == before[1]

    def test_number_grows_when_the_clock_stands_behind_it(self):
        ahead = int(timezone.now().timestamp() * 1_000_000) + 10**9
        Generation.objects.create(name="lists", number=ahead)
        generations.advance("lists")
        assert number_of("lists") == ahead + 1

    def test_costs_three_queries_for_any_number_of_names(self, django_assert_num_queries):
        with django_assert_num_queries(3):
            generations.advance("site", "lists", *map(generations.article, range(1, 50)))

    def test_mirror_moves_on_commit_only(self, commit):
        with commit():
            generations.advance("site")
            assert generations.current("site") == (0,)
        assert generations.current("site") == (number_of("site"),)

    def test_change_taken_back_leaves_the_mirror(self, commit):
        with commit(), transaction.atomic():
            generations.advance("site")
            transaction.set_rollback(True)
        assert generations.current("site") == (0,)

    def test_unwritable_mirror_does_not_undo_the_change(self, commit, own_mirror, caplog):
        own_mirror.mkdir()
        throttle.forget()
        with commit():
            generations.advance("site")
        assert number_of("site") > 0
        assert "The mirror of the generations cannot be written" in caplog.text

    @pytest.mark.parametrize("name", ["", "sites", "article", "article:", "article:x", "article:-1", "section:1"])
    def test_unknown_name_is_refused(self, name):
        with pytest.raises(ValueError, match="is no generation"):
            generations.advance(name)

    def test_no_name_asks_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            generations.advance()


class TestCurrent:
    def test_reads_without_a_query(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert generations.current("site", "lists", "article:7") == (0, 0, 0)

    def test_names_keep_their_own_numbers(self, commit):
        with commit():
            generations.advance("article:1")
        with commit():
            generations.advance("article:2", "lists")
        site, lists, first, second = generations.current("site", "lists", "article:1", "article:2")
        assert site == 0
        assert 0 < first < second == lists

    def test_article_beyond_the_file_is_unchanged(self, own_mirror):
        assert generations.current(generations.article(900_000_000)) == (0,)
        assert own_mirror.stat().st_size < 2**20

    def test_file_grows_sparsely_for_a_high_key(self, commit, own_mirror):
        name = generations.article(LAST_ARTICLE)
        assert generations.current(name) == (0,)
        with commit():
            generations.advance(name)
        assert generations.current(name) == (number_of(name),)
        assert own_mirror.stat().st_blocks * 512 < 2**20

    def test_article_past_the_last_slot_moves_with_the_site(self):
        assert generations.article(LAST_ARTICLE + 1) == "site"

    def test_another_process_sees_the_number(self, commit, own_mirror):
        with commit():
            generations.advance("lists")
        read = "import sys; f = open(sys.argv[1], 'rb'); f.seek(8); print(int.from_bytes(f.read(8), sys.byteorder))"
        seen = subprocess.run([sys.executable, "-c", read, own_mirror], capture_output=True, text=True, check=True)
        assert int(seen.stdout) == number_of("lists")

    def test_number_raised_by_another_process_is_seen(self, own_mirror):
        assert generations.current("site") == (0,)
        with own_mirror.open("r+b") as file, mmap.mmap(file.fileno(), 0) as theirs:
            theirs[:8] = (77).to_bytes(8, sys.byteorder)
        assert generations.current("site") == (77,)

    def test_growth_by_another_process_is_seen(self):
        assert generations.current("article:1") == (0,)
        Mirror().raise_to({Mirror.slot("article:300000"): 9})
        assert generations.current("article:300000") == (9,)


class TestLevel:
    def test_first_use_reads_every_row(self):
        Generation.objects.create(name="article:3", number=41, raised_at=timezone.now() - timedelta(days=900))
        generations.level()
        assert generations.current("article:3") == (41,)

    def test_later_use_reads_what_was_raised_lately_in_two_queries(self, django_assert_num_queries):
        generations.level()
        Generation.objects.create(name="site", number=8)
        Generation.objects.create(name="lists", number=9, raised_at=timezone.now() - timedelta(days=1))
        with django_assert_num_queries(2):
            generations.level()
        assert generations.current("site", "lists") == (8, 0)

    def test_a_process_that_starts_later_reads_no_old_rows(self):
        generations.level()
        Generation.objects.create(name="lists", number=9, raised_at=timezone.now() - timedelta(days=1))
        generations.forget()
        generations.level()
        assert generations.current("lists") == (0,)

    def test_everything_since_the_last_process_ended_is_read(self):
        an_hour = timezone.now() - timedelta(hours=1)
        Mirror().raise_to({LEVELLED: stamp_of(an_hour)})
        Generation.objects.create(name="lists", number=9, raised_at=an_hour + timedelta(minutes=1))
        generations.level()
        assert generations.current("lists") == (9,)

    def test_file_written_under_a_wrong_clock_is_levelled_all_the_same(self):
        Mirror().raise_to({LEVELLED: stamp_of(timezone.now() + timedelta(days=300))})
        Generation.objects.create(name="lists", number=9)
        generations.level()
        assert generations.current("lists") == (9,)

    def test_name_of_another_version_of_the_portal_is_passed_over(self):
        Generation.objects.create(name="weather", number=7)
        Generation.objects.create(name="site", number=8)
        generations.level()
        assert generations.current("site") == (8,)

    def test_mirror_never_falls(self):
        Mirror().raise_to({Mirror.slot("site"): 50})
        Generation.objects.create(name="site", number=8)
        generations.level()
        assert generations.current("site") == (50,)

    def test_removed_file_is_made_again_from_every_row(self, own_mirror):
        Generation.objects.create(name="site", number=8, raised_at=timezone.now() - timedelta(days=1))
        generations.level()
        generations.current("site")
        own_mirror.unlink()
        generations.level()
        assert generations.current("site") == (8,)


class TestHolds:
    def test_what_was_made_under_these_numbers_is_true_until_one_moves(self):
        Mirror().raise_to({0: 5, 1: 6})
        slots = generations.slots("site", "lists")
        assert generations.holds(slots, (5, 6))
        Mirror().raise_to({1: 7})
        assert not generations.holds(slots, (5, 6))

    def test_number_above_the_mirror_counts_as_true(self):
        assert generations.holds(generations.slots("site"), (5,))

    def test_article_beyond_the_file_never_moved(self, own_mirror):
        assert generations.holds(generations.slots("site", generations.article(900_000_000)), (0, 0))
        assert own_mirror.stat().st_size < 2**20


class TestMirror:
    def test_largest_of_many_writers_stands(self):
        numbers = list(range(1, 41))
        threads = [threading.Thread(target=Mirror().raise_to, args=({0: number},)) for number in numbers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Mirror().read([0]) == (40,)

    def test_writer_waits_for_the_lock_of_another(self, own_mirror):
        reader = Mirror()
        assert reader.read([0]) == (0,)
        writer = threading.Thread(target=Mirror().raise_to, args=({0: 2},))
        with own_mirror.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            writer.start()
            writer.join(0.1)
            assert reader.read([0]) == (0,)
        writer.join()
        assert reader.read([0]) == (2,)


class TestRemembered:
    def test_result_is_kept_until_the_number_moves(self, commit):
        calls = []

        @generations.remembered("site")
        def count() -> int:
            calls.append(1)
            return len(calls)

        assert (count(), count()) == (1, 1)
        with commit():
            generations.advance("lists")
        assert count() == 1
        with commit():
            generations.advance("site")
        assert (count(), count()) == (2, 2)

    def test_change_during_the_reading_is_seen_next_time(self, commit):
        seen = []

        @generations.remembered("site")
        def read() -> int:
            seen.append(1)
            if len(seen) == 1:
                Mirror().raise_to({0: 5})
            return len(seen)

        assert (read(), read()) == (1, 2)

    def test_two_functions_keep_their_own_results(self):
        first = generations.remembered("site")(lambda: "first")
        second = generations.remembered("site")(lambda: "second")
        assert (first(), second(), first()) == ("first", "second", "first")

    def test_forget_drops_the_result(self):
        results = iter([1, 2])
        remembered = generations.remembered("site")(lambda: next(results))
        assert remembered() == 1
        generations.forget()
        assert remembered() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestTwoTransactions:
    def repeat(self, times: int, *calls: tuple[str, ...]) -> None:
        for _ in range(times):
            with transaction.atomic():
                for names in calls:
                    generations.advance(*names)
        connection.close()

    def run_both(self, first: list[tuple[str, ...]], second: list[tuple[str, ...]]) -> None:
        for name in ("article:1", "article:2", "lists"):
            Generation.objects.create(name=name, number=10**17)
        threads = [threading.Thread(target=self.repeat, args=(40, *calls)) for calls in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def test_opposite_orders_neither_deadlock_nor_lose_a_step(self):
        self.run_both([("article:1", "lists", "article:2")], [("article:2", "article:1", "lists")])
        assert number_of("article:1") == 10**17 + 80
        assert generations.current("lists", "article:2") == (10**17 + 80, 10**17 + 80)

    def test_two_stories_saved_in_opposite_orders_do_not_deadlock(self):
        first, second = ("article:1", "lists"), ("article:2", "lists")
        self.run_both([first, second], [second, first])
        assert number_of("lists") == 10**17 + 160
