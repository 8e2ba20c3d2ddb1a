"""What others wrote where the pages lie: nothing of it fails a request or stands at another address."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsportal import generations, shared_numbers
from newsportal.page_cache.disk import PAGES_A_FOLDER, Disk
from tests.newsportal.page_cache.test_bounds import PLACE, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def rewrite(store, tmp_path: Path, request) -> Callable[[Callable[[bytes], bytes]], None]:
    """A function that rewrites all pages that are kept, one by one, in the order of their names."""

    def on_disk(change: Callable[[bytes], bytes]) -> None:
        for path in sorted((tmp_path / "pages").glob("*/plain/*/*")):
            path.write_bytes(change(path.read_bytes()))

    def on_redis(change: Callable[[bytes], bytes]) -> None:
        server = request.getfixturevalue("redis").client()
        for key in sorted(server.scan_iter("newsportal:page:*")):
            server.set(key, change(server.get(key)))

    return on_redis if store == "redis" else on_disk


def with_facts(**facts: object) -> Callable[[bytes], bytes]:
    def change(stored: bytes) -> bytes:
        head, _, packed = stored.partition(b"\n")
        return json.dumps(json.loads(head) | facts).encode() + b"\n" + packed

    return change


class TestStoredPages:
    @pytest.mark.parametrize(
        "facts",
        [
            {"numbers": ["a"]},
            {"numbers": [None]},
            {"made_at": float("inf")},
            {"made_at": "1"},
            {"made_at": None},
            {"ends_at": "never"},
            {"ends_at": float("nan")},
            {"ends_at": [1]},
            {"lag_numbers": [1, 2, 3]},
            {"headers": [[1, 2]]},
            {"headers": [["X-Evil", None]]},
            {"headers": 5},
        ],
    )
    def test_facts_of_the_wrong_kind_are_no_page(self, reader, new_process, rewrite, facts):
        reader.get("/about/")
        rewrite(with_facts(**facts))
        answer = new_process().get("/about/")
        assert (answer.status, answer.came_from) == (200, "miss")

    def test_nesting_without_end_is_no_page(self, reader, new_process, rewrite):
        reader.get("/about/")
        rewrite(lambda _: b"[" * 100_000)
        assert new_process().get("/about/").came_from == "miss"

    def test_page_of_another_address_is_no_page(self, reader, new_process, rewrite):
        about = reader.get("/about/")
        taken: list[bytes] = []
        rewrite(lambda stored: taken.append(stored) or stored)
        reader.get("/en/about/")
        rewrite(lambda _: taken[0])
        answer = new_process().get("/en/about/")
        assert answer.came_from == "miss"
        assert answer.body != about.body


class TestFolder:
    @pytest.fixture
    def disk(self, tmp_path: Path, monkeypatch) -> Disk:
        monkeypatch.setattr("newsportal.page_cache.disk.FOLDERS", {"plain": 1, "queried": 1})
        return Disk(tmp_path / "pages", "release")

    def test_link_that_leads_nowhere_leaves_the_folder_bounded(self, disk):
        disk.put(make_page())
        folder = disk.root / "plain" / "000"
        (folder / "link").symlink_to("nowhere")
        for number in range(20):
            disk.put(make_page(f"/{number}"))
        assert len(os.listdir(folder)) == PAGES_A_FOLDER

    def test_full_disk_is_left_as_it_was(self, disk, monkeypatch):
        disk.put(make_page())
        before = os.listdir(disk.root / "plain" / "000")

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", fail)
        for number in range(20):
            disk.put(make_page(f"/{number}"))
        assert os.listdir(disk.root / "plain" / "000") == before
        assert disk.get(make_page("/1").key, PLACE) is None


@pytest.mark.redis
class TestSharedNumbers:
    @pytest.fixture
    def store(self, redis) -> str:
        return "redis"

    @pytest.mark.parametrize("number", ["evil", "", "-5", "1e999", str(2**70), "9" * 5_000])
    def test_what_is_no_number_is_read_from_its_row(self, reader, redis, number, commit):
        reader.get("/about/")
        redis.client().set("newsportal:number:site", number)
        assert reader.get("/about/").status == 200
        with commit():
            generations.advance("site")
        assert reader.get("/about/").came_from == "miss"
        assert reader.get("/about/").came_from == "hit"

    def test_stamp_that_is_none_ends_no_levelling(self, redis):
        redis.client().set(shared_numbers.LEVELLED, "evil")
        generations.level()
        assert int(redis.client().get(shared_numbers.LEVELLED)) > 0

    def test_articles_that_nobody_wrote_stay_only_for_minutes(self, reader, redis):
        assert reader.get("/news/123456789/x/").status == 404
        assert 0 < redis.client().ttl("newsportal:number:article:123456789") <= 600
