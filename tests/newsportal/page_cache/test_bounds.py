"""A flood of addresses neither fills the cache nor displaces the pages that are read."""

import os
from pathlib import Path

import pytest

from newsportal.page_cache.disk import PAGES_A_FOLDER, Disk
from newsportal.page_cache.memory import Room
from newsportal.page_cache.page import Page
from newsportal.page_cache.rules import Key, Place, Rule
from newsportal.page_cache.wrapper import MEGABYTE, PageCache
from tests.factories import make_coverage, make_entry
from tests.newsportal.page_cache.reader import Reader

PLACE = Place(Rule((), "", (), (), (), None), ("site",))


def make_page(path: str = "/", query: str = "", *, size: int = 1_000, made_at: float = 0.0) -> Page:
    return Page(
        Key("testserver", path, query),
        PLACE,
        numbers=(0,),
        lag_numbers=(),
        headers=[("Content-Type", "text/html")],
        body=os.urandom(size),
        made_at=made_at,
        ends_at=2e9,
    )


@pytest.mark.django_db
class TestFlood:
    def test_ten_thousand_query_strings_leave_hot_pages_alone(self, settings):
        # As large as pages are, made in no time.
        body = os.urandom(50_000)
        reader = Reader(PageCache(lambda environ, start: start("200 OK", [("Vary", "Accept-Encoding")]) or [body]))
        hot = ["/", "/latest/", "/about/"]
        for address in hot:
            reader.get(address)
        room = reader.application._memory.queried
        for number in range(10_000):
            reader.get(f"/latest/?before={1_700_000_000_000_000 + number}-1")
        assert 0 < room.weight <= room.limit < settings.PAGE_CACHE_MB * MEGABYTE / 7
        assert [reader.get(address).came_from for address in hot] == ["hit", "hit", "hit"]

    def test_unknown_parameters_make_no_page(self, reader):
        for number in range(1_000):
            reader.get(f"/latest/?flood={number}&utm_source={number}")
        assert len(reader.application._memory.plain.pages) == 1
        assert not reader.application._memory.queried.pages

    def test_missing_addresses_make_no_page(self, reader):
        for number in range(100):
            assert reader.get(f"/section/{number}/").status == 404
        assert not reader.application._memory.plain.pages

    def test_made_up_pages_of_a_story_are_no_pages(self, reader):
        article, entry = make_coverage(2), make_entry(make_coverage())
        address = article.get_absolute_url()
        queries = ["page=99", "page=01", "page=x", "order=x", "entries=99", "entry=99", f"entry={entry.pk}"]
        for query in [*queries, *queries]:
            answer = reader.get(f"{address}?{query}")
            assert (answer.status, answer.came_from) in {(200, ""), (302, "")}, query
        assert not reader.application._memory.queried.pages
        for query in ["page=1", "order=newest", f"entry={article.live_entries.first().pk}"]:
            assert [reader.get(f"{address}?{query}").came_from for _ in range(2)] == ["miss", "hit"]


class TestRoom:
    def test_weight_stays_below_its_limit(self):
        room = Room(50_000)
        for number in range(100):
            room.put(make_page(f"/{number}"))
        assert room.weight == sum(page.weight for page in room.pages.values()) <= 50_000

    def test_page_that_was_asked_for_outlives_those_that_were_not(self):
        room = Room(60_000)
        read = make_page("/read")
        room.put(read)
        for number in range(100):
            read.is_used = True
            room.put(make_page(f"/{number}"))
        assert read.key in room.pages

    def test_page_that_nobody_asks_for_again_goes(self):
        room = Room(60_000)
        read = make_page("/read")
        read.is_used = True
        room.put(read)
        for number in range(100):
            room.put(make_page(f"/{number}"))
        assert read.key not in room.pages

    def test_newer_page_takes_the_place_of_the_older(self):
        room = Room(50_000)
        for made_at in (1.0, 2.0):
            room.put(make_page(made_at=made_at))
        assert [page.made_at for page in room.pages.values()] == [2.0]
        assert room.weight == make_page().weight

    def test_page_larger_than_the_room_is_not_kept(self):
        room = Room(5_000)
        room.put(make_page(size=10_000))
        assert (room.weight, len(room.pages)) == (0, 0)

    def test_dropped_page_weighs_nothing(self):
        room = Room(50_000)
        room.put(make_page())
        room.drop(make_page().key)
        room.drop(make_page().key)
        assert room.weight == 0


class TestDisk:
    @pytest.fixture
    def disk(self, tmp_path: Path, monkeypatch) -> Disk:
        monkeypatch.setattr("newsportal.page_cache.disk.FOLDERS", {"plain": 2, "queried": 1})
        return Disk(tmp_path / "pages", "release")

    def files(self, disk: Disk) -> list[Path]:
        return [path for path in disk.root.rglob("*") if path.is_file() and path.parent.name != "locks"]

    def test_folders_hold_a_few_pages_each(self, disk):
        for number in range(50):
            disk.put(make_page(f"/{number}"))
        assert len(self.files(disk)) == 2 * PAGES_A_FOLDER

    def test_pages_with_a_query_displace_none_without(self, disk):
        page = make_page("/")
        disk.put(page)
        for number in range(50):
            disk.put(make_page("/", f"before={number}"))
        assert disk.get(page.key, PLACE).body == page.body

    def test_latest_page_of_a_folder_stays(self, disk):
        pages = [make_page(f"/{number}") for number in range(50)]
        for page in pages:
            disk.put(page)
        assert disk.get(pages[-1].key, PLACE) is not None

    def test_what_a_killed_process_left_is_cleared_away(self, disk):
        disk.put(make_page())
        (folder,) = {path.parent for path in self.files(disk)}
        left = folder / ".half"
        left.write_bytes(b"half")
        os.utime(left, (0, 0))
        for number in range(50):
            disk.put(make_page(f"/{number}"))
        assert not left.exists()

    @pytest.mark.parametrize("damage", [b"", b"{}", b"{}\n", b"\n\xff", b'{"numbers": 1}\nx', b"[]\n\x8b"])
    def test_damaged_file_is_no_page(self, disk, damage):
        page = make_page()
        disk.put(page)
        (path,) = self.files(disk)
        path.write_bytes(damage)
        assert disk.get(page.key, PLACE) is None

    def test_changed_body_is_no_page(self, disk):
        page, other = make_page(), make_page()
        disk.put(page)
        (path,) = self.files(disk)
        head, _, _ = path.read_bytes().partition(b"\n")
        path.write_bytes(head + b"\n" + other.dump().partition(b"\n")[2])
        assert disk.get(page.key, PLACE) is None

    def test_pages_of_another_release_are_removed(self, disk, tmp_path):
        disk.put(make_page())
        Disk(tmp_path / "pages", "next")
        assert not disk.root.exists()
        # A process of the old release that still runs makes room for itself again.
        disk.put(make_page())
        assert disk.get(make_page().key, PLACE) is not None

    def test_only_the_portals_own_account_may_read_them(self, disk):
        disk.put(make_page())
        assert all(path.stat().st_mode & 0o077 == 0 for path in self.files(disk))
