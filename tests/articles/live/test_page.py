"""The page of a coverage: which entries it shows, in which order, and what it costs."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from articles.live import posting
from articles.live.coverage import PAGE_SIZE, coverage_of
from articles.live.markup import waiting_words
from articles.models import Article
from tests.factories import HIDDEN, make_article, make_coverage, make_entry, make_settings

pytestmark = pytest.mark.django_db


def shown_on(client: Client, article: Article, query: str = "") -> list[int]:
    """Return the keys of the entries of a page, in its order."""
    return [int(key) for key in re.findall(r'data-entry="(\d+)"', html_of(client, article, query))]


def html_of(client: Client, article: Article, query: str = "") -> str:
    answer = client.get(article.get_absolute_url() + query)
    assert (answer.status_code, answer.cookies) == (200, {})
    return answer.content.decode()


def keys_of(article: Article) -> list[int]:
    return [*article.live_entries.order_by("-pk").values_list("pk", flat=True)]


def is_led_back(client: Client, article: Article, query: str) -> bool:
    """Return whether an address leads to the story's own."""
    answer = client.get(article.get_absolute_url() + query)
    return (answer.status_code, answer.headers.get("Location")) == (302, article.get_absolute_url())


class TestOrder:
    def test_pinned_ones_then_the_newest(self, client: Client) -> None:
        article = make_coverage()
        first, second, third = (make_entry(article) for _ in range(3))
        posting_pinned = make_entry(article, is_pinned=True)
        make_entry(article)
        newest = article.live_entries.order_by("-pk")[0]
        article.live_entries.filter(pk=first.pk).update(is_pinned=True)
        expected = [posting_pinned.pk, first.pk, newest.pk, third.pk, second.pk]
        assert shown_on(client, article) == expected
        assert html_of(client, article).count("مثبت") == 2

    def test_a_withdrawn_one_and_another_story_s_are_not_there(self, client: Client) -> None:
        article = make_coverage(2)
        make_entry(article, withdrawn_at=timezone.now(), headline="سُحب وانتهى")
        make_coverage(2)
        assert len(shown_on(client, article)) == 2
        assert "سُحب وانتهى" not in html_of(client, article)

    def test_another_kind_shows_the_text_alone_and_back_again_all(self, client: Client) -> None:
        article = make_coverage(2)
        Article.objects.filter(pk=article.pk).update(kind="news")
        assert shown_on(client, article) == []
        Article.objects.filter(pk=article.pk).update(kind="live")
        assert len(shown_on(client, article)) == 2


class TestPages:
    def test_they_hold_every_entry_once(self, client: Client) -> None:
        article = make_coverage(2 * PAGE_SIZE + 3)
        pages, query = [], ""
        while True:
            pages.append(shown_on(client, article, query))
            older = re.search(r'rel="next" href="[^"?]*(\?entries=\d+)#live"', html_of(client, article, query))
            if not older:
                break
            query = older[1]
        assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3]
        assert [key for page in pages for key in page] == keys_of(article)

    @pytest.mark.parametrize("value", ["", "x", "0", "-1", "9" * 30, "١٢"])
    @pytest.mark.parametrize("name", ["entries", "entry"])
    def test_what_is_no_place_leads_to_the_first_page(self, client: Client, name: str, value: str) -> None:
        assert is_led_back(client, make_coverage(PAGE_SIZE + 2), f"?{name}={value}")

    def test_what_nobody_links_to_leads_to_the_first_page(self, client: Client) -> None:
        article = make_coverage(PAGE_SIZE + 2)
        keys, foreign = keys_of(article), make_entry(make_coverage()).pk
        for query in [
            f"?entries={keys[-1]}",
            f"?entries={foreign}",
            f"?entries=0{keys[0]}",
            f"?entry=0{keys[0]}",
            f"?entries={keys[0]}&entry={keys[1]}",
        ]:
            assert is_led_back(client, article, query), query

    def test_a_link_to_older_entries_outlives_its_own(self, client: Client) -> None:
        article = make_coverage(PAGE_SIZE + 5)
        keys = keys_of(article)
        article.live_entries.filter(pk=keys[PAGE_SIZE - 1]).update(withdrawn_at=timezone.now())
        assert shown_on(client, article, f"?entries={keys[PAGE_SIZE - 1]}") == keys[PAGE_SIZE:]

    def test_a_permalink_leads_to_the_page_that_holds_the_entry(self, client: Client) -> None:
        article = make_coverage(PAGE_SIZE + 30)
        pinned = make_entry(article, is_pinned=True).pk
        keys = [key for key in keys_of(article) if key != pinned]
        for key in (pinned, keys[3], keys[PAGE_SIZE], keys[-1]):
            assert key in shown_on(client, article, f"?entry={key}")

    def test_a_permalink_of_a_withdrawn_or_foreign_entry_leads_to_the_first_page(self, client: Client) -> None:
        article = make_coverage(PAGE_SIZE + 5)
        old = keys_of(article)[-1]
        article.live_entries.filter(pk=old).update(withdrawn_at=timezone.now())
        foreign = make_entry(make_coverage()).pk
        for key in (old, foreign):
            assert is_led_back(client, article, f"?entry={key}")

    def test_older_pages_are_nobody_s_search_result_and_ask_for_nothing(self, client: Client) -> None:
        article = make_coverage(PAGE_SIZE + 5)
        html = html_of(client, article, f"?entries={keys_of(article)[PAGE_SIZE - 1]}")
        assert "noindex" in html
        assert f'rel="canonical" href="http://testserver{article.get_absolute_url()}"' in html
        assert "data-live=" not in html
        assert "أحدث التحديثات" in html
        assert "noindex" not in html_of(client, article)

    def test_it_costs_one_query_for_any_number_of_entries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = make_coverage(3 * PAGE_SIZE)
        client.get(article.get_absolute_url())
        with django_assert_max_num_queries(6) as asked:
            client.get(article.get_absolute_url())
        assert sum("articles_liveentry" in query["sql"] for query in asked.captured_queries) == 1


class TestState:
    def test_it_goes_on_and_ends(self, client: Client, editor: User) -> None:
        article = make_coverage(1)
        html = html_of(client, article)
        assert "التغطية مستمرة" in html
        assert 'class="live-now">مباشر<' in html
        assert f'data-live="/live/{article.pk}/entries"' in html
        posting.end(article, by=editor)
        html = html_of(client, article)
        assert "انتهت التغطية" in html
        assert "live-now" not in html
        assert "data-live=" not in html

    def test_an_entry_without_headline_or_edit_has_neither(self, client: Client) -> None:
        article = make_coverage(1)
        html = html_of(client, article)
        assert "<h3" not in html
        assert "live-edited" not in html

    def test_what_was_typed_is_no_markup(self, client: Client) -> None:
        article = make_coverage()
        make_entry(article, headline='<b>"&</b>')
        assert ">&lt;b&gt;&quot;&amp;&lt;/b&gt;</h3>" in html_of(client, article)

    def test_every_entry_is_named_by_its_headline_or_its_time(self, client: Client) -> None:
        article = make_coverage()
        named, plain = make_entry(article, headline="عنوان"), make_entry(article)
        html = html_of(client, article)
        for entry, name in ((named, "<h3"), (plain, '<p class="live-time"')):
            assert re.search(rf'<article[^>]* id="entry-{entry.pk}"[^>]* aria-labelledby="at-{entry.pk}"', html)
            assert html.count(f'id="at-{entry.pk}"') == 1
            assert f'{name} id="at-{entry.pk}"' in html

    def test_the_script_is_told_how_many_entries_it_hears_of(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article = make_coverage(1)
        assert f'data-window="{PAGE_SIZE}"' in html_of(client, article)
        monkeypatch.setattr("articles.live.coverage.PAGE_SIZE", 7)
        assert 'data-window="7"' in html_of(client, article)

    def test_an_english_page_asks_in_english_and_keeps_texts_arabic(self, client: Client) -> None:
        article = make_coverage()
        make_entry(article, headline="عنوان")
        html = client.get(f"/en{article.get_absolute_url()}").content.decode()
        assert f'data-live="/en/live/{article.pk}/entries"' in html
        assert ' lang="ar" dir="rtl">عنوان</h3>' in html
        assert "The coverage goes on" in html

    def test_no_entries_yet(self, client: Client) -> None:
        assert "لا تحديثات بعد." in html_of(client, make_coverage())


class TestWords:
    def test_new_entries_are_counted_right(self) -> None:
        assert json.loads(waiting_words()) == {
            "zero": "لا تحديثات جديدة",
            "one": "تحديث جديد واحد",
            "two": "تحديثان جديدان",
            "few": "% تحديثات جديدة",
            "many": "% تحديثاً جديداً",
            "other": "% تحديث جديد",
        }
        with override("en"):
            words = json.loads(waiting_words())
            assert (words["one"], words["other"]) == ("% new entry", "% new entries")

    def test_times_obey_the_paper_s_digits(self, client: Client) -> None:
        article = make_coverage()
        make_entry(article, posted_at=timezone.now().replace(year=2025))
        make_settings(digits="eastern")
        assert "٢٠٢٥" in html_of(client, article)


class TestMetadata:
    def facts_of(self, client: Client, article: Article) -> dict[str, Any]:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html_of(client, article))
        assert found
        return dict(json.loads(found[1]))

    def test_a_coverage_is_a_live_blog(self, client: Client) -> None:
        article = make_coverage()
        entry = make_entry(article, headline="بدأت الجلسة", body="<p>نص & وصف</p>")
        plain = make_entry(article, body="<p>نص بلا عنوان</p>")
        facts = self.facts_of(client, article)
        assert facts["@type"] == "LiveBlogPosting"
        assert facts["coverageStartTime"] == facts["datePublished"]
        assert "coverageEndTime" not in facts
        first, second = facts["liveBlogUpdate"]
        assert (first["headline"], second["headline"]) == ("نص بلا عنوان", "بدأت الجلسة")
        assert second["articleBody"] == "نص & وصف"
        assert second["url"] == f"http://testserver{article.get_absolute_url()}?entry={entry.pk}#entry-{entry.pk}"
        assert facts["dateModified"] == timezone.localtime(plain.posted_at).isoformat(timespec="seconds")

    def test_an_ended_one_says_when(self, client: Client) -> None:
        article = make_coverage(coverage_ended_at=timezone.now())
        assert "coverageEndTime" in self.facts_of(client, article)

    def test_another_story_stays_an_article(self, client: Client) -> None:
        article = make_article()
        assert self.facts_of(client, article)["@type"] == "NewsArticle"
        assert "/feeds/live/" not in html_of(client, article)

    def test_the_feed_of_the_coverage_is_named(self, client: Client) -> None:
        article = make_coverage(title='تغطية "خاصة"')
        link = f'title="تغطية &quot;خاصة&quot;" href="/feeds/live/{article.pk}.rss">'
        assert link in html_of(client, article)


class TestCoverage:
    def test_what_is_not_stored_has_none(self) -> None:
        assert coverage_of(Article(kind="live")) is None
        assert coverage_of(make_article()) is None

    @pytest.mark.parametrize("state", HIDDEN)
    def test_a_hidden_story_shows_no_entry(self, client: Client, state: dict[str, Any]) -> None:
        article = make_coverage(**state)
        make_entry(article, headline="سر")
        answer = client.get(article.get_absolute_url())
        assert answer.status_code in {404, 410}
        assert "سر" not in answer.content.decode()

    def test_the_last_time_is_that_of_any_entry(self) -> None:
        article = make_coverage()
        now = timezone.now()
        make_entry(article, posted_at=now - timedelta(hours=2))
        make_entry(article, posted_at=now, is_pinned=True)
        coverage = coverage_of(article)
        assert coverage
        assert coverage.last_at == now
