"""Public pages obey the switchboard; what machines read does not."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.site import conventions
from articles.templatetags import conventions as library
from newsportal.arabic.bidi import FSI, PDI
from tests.comments.posting import post
from tests.factories import make_article, make_comment, make_section, make_settings

pytestmark = pytest.mark.django_db

EASTERN = re.compile("[٠-٩]")
TAG = re.compile(r"<[^>]*>")
MOMENT = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)


@pytest.fixture
def article() -> Article:
    return make_article(title="عنوان من 41 كلمة", published_at=MOMENT, body="<p>في النص 7 أرقام.</p>")


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def render(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load conventions %}" + source).render(context)


class TestUsual:
    def test_without_a_row_pages_are_western(self, client: Client, article: Article) -> None:
        html = page(client, article.get_absolute_url())
        assert "23\u00a0نوفمبر 2026، 14:05" in html
        assert not EASTERN.search(html)
        assert "data-digits" not in html
        assert "data-quotes" not in html
        assert "today-hijri" not in html


class TestDigits:
    def test_dates_counts_and_minutes_are_eastern(self, client: Client, article: Article) -> None:
        for _ in range(3):
            make_comment(article=article)
        make_settings(digits="eastern")
        html = page(client, article.get_absolute_url())
        assert "٢٣\u00a0نوفمبر ٢٠٢٦، ١٤:٠٥" in html
        assert "٣ تعليقات" in html
        assert f"© {conventions.digits(timezone.localdate().year)} " in html
        assert ' data-digits="eastern"' in html

    def test_reading_time_is_eastern(self, client: Client) -> None:
        make_settings(digits="eastern")
        article = make_article(body=f"<p>{'كلمة ' * 1980}</p>")
        assert "١١ دقيقة للقراءة" in page(client, article.get_absolute_url())

    def test_what_editors_typed_stays(self, client: Client, article: Article) -> None:
        make_settings(digits="eastern")
        html = page(client, article.get_absolute_url())
        assert "<h1>عنوان من 41 كلمة</h1>" in html
        assert "في النص 7 أرقام" in html

    def test_code_keeps_western_digits(self, client: Client, article: Article) -> None:
        make_settings(digits="eastern", months="both", hijri=True)
        make_comment(article=article, name="ندى & 'بدر'")
        for path in ["/", "/latest/", article.get_absolute_url(), article.section.get_absolute_url()]:
            html = page(client, path)
            for tag in TAG.findall(html):
                assert not EASTERN.search(tag), tag
            assert not re.search("&#[٠-٩]", html)
            assert 'datetime="2026-11-23T14:05:00+03:00"' in html

    def test_json_ld_is_western(self, client: Client, article: Article) -> None:
        make_settings(digits="eastern", months="both")
        html = page(client, article.get_absolute_url())
        facts = html[html.index("application/ld+json") :].split("</script>", maxsplit=1)[0]
        assert '"datePublished":"2026-11-23T14:05:00+03:00"' in facts
        assert not EASTERN.search(facts)

    @pytest.mark.parametrize("path", ["/feeds/latest.rss", "/sitemap.xml", "/sitemap/pages.xml", "/robots.txt"])
    def test_feeds_and_sitemaps_are_western(self, client: Client, article: Article, path: str) -> None:
        usual = client.get(path).content
        make_settings(digits="eastern", months="levantine", hijri=True, quotes="straight")
        assert client.get(path).content == usual

    def test_english_chrome_is_western(self, client: Client, article: Article) -> None:
        make_settings(digits="eastern", months="both", hijri=True, quotes="curly")
        html = page(client, f"/en{article.get_absolute_url()}")
        assert "23 November 2026, 14:05" in html
        assert not EASTERN.search(html)
        assert "data-digits" not in html
        assert "data-quotes" not in html
        assert "today-hijri" not in html

    def test_page_numbers_are_eastern_and_their_links_western(
        self, client: Client, article: Article, settings: Any
    ) -> None:
        settings.COMMENTS_PER_PAGE = 1
        for _ in range(3):
            make_comment(article=article)
        make_settings(digits="eastern")
        html = page(client, f"{article.get_absolute_url()}?page=2")
        assert "الصفحة ٢ من ٣" in html
        assert "?page=3" in html
        # And an address that a person typed is understood.
        assert "الصفحة ٣ من ٣" in page(client, f"{article.get_absolute_url()}?page=٣")

    def test_a_missing_page_says_so_in_eastern_digits(self, client: Client) -> None:
        make_settings(digits="eastern")
        assert ">٤٠٤<" in page(client, "/nothing-here/")


class TestErrors:
    def test_excess_is_counted_in_the_papers_digits(self, client: Client, article: Article) -> None:
        make_settings(digits="eastern")
        answer = post(client, article, name="ع" * 103)
        assert answer.status_code == 422
        assert "اختصر ٣ أحرف؛ الحد الأقصى ١٠٠." in answer.content.decode()
        assert 'maxlength="100"' in answer.content.decode()

    def test_seconds_are_eastern_in_the_text_and_western_in_the_header(self, client: Client, article: Article) -> None:
        make_settings(digits="eastern")
        article.published_at = timezone.now() - timedelta(hours=1)
        article.save()
        post(client, article)
        answer = post(client, article, comment="تعليق آخر من القارئة نفسها.")
        assert answer.status_code == 429
        assert answer["Retry-After"].isascii()
        assert f"انتظر {conventions.digits(answer['Retry-After'])} ثانية" in answer.content.decode()
        assert EASTERN.search(conventions.digits(answer["Retry-After"]))


class TestMonthsAndHijri:
    def test_both_names_of_the_month(self, client: Client, article: Article) -> None:
        make_settings(months="both")
        assert "23\u00a0تشرين\u00a0الثاني/نوفمبر 2026، 14:05" in page(client, article.get_absolute_url())

    def test_hijri_line_stands_in_the_masthead(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        make_settings(hijri=True)
        # Half past nine in the evening of the 24th in Greenwich is already the 25th in Riyadh.
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 24, 21, 30, tzinfo=UTC))
        assert '<span class="today-hijri">15\u00a0جمادى\u00a0الآخرة 1448\u00a0هـ</span>' in page(client, "/")
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 24, 20, 30, tzinfo=UTC))
        assert '<span class="today-hijri">14\u00a0جمادى\u00a0الآخرة 1448\u00a0هـ</span>' in page(client, "/")

    def test_after_the_calendars_end_there_is_no_line(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        make_settings(hijri=True)
        monkeypatch.setattr(timezone, "now", lambda: datetime(2078, 1, 1, tzinfo=UTC))
        assert "today-hijri" not in page(client, "/")


class TestQuotes:
    @pytest.mark.parametrize(
        ("quotes", "expected"),
        [("guillemets", "«نص»"), ("curly", "“نص”"), ("straight", "&quot;نص&quot;")],
    )
    def test_a_quoted_name_has_the_papers_marks(self, client: Client, quotes: str, expected: str) -> None:
        make_settings(quotes=quotes)
        assert expected in page(client, "/search/?q=نص").replace(FSI, "").replace(PDI, "")

    @pytest.mark.parametrize("quotes", ["curly", "straight"])
    def test_styles_learn_of_other_marks(self, client: Client, quotes: str) -> None:
        make_settings(quotes=quotes)
        assert f' data-quotes="{quotes}"' in page(client, "/")

    def test_marks_typed_by_an_editor_are_not_doubled(self) -> None:
        article = make_article(body="<blockquote><p>«بعلامات»</p></blockquote><blockquote><p>بلا</p></blockquote>")
        assert "<blockquote data-marked><p>«بعلامات»" in article.body_html
        assert "<blockquote><p>بلا" in article.body_html
        assert "data-marked" not in article.body

    @pytest.mark.parametrize("start", ["<p><strong>«", "<ul><li>“", '<p><a href="https://a.example/">"'])
    def test_marks_inside_other_elements_are_seen(self, start: str) -> None:
        assert "<blockquote data-marked>" in make_article(body=f"<blockquote>{start}قول").body_html

    @pytest.mark.parametrize("name", ["<cite>قائله</cite>", "— <cite>قائله</cite>"])
    def test_a_last_paragraph_that_names_the_speaker_stands_outside_the_marks(self, name: str) -> None:
        article = make_article(body=f"<blockquote><p>قول</p><p>{name}</p></blockquote>")
        assert f"<p>قول</p><p data-attribution>{name}</p>" in article.body_html

    @pytest.mark.parametrize("words", ["قول من <cite>كتاب</cite>", "<cite>كتاب</cite> فيه قول"])
    def test_a_title_among_the_words_does_not(self, words: str) -> None:
        assert "data-attribution" not in make_article(body=f"<blockquote><p>{words}</p></blockquote>").body_html


class TestFilters:
    def test_digits_leave_tags_and_references_alone(self) -> None:
        make_settings(digits="eastern")
        source = '{% filter digits %}<a href="?p=2" title="3">{{ name }} 4</a> &#39;5&amp;6 < 7{% endfilter %}'
        assert render(source, name="a'1") == '<a href="?p=2" title="3">a&#x27;١ ٤</a> &#39;٥&amp;٦ < ٧'

    def test_digits_escape_what_is_not_safe(self) -> None:
        make_settings(digits="eastern")
        assert render("{{ text|digits }}", text="<b>1</b>") == "&lt;b&gt;١&lt;/b&gt;"

    def test_quoted_escapes_what_is_not_safe(self) -> None:
        make_settings(quotes="straight")
        assert render("{{ text|quoted }}", text="<b>") == "&quot;&lt;b&gt;&quot;"
        assert render("{% filter quoted %}<b>{% endfilter %}") == "&quot;<b>&quot;"

    def test_english_has_its_own_marks(self) -> None:
        make_settings(quotes="straight", digits="eastern")
        with translation.override("en"):
            assert render("{{ text|quoted }} {{ 12|digits }}", text="a") == "“a” 12"

    def test_grouped_parts_thousands_as_the_digits_want(self) -> None:
        assert render("{{ number|grouped }}", number=1_234_567) == "1,234,567"
        make_settings(digits="eastern")
        assert render("{{ number|grouped }}", number=10_000) == "١٠٬٠٠٠"
        with translation.override("en"):
            assert render("{{ number|grouped }}", number=10_000) == "10,000"

    def test_library_offers_what_templates_use(self) -> None:
        dates = {"long_date", "hijri_date", "date_time", "moment_in_words"}
        assert {*dates, "digits", "grouped", "quoted"} == set(library.register.filters)
        assert {"timestamp", "page_attributes"} == set(library.register.tags)


class TestKept:
    def test_no_query_asks_for_it_again(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_section()
        make_settings(digits="eastern")
        client.get("/about/")
        # The text of the page itself.
        with django_assert_num_queries(1):
            assert client.get("/about/").status_code == 200
