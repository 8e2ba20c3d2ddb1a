"""What the script asks for, and the feed: the same entries, and nothing of what readers do not see."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.live import posting
from articles.live.coverage import PAGE_SIZE
from articles.models import Article
from tests.articles.live.test_page import html_of
from tests.factories import HIDDEN, make_article, make_coverage, make_entry, make_user
from tests.newsportal.page_cache import conftest as caches

pytestmark = pytest.mark.django_db

fresh_process, one_connection, commit = caches.fresh_process, caches.one_connection, caches.commit
redis, redis_of_the_tests = caches.redis, caches.redis_of_the_tests
store, new_process, reader = caches.store, caches.new_process, caches.reader
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def poll(article: Article) -> str:
    return f"/live/{article.pk}/entries"


def feed(article: Article) -> str:
    return f"/feeds/live/{article.pk}.rss"


class TestPoll:
    def test_it_holds_the_page_s_own_html(self, client: Client) -> None:
        article = make_coverage(PAGE_SIZE + 3)
        pinned = make_entry(article, is_pinned=True, headline="خلاصة")
        answer = client.get(poll(article))
        told = answer.json()
        assert (answer.status_code, answer.cookies, answer["Content-Type"]) == (200, {}, "application/json")
        assert set(told) == {"entries", "pinned", "state", "ended"}
        assert (told["pinned"], told["ended"]) == ([pinned.pk], False)
        assert len(told["entries"]) == PAGE_SIZE + 1
        html = html_of(client, article)
        for entry in told["entries"]:
            assert entry["html"] in html
            assert f'data-entry="{entry["id"]}" data-version="{entry["version"]}"' in entry["html"]
        assert told["state"] in html

    def test_a_version_is_another_for_every_change(self, client: Client, editor: User) -> None:
        entry = make_entry(make_coverage())

        def version() -> str:
            return str(client.get(poll(entry.article)).json()["entries"][0]["version"])

        seen = [version(), version()]
        assert len(set(seen)) == 1
        posting.edit(entry, by=editor, version=0, body="<p>غيره</p>")
        seen.append(version())
        posting.pin(entry, by=editor)
        seen.append(version())
        assert len(set(seen)) == 3

    def test_an_ended_one_says_so(self, client: Client) -> None:
        told = client.get(poll(make_coverage(coverage_ended_at=timezone.now()))).json()
        assert told["ended"] is True
        assert "انتهت التغطية" in told["state"]

    def test_english_pages_get_english_words(self, client: Client) -> None:
        article = make_coverage(1)
        assert "The coverage goes on" in client.get(f"/en{poll(article)}").json()["state"]

    def test_it_costs_two_queries(self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        article = make_coverage(3 * PAGE_SIZE)
        client.get(poll(article))
        with django_assert_max_num_queries(2):
            client.get(poll(article))

    def test_only_reading_is_answered(self, client: Client) -> None:
        assert client.post(poll(make_coverage())).status_code == 405


@pytest.mark.parametrize("address", [poll, feed])
class TestLeaks:
    @pytest.mark.parametrize("state", HIDDEN)
    def test_a_hidden_story_tells_nothing(
        self, client: Client, address: Callable[[Article], str], state: dict[str, Any]
    ) -> None:
        article = make_coverage(**state)
        make_entry(article, body="<p>سر المسودة</p>")
        answer = client.get(address(article))
        assert answer.status_code == client.get(article.get_absolute_url()).status_code
        assert answer.status_code in {404, 410}
        assert "سر المسودة" not in answer.content.decode()

    def test_a_withdrawn_entry_is_gone(self, client: Client, address: Callable[[Article], str]) -> None:
        article = make_coverage(1)
        make_entry(article, body="<p>كلام مسحوب</p>", withdrawn_at=timezone.now())
        assert "كلام مسحوب" not in client.get(address(article)).content.decode()

    def test_another_kind_has_none(self, client: Client, address: Callable[[Article], str]) -> None:
        article = make_article()
        make_entry(article)
        assert client.get(address(article)).status_code == 404

    @pytest.mark.parametrize("key", [0, 1, 2**63 - 1, 2**63, 10**30])
    def test_no_story_is_404(self, client: Client, address: Callable[[Article], str], key: int) -> None:
        assert client.get(address(Article(pk=key))).status_code == 404


class TestCache:
    @pytest.mark.parametrize("address", [poll, feed])
    def test_whoever_has_it_gets_304_without_django(
        self,
        reader: Any,
        django_assert_num_queries: DjangoAssertNumQueries,
        address: Callable[[Article], str],
    ) -> None:
        article = make_coverage(2)
        first = reader.get(address(article))
        with django_assert_num_queries(0):
            second = reader.get(address(article), IF_NONE_MATCH=first.headers["etag"])
        assert (first.status, first.came_from, second.status, second.body) == (200, "miss", 304, b"")

    @pytest.mark.parametrize("deed", ["post", "edit", "pin", "withdraw", "restore", "end"])
    def test_every_process_shows_a_change_at_the_next_request(self, new_process: Any, commit: Any, deed: str) -> None:
        article = make_coverage()
        entry, by = make_entry(article), make_user(groups=("Editors",))
        if deed == "restore":
            posting.withdraw(entry, by=by)
        readers = [new_process(), new_process()]
        paths = [poll(article), f"/en{poll(article)}", article.get_absolute_url(), feed(article)]
        before = {path: readers[0].get(path).text for path in paths}
        deeds = {
            "post": lambda: posting.post(article, by=by, body="<p>خبر جديد</p>"),
            "edit": lambda: posting.edit(entry, by=by, version=0, body="<p>خبر جديد</p>"),
            "pin": lambda: posting.pin(entry, by=by),
            "withdraw": lambda: posting.withdraw(entry, by=by),
            "restore": lambda: posting.restore(entry, by=by),
            "end": lambda: posting.end(article, by=by),
        }
        with commit():
            deeds[deed]()
        unchanged = {feed(article)} if deed in {"pin", "end"} else set()
        for each in readers:
            assert {path for path in paths if each.get(path).text == before[path]} == unchanged

    def test_the_parameters_are_pages_of_their_own(self, reader: Any) -> None:
        article = make_coverage(PAGE_SIZE + 2)
        oldest = article.live_entries.order_by("pk")[0].pk
        path = article.get_absolute_url()
        assert f'id="entry-{oldest}"' not in reader.get(path).text
        assert f'id="entry-{oldest}"' in reader.get(f"{path}?entry={oldest}").text
        assert reader.get(f"{path}?entry={oldest}").came_from == "hit"


class TestFeed:
    def test_an_item_is_an_entry_in_full(self, client: Client) -> None:
        article = make_coverage(title="تغطية الجلسة")
        make_entry(article, body='<p>نص <a href="/about/">رابط</a></p>', headline="بدأت")
        plain = make_entry(article, body="<p>بلا عنوان</p>", is_pinned=True)
        channel = ET.fromstring(client.get(feed(article)).content).find("channel")
        assert channel is not None
        assert channel.findtext("title") == "تغطية الجلسة"
        newest, older = channel.findall("item")
        permalink = f"http://testserver{article.get_absolute_url()}?entry={plain.pk}#entry-{plain.pk}"
        assert (newest.findtext("guid"), newest.findtext("link")) == (permalink, permalink)
        assert (newest.findtext("title"), older.findtext("title")) == ("بلا عنوان", "بدأت")
        assert 'href="http://testserver/about/"' in (older.findtext(CONTENT) or "")

    def test_it_sets_no_cookie_and_speaks_arabic(self, client: Client) -> None:
        answer = client.get(feed(make_coverage(1)))
        assert not answer.cookies
        assert "<language>ar</language>" in answer.content.decode()

    def test_told_json_is_no_markup_of_the_page(self, client: Client) -> None:
        article = make_coverage()
        make_entry(article, headline="</script><b>")
        told = json.loads(client.get(poll(article)).content)
        assert "<b>" not in told["entries"][0]["html"]
