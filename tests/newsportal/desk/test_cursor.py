"""What an address of a page says, and what it may say by mistake or with intent."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.test import Client

from articles.models import Article, Tag
from newsportal.desk.cursor import Cursor, read_cursor, write_cursor
from newsportal.desk.stretches import Place, Stretch, stretches_of
from tests.factories import make_article, make_comment, make_tag, make_user
from tests.newsportal.desk.walking import LISTS, keys, read

BY_TIME = stretches_of(Article, ["published_at"])
BY_NAME = stretches_of(Tag, ["name"])
MOMENT = datetime(2026, 11, 23, 11, 5, 0, 123456, tzinfo=UTC)


class TestStretches:
    def test_the_key_breaks_ties_in_the_direction_of_the_last_column(self) -> None:
        assert stretches_of(Article, ["status"]) == [Stretch(("status", "pk"))]
        assert stretches_of(Article, ["-status"]) == [Stretch(("-status", "-pk"))]

    def test_a_column_without_ties_needs_no_key(self) -> None:
        assert stretches_of(Tag, ["name", "slug"]) == [Stretch(("name",))]
        assert stretches_of(Article, ["-pk"]) == [Stretch(("-pk",))]

    def test_no_order_at_all_is_the_latest_first(self) -> None:
        assert stretches_of(Article, []) == [Stretch(("-pk",))]

    def test_what_may_be_empty_makes_two(self) -> None:
        assert [stretch.columns for stretch in BY_TIME] == [("published_at", "pk"), ("pk",)]
        assert BY_TIME[0].backwards().columns == ("-published_at", "-pk")


class TestCursor:
    @pytest.mark.parametrize(
        "place", [Place(0, (MOMENT, 7)), Place(0, (MOMENT.replace(microsecond=0), 2**63 - 1)), Place(1, (7,))]
    )
    @pytest.mark.parametrize("backwards", [False, True])
    def test_a_place_survives_its_address(self, place: Place, backwards: bool) -> None:
        written = write_cursor(place, backwards=backwards)
        assert read_cursor(written, Article, BY_TIME) == Cursor(place, backwards)

    @pytest.mark.parametrize("name", ["أمطار", "a,b", "50%", "أ\nب", "'", "~", "", "ع" * 100])
    def test_so_does_any_name(self, name: str) -> None:
        written = write_cursor(Place(0, (name,)))
        assert written.isascii()
        assert read_cursor(written, Tag, BY_NAME) == Cursor(Place(0, (name,)), backwards=False)

    def test_the_last_page_needs_no_place(self) -> None:
        assert read_cursor("last", Article, BY_TIME) == Cursor(None, backwards=True)


BROKEN = [
    "x",
    "999",
    "-1",
    "after",
    "after,",
    "after,0",
    "after,2,7",
    "after,-1,7",
    "after,٠,7",
    "after,0,7",
    "after,1,",
    "after,1,x",
    "after,1,7,7",
    "after,1,1e3",
    f"after,1,{2**63}",
    f"after,1,-{2**63}",
    f"after,1,{'9' * 5000}",
    "around,1,7",
    "after,0,2026-11-23,7",
    "after,0,2026-11-23T11:05:00,7",
    "after,0,2026-13-23T11%3A05%3A00%2B00%3A00,7",
    "after,0,9999-12-31T23%3A59%3A59-23%3A00,7",
    "after,0,0001-01-01T00%3A00%3A00%2B23%3A00,7",
    "after,0,%00,7",
    "\x00",
    "after,1," + "%ED%A0%80",
]


class TestBroken:
    @pytest.mark.parametrize("written", BROKEN)
    def test_it_is_no_cursor(self, written: str) -> None:
        assert read_cursor(written, Article, BY_TIME) is None

    @pytest.mark.parametrize("written", ["after,0,%00", "after,0," + "x" * 5000])
    def test_a_name_that_no_database_takes_is_none_either(self, written: str) -> None:
        assert read_cursor(written, Tag, BY_NAME) is None

    @pytest.mark.django_db
    @pytest.mark.parametrize("written", [*BROKEN, "after,0,%00", "after,0,%ED%A0%80", "before,0,"])
    def test_it_gives_the_first_page(self, client: Client, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
        client.force_login(make_user(is_superuser=True))
        monkeypatch.setattr("articles.admin.article.ArticleAdmin.list_per_page", 1)
        make_tag(), make_comment(article=make_article())
        story = make_article().pk
        assert keys(read(client, f"{LISTS[0]}?o=-4&p={quote(written)}"))[0] == story
        for path in LISTS:
            read(client, f"{path}?p={quote(written)}")

    @pytest.mark.django_db
    def test_a_cursor_of_another_order_breaks_nothing(self, client: Client) -> None:
        client.force_login(make_user(is_superuser=True))
        make_article()
        for order in ("", "2", "4", "-4", "6"):
            for written in ("after,0,7", "before,0,draft,7", f"after,0,{quote(MOMENT.isoformat())},7", "after,1,7"):
                read(client, f"{LISTS[0]}?o={order}&p={quote(written)}")
