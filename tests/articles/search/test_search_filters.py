import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.models import Article
from articles.search.filters import filters_html
from articles.search.forms import SearchForm
from articles.workflow.moving import publish
from tests.articles.search.archive import found, make_story, page, shown
from tests.factories import make_author, make_section, make_source, make_user

pytestmark = pytest.mark.django_db


def fields_of(html: str) -> str:
    """Return the fields that narrow a search."""
    return html[html.index('<div class="search-fields">') : html.index('<p class="search-apply">')]


class TestFilters:
    @pytest.fixture
    def archive(self) -> None:
        politics, sport = make_section(name="سياسة"), make_section(name="رياضة")
        agency, author = make_source(name="وكالة المرافئ"), make_author(name="رنا")
        day = datetime(2026, 3, 10, 12, tzinfo=UTC)
        make_story("قمر أول", section=politics, source=agency, published_at=day)
        make_story("قمر ثان", section=sport, authors=(author, make_author()), published_at=day + timedelta(days=1))
        make_story("قمر ثالث", section=sport, source=agency, published_at=day + timedelta(days=2))

    @pytest.mark.usefixtures("archive")
    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({}, {"قمر أول", "قمر ثان", "قمر ثالث"}),
            ({"section": "سياسة"}, {"قمر أول"}),
            ({"section": "رياضة"}, {"قمر ثان", "قمر ثالث"}),
            ({"source": "وكالة-المرافئ"}, {"قمر أول", "قمر ثالث"}),
            ({"author": "رنا"}, {"قمر ثان"}),
            ({"section": "رياضة", "source": "وكالة-المرافئ"}, {"قمر ثالث"}),
            ({"section": "سياسة", "author": "رنا"}, set()),
            ({"from_": "2026-03-11"}, {"قمر ثان", "قمر ثالث"}),
            ({"to": "2026-03-11"}, {"قمر أول", "قمر ثان"}),
            ({"from_": "2026-03-11", "to": "2026-03-11"}, {"قمر ثان"}),
            ({"from_": "٢٠٢٦-٠٣-١٢"}, {"قمر ثالث"}),
        ],
    )
    def test_they_narrow_the_results(self, client: Client, filters: dict[str, str], expected: set[str]) -> None:
        assert set(found(client, q="قمر", **filters)) == expected

    @pytest.mark.usefixtures("archive")
    def test_days_begin_and_end_in_the_papers_time_zone(self, client: Client) -> None:
        # Three hours before Greenwich.
        Article.objects.filter(title="قمر أول").update(published_at=datetime(2026, 3, 9, 21, tzinfo=UTC))
        Article.objects.filter(title="قمر ثان").update(published_at=datetime(2026, 3, 10, 20, 59, 59, tzinfo=UTC))
        assert set(found(client, q="قمر", from_="2026-03-10", to="2026-03-10")) == {"قمر أول", "قمر ثان"}

    @pytest.mark.usefixtures("archive")
    def test_the_form_shows_what_was_chosen(self, client: Client) -> None:
        html = page(client, q="قمر", section="رياضة", from_="2026-03-11", sort="newest")
        assert '<option value="رياضة" selected>' in html
        assert '<option value="newest" selected>' in html
        assert re.search('<input type="date" name="from" value="2026-03-11"', html)
        assert '<details class="search-narrow" open>' in html

    @pytest.mark.usefixtures("archive")
    @pytest.mark.parametrize(
        "filters", [{"section": "رياضة"}, {"to": "2026-03-11"}, {"sort": "newest"}, {"from_": "nonsense"}]
    )
    def test_what_one_search_chose_the_next_one_did_not(self, client: Client, filters: dict[str, str]) -> None:
        empty = fields_of(page(client, q="قمر"))
        assert fields_of(page(client, q="قمر", **filters)) != empty
        assert fields_of(page(client, q="شمس")) == empty
        assert fields_of(page(client)) == empty

    def test_a_new_section_is_offered_at_the_next_search(
        self, client: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]]
    ) -> None:
        assert "قسم آخر" not in fields_of(page(client, q="قمر"))
        with django_capture_on_commit_callbacks(execute=True):
            make_section(name="قسم آخر")
        assert "قسم آخر" in fields_of(page(client, q="قمر"))

    def test_a_change_between_form_and_page_is_kept_by_nobody(
        self, client: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]]
    ) -> None:
        form = SearchForm({})
        with django_capture_on_commit_callbacks(execute=True):
            make_section(name="قسم آخر")
        filters_html(form)
        assert "قسم آخر" in fields_of(page(client, q="قمر"))

    @pytest.mark.usefixtures("archive")
    def test_each_language_has_its_own_words(self, client: Client) -> None:
        texts = [fields_of(client.get(f"{prefix}/search/").content.decode()) for prefix in ("", "/en", "")]
        assert "All sections" in texts[1]
        assert texts[0] == texts[2] != texts[1]
        assert '<details class="search-narrow">' in page(client, q="قمر", sort="newest")

    @pytest.mark.usefixtures("archive")
    @pytest.mark.parametrize(
        "filters",
        [
            {"section": "غيب"},
            {"from_": "أمس"},
            {"to": "0000-01-01"},
            {"sort": "x"},
            {"from_": "2026-04-01", "to": "x"},
        ],
    )
    def test_one_that_makes_no_sense_says_so_and_is_ignored(self, client: Client, filters: dict[str, str]) -> None:
        html = page(client, q="قمر", **filters)
        assert 'class="field-error"' in html
        assert '<details class="search-narrow" open>' in html
        assert len(shown(html)) == (0 if "2026-04-01" in filters.values() else 3)

    def test_names_are_offered_once_a_story_under_them_is_out(
        self, client: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
    ) -> None:
        author, source = make_author(name="رنا"), make_source(name="وكالة المرافئ")
        story = make_story("قمر", authors=(author,), source=source, status=Article.Status.READY, body="<p>نص</p>")
        assert "رنا" not in page(client)
        assert "وكالة المرافئ" not in page(client)
        with django_capture_on_commit_callbacks(execute=True):
            publish(story, by=make_user(groups=("Editors",)))
        assert '<option value="رنا">رنا</option>' in page(client)
        assert '<option value="وكالة-المرافئ">وكالة المرافئ</option>' in page(client)

    def test_only_those_of_the_latest_stories_are(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.search.forms.RECENT_STORIES", 1)
        old, new = make_author(name="رنا"), make_author(name="سليم")
        make_story("قمر قديم", authors=(old,), published_at=datetime(2026, 3, 10, tzinfo=UTC))
        make_story("قمر جديد", authors=(new,), published_at=datetime(2026, 3, 11, tzinfo=UTC))
        html = page(client, q="قمر")
        assert "سليم</option>" in html
        assert "رنا</option>" not in html
        html = page(client, q="قمر", author="رنا")
        assert '<option value="رنا" selected>رنا</option>' in html
        assert shown(html) == ["قمر قديم"]

    def test_they_stay_arabic_in_english_chrome(self, client: Client) -> None:
        make_story("قمر", authors=(make_author(name="رنا"), make_author(name="Rana")))
        html = page(client, "/en/search/")
        assert '<option value="رنا" lang="ar" dir="rtl">رنا</option>' in html
        assert '<option value="rana" lang="ar" dir="ltr">Rana</option>' in html
        assert '<option value="" selected>All authors</option>' in html

    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ("2026-03-11", "2026-03-11"),
            ("٢٠٢٦-٠٣-١١", "2026-03-11"),
            ("0001-01-01", "0001-01-01"),
            ("أمس", ""),
            ("0000-01-01", ""),
            ("", ""),
        ],
    )
    def test_the_calendar_gets_a_day_that_it_can_read(self, client: Client, typed: str, value: str) -> None:
        (box,) = re.findall('<input type="date" name="from"[^>]*>', page(client, q="قمر", from_=typed))
        assert (re.findall(' value="([^"]*)"', box) or [""]) == [value]

    @pytest.mark.usefixtures("archive")
    def test_a_last_day_before_the_first_says_so(self, client: Client) -> None:
        assert 'class="field-error"' in page(client, q="قمر", from_="2026-03-12", to="2026-03-10")
