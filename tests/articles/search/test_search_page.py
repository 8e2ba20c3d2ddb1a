import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.paging import PAGE_SIZE
from articles.search.query import MOST_CHARACTERS
from tests.articles.search.archive import found, make_story, page, shown
from tests.factories import make_author, make_section, make_settings, make_source

pytestmark = pytest.mark.django_db

UNQUOTED = "لا خبر وردت فيه كلمات العبارة متجاورةً بترتيبها."


def link(html: str, words: str) -> str:
    """Return where a link with these words leads."""
    (address,) = re.findall(rf'<a [^>]*href="([^"]*)"[^>]*>(?:<bdi>)?[^<]*{words}', html)
    return unescape(address)


class TestEmptyBox:
    def test_it_helps(self, client: Client) -> None:
        html = page(client)
        assert "اكتب الكلمات كما اعتدت" in html
        assert " autofocus" in html
        assert "<mark>" not in html
        assert "اكتب كلمة ليبدأ البحث." not in html

    def test_a_filter_without_words_asks_for_one(self, client: Client) -> None:
        assert "اكتب كلمة ليبدأ البحث." in page(client, section=make_section().slug)

    @pytest.mark.parametrize("typed", ["؟!", "«»", "...", "\u064b\u0640"])
    def test_no_word_asks_for_one(self, client: Client, typed: str) -> None:
        html = page(client, q=typed)
        assert "ليس في ما كتبته كلمة يُبحث عنها." in html
        assert 'class="results"' not in html


class TestResults:
    def test_a_story_is_shown_with_its_own_words_marked(self, client: Client) -> None:
        section = make_section(name="سياسة", colour=7)
        article = make_story("قانونُ الميـــاه", "«يدفع أهل الوادي ثمنَ المِيَاهِ»", section=section)
        html = page(client, q="مياه الوادى")
        assert f'<a href="{article.get_absolute_url()}">قانونُ <mark>الميـــاه</mark></a>' in html
        assert "«يدفع أهل <mark>الوادي</mark> ثمنَ <mark>المِيَاهِ</mark>»" in html
        assert '<span class="kicker">سياسة</span>' in html
        assert "section-7" in html
        assert "نتيجة واحدة" in html

    def test_html_in_a_title_is_escaped(self, client: Client) -> None:
        make_story("<script>alert('قمر')</script>")
        html = page(client, q="قمر <script>")
        assert "<script>alert" not in html
        assert "&lt;<mark>script</mark>&gt;alert(&#x27;<mark>قمر</mark>&#x27;)" in html

    def test_html_in_the_box_is_escaped(self, client: Client) -> None:
        typed = '"><img src=x onerror=alert(1)> قمر'
        for html in (page(client, q=typed), page(client, q=f"{typed} قمرر")):
            assert "<img src=x" not in html

    def test_markup_of_a_text_is_no_word_of_it(self, client: Client) -> None:
        make_story("خبر", "<strong>قمر</strong>")
        assert found(client, q="strong") == []
        assert found(client, q="قمر") == ["خبر"]

    def test_the_count_is_in_the_papers_digits(self, client: Client) -> None:
        section = make_section()
        for _ in range(3):
            make_story("قمر", section=section)
        make_settings(digits="eastern")
        html = page(client, q="قمر")
        assert '<h2 class="results-count">٣ نتائج</h2>' in html
        assert "<title>٣ نتائج عن «" in html

    def test_words_beyond_the_limit_are_owned_up_to(self, client: Client) -> None:
        make_story("قمر")
        notice = "بحثنا عن أول ما كتبت فقط"
        assert notice in page(client, q="قمر " * MOST_CHARACTERS)
        assert notice not in page(client, q="قمر")

    def test_a_phrase_that_nothing_holds_is_owned_up_to(self, client: Client) -> None:
        make_story("قصر الغيم")
        html = page(client, q="«الغيم قصر»")
        assert shown(html) == ["قصر الغيم"]
        assert UNQUOTED in html
        assert UNQUOTED not in page(client, q="«قصر الغيم»")


class TestNothingFound:
    def test_the_page_says_what_to_do(self, client: Client) -> None:
        make_story("قمر")
        html = page(client, q="«ثلج ورمل»", section=make_section().slug)
        assert '<h2 class="search-nothing">لا نتائج عن <bdi>«' in html
        assert "<title>لا نتائج عن «" in html
        assert "احذف علامتي الاقتباس." in html
        assert UNQUOTED not in html
        assert 'href="/latest/"' in html
        assert link(html, "ابحث من دون تصفية").startswith("/search/?q=%C2%AB")

    def test_without_filters_none_is_offered_to_be_left_out(self, client: Client) -> None:
        html = page(client, q="ثلج")
        assert "ابحث من دون تصفية" not in html


class TestDidYouMean:
    def test_the_readers_own_words_are_offered_mended(self, client: Client) -> None:
        make_story("قانون المحكمة")
        html = page(client, q="قانون المحمكة")
        assert shown(html) == ["قانون المحكمة"]
        address = link(html, "«?قانون المحكمة")
        assert parse_qs(urlsplit(address).query) == {"q": ["قانون المحكمة"]}
        assert 'class="meant"' not in page(client, q="قانون المحكمة")

    def test_filters_stay(self, client: Client) -> None:
        section = make_section()
        make_story("المحكمة", section=section)
        address = link(page(client, q="المحمكة", section=section.slug, sort="newest"), "«?المحكمة")
        assert parse_qs(urlsplit(address).query) == {
            "q": ["المحكمة"], "section": [section.slug], "sort": ["newest"]
        }  # fmt: skip

    def test_a_word_of_unpublished_stories_alone_is_never_shown(self, client: Client) -> None:
        make_story("استقالة", status="draft")
        make_story("قمر")
        html = page(client, q="قمر استقلاة")
        assert "استقالة" not in html
        assert 'class="meant"' not in html

    def test_the_form_nearest_to_what_was_typed_is_offered(self, client: Client) -> None:
        make_story("محكمة", "المحكمة ومحكمة ومحاكم")
        assert "«المحكمة»" in page(client, q="المحمكة")


class TestOrder:
    def test_relevance_is_usual_and_newest_can_be_chosen(self, client: Client) -> None:
        section, now = make_section(), timezone.now()
        make_story("قمر قمر قمر", section=section, published_at=now - timedelta(days=9))
        make_story("خبر", "قمر", section=section, published_at=now - timedelta(days=1))
        assert found(client, q="قمر") == ["قمر قمر قمر", "خبر"]
        assert found(client, q="قمر", sort="relevance") == ["قمر قمر قمر", "خبر"]
        assert found(client, q="قمر", sort="newest") == ["خبر", "قمر قمر قمر"]

    def test_by_date_stories_with_all_words_stand_alone(self, client: Client) -> None:
        make_story("قمر نجم", published_at=timezone.now() - timedelta(days=9))
        make_story("قمر")
        assert found(client, q="قمر نجم", sort="newest") == ["قمر نجم"]

    def test_by_date_stories_with_some_stand_where_none_has_all(self, client: Client) -> None:
        make_story("قمر", published_at=timezone.now() - timedelta(days=9))
        make_story("نجم")
        assert found(client, q="قمر نجم", sort="newest") == ["نجم", "قمر"]


class TestPaging:
    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    def test_every_hit_stands_on_one_page(self, client: Client, sort: str) -> None:
        section, moment = make_section(), timezone.now() - timedelta(days=1)
        for number in range(2 * PAGE_SIZE + 3):
            make_story(f"قمر {number}", "قمر " * (number % 4), section=section, published_at=moment)
        seen: list[str] = []
        address = f"/search/?q=قمر&sort={sort}&section={section.slug}"
        pages = 0
        while address:
            html = page(client, f"/search/{address}" if address.startswith("?") else address)
            seen += shown(html)
            address = unescape((re.findall(r'rel="next" href="([^"]*)"', html) or [""])[0])
            pages += 1
            assert pages < 9
        assert pages == 3
        assert len(seen) == len(set(seen)) == 2 * PAGE_SIZE + 3

    def test_a_full_page_has_no_next(self, client: Client) -> None:
        section = make_section()
        for _ in range(PAGE_SIZE):
            make_story("قمر", section=section)
        assert 'rel="next"' not in page(client, q="قمر")
        assert 'class="pager"' not in page(client, q="قمر")

    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    @pytest.mark.parametrize(
        "cursor", ["x", "-", "1-", "-1", "1-2-3", "٣-٤", "9" * 40 + "-1", "1-" + "9" * 40, "\x00-1"]
    )
    def test_a_broken_cursor_gives_the_first_page(self, client: Client, sort: str, cursor: str) -> None:
        make_story("قمر")
        assert found(client, q="قمر", sort=sort, before=cursor) == ["قمر"]

    @pytest.mark.parametrize(("sort", "place"), [("relevance", "2-9999"), ("newest", "0-1")])
    def test_a_place_after_the_last_says_so(self, client: Client, sort: str, place: str) -> None:
        make_story("قمر")
        html = page(client, q="قمر", sort=sort, before=place)
        assert shown(html) == []
        assert 'class="empty"' in html

    def test_a_story_that_is_taken_down_between_pages_takes_no_other_along(self, client: Client) -> None:
        section = make_section()
        for number in range(PAGE_SIZE + 2):
            make_story(f"قمر {number}", section=section)
        first = page(client, q="قمر")
        Article.objects.filter(title=shown(first)[-1]).update(status="withdrawn")
        (address,) = re.findall(r'rel="next" href="([^"]*)"', first)
        second = page(client, f"/search/{unescape(address)}")
        assert len(shown(second)) == 2
        assert address.endswith("#results")
        assert "<title>المزيد من النتائج عن «" in second
        assert '<section class="results" id="results" tabindex="-1"' in second


class TestAddress:
    def test_a_search_has_an_address_of_its_own(self, client: Client) -> None:
        make_story("قمر")
        html = page(client, "/search/?q=%D9%82%D9%85%D8%B1")
        assert shown(html) == ["قمر"]
        assert 'value="قمر"' in html
        assert "<title>نتيجة واحدة عن «\u2068قمر\u2069» – بحث – " in html

    def test_it_is_not_to_be_indexed_and_names_itself(self, client: Client) -> None:
        html = page(client, q="قمر", utm_source="x")
        assert '<meta name="robots" content="noindex, follow">' in html
        assert '<link rel="canonical" href="http://testserver/search/?q=%D9%82%D9%85%D8%B1">' in html

    def test_the_language_switch_keeps_the_words(self, client: Client) -> None:
        make_story("قمر")
        arabic = page(client, q="قمر", sort="newest")
        assert 'href="/en/search/?q=%D9%82%D9%85%D8%B1&amp;sort=newest"' in arabic
        english = page(client, "/en/search/", q="قمر", sort="newest")
        assert 'href="/search/?q=%D9%82%D9%85%D8%B1&amp;sort=newest"' in english
        assert shown(english) == ["قمر"]
        assert "1 result" in english
        assert 'href="/en/news/' in english
        assert '<li class="result section-3" lang="ar" dir="rtl">' in english

    def test_no_cookie_is_set(self, client: Client) -> None:
        for path in ("/search/", "/search/?q=قمر", "/search/suggest?q=قمر"):
            answer = client.get(path)
            assert not answer.cookies
            assert "Cookie" not in answer.headers.get("Vary", "")

    @pytest.mark.parametrize("path", ["/search/?q=قمر", "/search/suggest?q=قمر", "/en/search/?q=قمر"])
    def test_only_reading_is_answered(self, client: Client, path: str) -> None:
        assert client.head(path).status_code == 200
        for method in ("post", "put", "delete"):
            assert getattr(client, method)(path).status_code == 405

    def test_every_page_leads_to_it(self, client: Client) -> None:
        assert 'href="/search/"' in page(client, "/")
        assert 'href="/en/search/"' in page(client, "/en/")

    def test_the_masthead_says_that_a_reader_is_there(self, client: Client) -> None:
        assert 'href="/search/" aria-current="page"' in page(client)
        assert 'href="/search/" aria-current' not in page(client, "/")


class TestQueries:
    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    @pytest.mark.parametrize(
        "typed", ["قمر", "قمر نجم", "قمرر نخييل", '"قمر نجم"', '"نجم قمر" نخييل', "«نجم نخييل» ليل", "غيب"]
    )
    @pytest.mark.parametrize("recent", [0, 10])
    def test_at_most_six_are_asked(
        self, client: Client, typed: str, sort: str, recent: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Without a recent story, the address asks for names that the form does not offer.
        monkeypatch.setattr("articles.search.forms.RECENT_STORIES", recent)
        section, author, source = make_section(), make_author(), make_source()
        for _ in range(3):
            make_story("قمر نجم نخيل", section=section, authors=(author,), source=source)
        client.get("/search/")
        filters = {"section": section.slug, "author": author.slug, "source": source.slug, "from": "2020-01-01"}
        for extra in ({}, filters):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get("/search/", {"q": typed, "sort": sort, **extra})
            assert len(queries) <= 6, [query["sql"][:200] for query in queries]

    def test_an_empty_box_asks_none(self, client: Client) -> None:
        make_story("قمر")
        client.get("/search/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/")
        assert len(queries) == 0
