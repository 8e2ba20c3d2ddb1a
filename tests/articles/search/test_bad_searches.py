"""Whatever is typed or put into an address: a helpful page, and never more than six queries."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.articles.search.archive import make_story
from tests.factories import make_author, make_section

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6
# NFKC makes four letters of one of these, so that eleven characters are a word of more than forty.
LIGATURES = ["\ufdf4\ufdf2\ufdf3\ufdf5\ufdf6" * 2 + letter for letter in "ابتثجحخدذرزسشصضط"]
TYPED = [
    "",
    " \t\n ",
    "من في إلى",
    "؟!.،؛«»",
    "ع" * 10_000,
    "قمر " * 2_500,
    " ".join(f"كلمة{number}" for number in range(2_000)),
    "AND", "OR", "NOT", "قمر AND نجم", "قمر OR", "NOT قمر", "NEAR(قمر نجم)", "NEAR(", "NEAR/5",
    "*", "قمر*", "قم*", "&", "!", "|", "قمر & نجم", "!قمر", "قمر:*", ":*", "^قمر", "-قمر", "+قمر", "قمر - نجم",
    "()", "(قمر", "قمر)", "((((((((((", "title:قمر", "title : قمر", "{title body} : قمر", "rowid:1", "\\", "'", "';--",
    "%", "_", "%قمر%", "قمر\x00نجم", "\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    '"', '"قمر', 'قمر"', '"قمر" "', '""', '"" ""', "«قمر", "قمر»", "“قمر", "«»", '"من"', '"من في"',
    '"' * 5_000, "«" * 5_000, '"قمر" ' * 1_000, '"قمر نجم" ' * 1_000, "«ا ب»" * 50,
    "\u064b" * 20_000, "ق" + "\u0301\u0323" * 10_000, "ﷺ" * 500, "ﷺ " * 500, "“ﷺ” " * 100,
    "\u202eقمر\u202c", "\u200b", "😀 قمر", "\ufffd", "\U0010ffff", "a" * 64 + " " + "b" * 65,
    " ".join(LIGATURES),
    " ".join(letter * 11 for letter in "ابتثجحخدذرزسشصضط"),
]  # fmt: skip
# As they stand in an address, where no form has a say.
ADDRESSES = [
    "q=%00", "q=%ED%A0%80", "q=%FF%FE", "q=قمر%00%ED%A0%80نجم", "q", "q=&q=", "=", "&&&&", "q=%", "q=%zz",
    "q=قمر&before=x", "q=قمر&before=-1", "q=قمر&before=%00", "q=قمر&before=" + "9" * 400,
    "q=قمر&before=1-" + "9" * 400, "q=قمر&before=99999999999999999-999999999999999999",
    "q=قمر&sort=newest&before=99999999999999999-999999999999999999",
    "q=قمر&sort=newest&before=1-" + "9" * 19, "q=قمر&sort=newest&before=" + "1" * 5_000 + "-1",
    "q=قمر&sort=newest&before=253402300799999999-1", "q=قمر&before=٣-٤", "q=قمر&before=1e9-1",
    "q=قمر&section=x", "q=قمر&section=%00", "q=قمر&section=" + "x" * 5_000,
    "q=قمر&source=1' OR 1=1", "q=قمر&author=%ED%A0%80",
    "q=قمر&from=x", "q=قمر&from=2026-13-45", "q=قمر&from=0000-01-01", "q=قمر&to=0000-01-01", "q=قمر&from=-1",
    "q=قمر&from=0001-01-01", "q=قمر&to=0001-01-01", "q=قمر&from=9999-12-31", "q=قمر&to=9999-12-31",
    "q=قمر&from=10000-01-01", "q=قمر&to=99999-12-31", "q=قمر&from=%00", "q=قمر&from=%ED%A0%80",
    "q=قمر&from=2026-02-02&to=2026-01-01", "q=قمر&from=2026-02-30", "q=قمر&from=" + "1" * 5_000,
    "q=قمر&sort=x", "q=قمر&sort=%00", "q=x&q=قمر", "q=قمر&section=a&section=b", "q=قمر&before=1-1&before=x",
    "q[]=قمر", "q=قمر&page=7", "q=قمر&lang=fr",
]  # fmt: skip


def answer(client: Client, query: str, path: str = "/search/") -> str:
    """Return the page at an address, after it has kept to its queries."""
    client.get("/search/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{path}?{quote(query, safe='=&%')}")
    assert response.status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:200] for query in queries]
    html = response.content.decode()
    assert not re.search("[\x00-\x08\u202a-\u202e]", html)
    return html


@pytest.fixture(autouse=True)
def archive() -> None:
    section = make_section()
    make_story("قمر نجم", "من الليل إلى الفجر", section=section, authors=(make_author(),))
    make_story("نجم", "قمر", section=section)


class TestTyped:
    @pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
    @pytest.mark.parametrize("sort", ["", "newest"])
    def test_a_page_helps(self, client: Client, typed: str, sort: str) -> None:
        html = answer(client, f"q={quote(typed, safe='')}&sort={sort}")
        assert "<h1>بحث</h1>" in html
        assert "search-help" in html or "result-title" in html

    @pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
    def test_a_suggestion_is_answered(self, client: Client, typed: str) -> None:
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/search/suggest", {"q": typed})
        assert response.status_code == 200
        assert set(response.json()) == {"stories"}
        assert len(queries) <= 3

    @pytest.mark.parametrize(
        "typed", ["قمر AND نجم", "NEAR(قمر نجم)", "title:قمر", "قمر*", "^قمر", "-قمر", "قمر:*", '"قمر']
    )
    def test_operators_are_words_or_nothing(self, client: Client, typed: str) -> None:
        assert "result-title" in answer(client, f"q={quote(typed, safe='')}")


class TestAddresses:
    @pytest.mark.parametrize("query", ADDRESSES, ids=range(len(ADDRESSES)))
    def test_a_page_helps(self, client: Client, query: str) -> None:
        html = answer(client, query)
        assert "<h1>بحث</h1>" in html

    @pytest.mark.parametrize("query", ADDRESSES, ids=range(len(ADDRESSES)))
    def test_so_it_does_in_english(self, client: Client, query: str) -> None:
        assert '<html lang="en"' in answer(client, query, "/en/search/")

    @pytest.mark.parametrize("query", ADDRESSES[:10])
    def test_a_suggestion_is_answered(self, client: Client, query: str) -> None:
        assert client.get(f"/search/suggest?{quote(query, safe='=&%')}").json() == {"stories": []} or "قمر" in query

    @pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01"])
    def test_a_first_day_long_ago_leaves_everything(self, client: Client, day: str) -> None:
        assert answer(client, f"q=قمر&from={day}").count("result-title") == 2

    @pytest.mark.parametrize("day", ["9999-12-31", "2999-01-01"])
    def test_a_last_day_far_ahead_leaves_everything(self, client: Client, day: str) -> None:
        assert answer(client, f"q=قمر&to={day}").count("result-title") == 2


class TestCost:
    def test_a_slip_in_many_long_words_stays_within_every_databases_limit(self, client: Client) -> None:
        typed = " ".join(LIGATURES)
        client.get("/search/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": typed})
        # SQLite as it is built by default takes 32,766 values.
        assert max(query["sql"].count(",") for query in queries) < 32_000
