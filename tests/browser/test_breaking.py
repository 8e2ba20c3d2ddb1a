"""Breaking news: an editor sets it, readers see and hear it, put it away, and it goes by itself."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, layout_shift
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

WORDS = "المجلس يقر قانون المياه بأغلبية 41 صوتاً بعد جلسة استمرت حتى منتصف الليل"
LIST = "/admin/articles/breakingnews/"
SET = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article, BreakingNews
from articles.site.breaking.setting import set_news
from django.contrib.auth.models import User
news = BreakingNews(words={words!r}, ends_at=timezone.now() + timedelta(seconds={seconds}))
news.article = Article.objects.published().first()
set_news(news, by=User.objects.get(username="editor"))
"""
DELETE = "from articles.models import BreakingNews\nBreakingNews.objects.all().delete()"

SetNews = Callable[..., None]


@pytest.fixture
def set_news(portal: Portal) -> Iterator[SetNews]:
    """Return a function that sets breaking news; none is left for other tests."""
    yield lambda words=WORDS, seconds=3600: portal.run(SET.format(words=words, seconds=seconds))
    portal.run(DELETE)


def bar_of(page: Page) -> Locator:
    return page.get_by_role("region", name="عاجل")


class TestBreaking:
    @pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
    def test_an_editor_sets_it_and_ends_it(
        self, open_page: OpenPage, desk: Callable[..., Page], set_news: SetNews, script: bool
    ) -> None:
        reader = open_page("/latest/", viewport=PHONE, java_script_enabled=script)
        expect(bar_of(reader)).to_have_count(0)
        editor = desk(f"{LIST}add/")
        expect(editor.locator("[name=ends_at_0]")).to_be_hidden()
        editor.get_by_label("حتى موعد أحدده").check()
        expect(editor.locator("[name=ends_at_0]")).to_be_visible()
        assert violations(editor) == []
        editor.get_by_label("ساعة واحدة").check()
        editor.fill("[name=words]", WORDS)
        editor.locator("[name=_save]").click()
        expect(editor.locator(".messagelist")).to_contain_text("يظهر")
        assert violations(editor) == []

        reader.reload()
        expect(bar_of(reader)).to_contain_text(WORDS)
        expect(bar_of(reader).get_by_role("button")).to_have_count(1 if script else 0)
        assert reader.context.cookies() == []

        editor.get_by_role("button", name="أنهِه الآن").click()
        expect(editor.locator(".messagelist")).to_contain_text("لم يعد")
        reader.reload()
        expect(bar_of(reader)).to_have_count(0)

    @pytest.mark.parametrize(
        ("path", "viewport", "scheme"),
        [("/", DESKTOP, "light"), ("/latest/", PHONE, "dark"), ("/en/", DESKTOP, "dark"), ("/none/", PHONE, "light")],
    )
    def test_pages_with_it_are_clean_and_stand_still(
        self, open_page: OpenPage, set_news: SetNews, path: str, viewport: dict[str, int], scheme: str
    ) -> None:
        set_news()
        page = open_page(path, viewport=viewport, color_scheme=scheme)
        expect(page.locator(".breaking button")).to_be_visible()
        assert layout_shift(page) < 0.01
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_a_page_that_is_loaded_anew_begins_with_it(self, open_page: OpenPage, set_news: SetNews) -> None:
        page = open_page("/")
        set_news()
        page.reload()
        expect(bar_of(page)).to_be_in_viewport()
        assert page.evaluate("scrollY") == 0

    def test_it_is_said_once(self, open_page: OpenPage, set_news: SetNews) -> None:
        set_news()
        page = open_page("/healthz")
        page.clock.install()
        said = page.locator("[data-breaking-said]")
        page.goto("/")
        expect(said).to_be_empty()
        page.clock.run_for(1_500)
        expect(said).to_have_text(f"عاجل: {WORDS}")
        page.clock.run_for(15_000)
        expect(said).to_be_empty()
        page.goto("/latest/")
        page.clock.run_for(1_500)
        expect(said).to_be_empty()

    def test_put_away_it_stays_away_until_the_next(self, open_page: OpenPage, set_news: SetNews) -> None:
        set_news()
        page = open_page("/")
        page.get_by_role("button", name="إخفاء الشريط العاجل").click()
        expect(bar_of(page)).to_be_hidden()
        expect(page.locator("main")).to_be_focused()
        page.goto("/latest/")
        expect(page.locator(".breaking")).to_be_hidden()
        assert layout_shift(page) < 0.01
        set_news("خبر عاجل آخر")
        page.reload()
        expect(bar_of(page)).to_contain_text("خبر عاجل آخر")

    def test_it_leads_to_its_story_and_goes_by_itself(self, open_page: OpenPage, set_news: SetNews) -> None:
        set_news()
        page = open_page("/latest/")
        bar_of(page).get_by_role("link").click()
        page.wait_for_url("**/news/**")
        expect(bar_of(page)).to_be_visible()
        end = time.time() + 4
        set_news("خبر قصير", seconds=4)
        while time.time() < end + 10 and bar_of(page).count():
            page.reload()
        expect(bar_of(page)).to_have_count(0)
        assert time.time() >= end
