"""An editor arranges home in Chromium, and a second reader's page follows: with a script and without one."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

HOME = "/admin/articles/front/home/"
LEAD = ".card-lead .card-title a"
WORDS, TITLE = "المخطوطات", "تصوير المخطوطات لا يُغني عن ترميمها"
TAKE_AWAY = """
from django.db import transaction
from articles.front_page.models import Front
from newsportal import generations
with transaction.atomic():
    Front.objects.all().delete()
    generations.advance("lists")
"""
SECONDS = 15


@pytest.fixture(autouse=True)
def _nothing_is_arranged(portal: Portal) -> Iterator[None]:
    yield
    portal.run(TAKE_AWAY)


def find(page: Page, words: str = WORDS) -> None:
    """Look for stories while typing."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("ابحث في الأخبار").press_sequentially(words)
    expect(page.locator(".front-found .front-title").first).to_contain_text(words)


def publish(page: Page) -> None:
    page.get_by_role("button", name="انشر هذا الترتيب").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def until(page: Page, is_true: Callable[[], bool]) -> None:
    """Load a page again and again until something holds of it."""
    end = time.monotonic() + SECONDS
    while not is_true():
        assert time.monotonic() < end
        page.reload()


class TestCurating:
    @pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without"])
    def test_a_dragged_story_leads_at_the_next_request_until_its_end(
        self, desk: Callable[..., Page], open_page: OpenPage, has_script: bool
    ) -> None:
        editor = desk(HOME)
        reader = open_page("/", java_script_enabled=has_script)
        stood = reader.locator(LEAD).inner_text()
        find(editor)
        editor.locator(".front-found [data-article]").first.drag_to(editor.locator("[data-slot=lead-1]"))
        expect(editor.locator("[data-slot=lead-1] .front-title")).to_contain_text(TITLE)

        with editor.expect_popup() as opened:
            editor.get_by_role("button", name="معاينة").click()
        expect(opened.value.locator(LEAD)).to_contain_text(TITLE)
        reader.reload()
        expect(reader.locator(LEAD)).to_have_text(stood)

        ends_at = datetime.now(ZoneInfo("Asia/Riyadh")) + timedelta(seconds=6)
        editor.get_by_label("حتى التاريخ").fill(f"{ends_at:%Y-%m-%d}")
        editor.get_by_label("حتى الوقت").fill(f"{ends_at:%H:%M:%S}")
        publish(editor)
        reader.reload()
        expect(reader.locator(LEAD)).to_contain_text(TITLE)
        until(reader, lambda: reader.locator(LEAD).inner_text() == stood)
        assert editor.complaints == []

    def test_it_is_done_by_keyboard_as_well(self, desk: Callable[..., Page], open_page: OpenPage) -> None:
        editor = desk(HOME)
        find(editor)
        editor.get_by_role("button", name="ثبّت:").first.press("Enter")
        slot = editor.locator(".front-pin select")
        expect(slot).to_be_focused()
        expect(slot).to_have_value("secondary-1")
        slot.select_option("lead-1")
        editor.get_by_role("button", name="انقل إلى الخانة المختارة:").press("Enter")
        expect(editor.locator("[data-slot=lead-1] .front-pin select")).to_be_focused()
        expect(editor.locator("[data-front-said]")).to_have_text("الخبر الرئيسي")
        publish(editor)
        expect(open_page("/").locator(LEAD)).to_contain_text(TITLE)

    def test_it_works_without_a_script(self, desk: Callable[..., Page], open_page: OpenPage) -> None:
        editor = desk(HOME, java_script_enabled=False)
        editor.get_by_label("ابحث في الأخبار").fill(WORDS)
        editor.get_by_role("button", name="بحث", exact=True).click()
        editor.get_by_role("button", name="اجعله الرئيسي:").first.click()
        expect(editor.locator("[data-slot=lead-1] .front-title")).to_contain_text(TITLE)
        editor.get_by_label("حدث كبير").check()
        editor.get_by_role("button", name="طبّق").click()
        expect(editor.locator("[data-slot=secondary-4]")).to_have_count(0)
        publish(editor)
        reader = open_page("/")
        expect(reader.locator(LEAD)).to_contain_text(TITLE)
        expect(reader.locator(".top-big")).to_be_visible()


class TestTwoEditors:
    def test_the_later_one_is_told_and_loses_nothing(self, desk: Callable[..., Page], open_page: OpenPage) -> None:
        first, second = desk(HOME), desk(HOME, "admin")
        for page in (first, second):
            find(page)
            page.get_by_role("button", name="اجعله الرئيسي:").first.click()
            expect(page.locator("[data-slot=lead-1] .front-pin")).to_be_visible()
        publish(first)
        second.get_by_label("يوم هادئ").check()
        expect(second.locator("[data-slot=secondary-3]")).to_have_count(0)
        second.get_by_role("button", name="انشر هذا الترتيب").click()
        expect(second.get_by_role("alert")).to_contain_text("رتّب «editor» هذه الصفحة في الأثناء")
        expect(second.get_by_label("يوم هادئ")).to_be_checked()
        second.get_by_role("button", name="انشر ترتيبي مكانه").click()
        expect(second.locator(".messagelist .success")).to_be_visible()
        expect(open_page("/").locator(".top-quiet")).to_be_visible()


@pytest.mark.npm
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
class TestAccessibility:
    def test_axe_finds_nothing_and_nothing_runs_off(self, desk: Callable[..., Page], viewport: dict[str, int]) -> None:
        page = desk("/admin/articles/front/", viewport=viewport)
        assert page.complaints == []
        assert violations(page) == []
        page.goto(HOME)
        page.get_by_role("button", name="ثبّت هنا:").first.click()
        expect(page.locator(".front-pin")).to_be_visible()
        page.fill("[name$=ends_at_0]", "2020-01-01")
        page.fill("[name$=ends_at_1]", "10:00")
        page.get_by_role("button", name="انشر هذا الترتيب").click()
        expect(page.locator(".front-field .errorlist")).to_contain_text("هذا الوقت مضى")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert violations(page) == []


class TestForcedColours:
    def test_buttons_have_an_edge(self, desk: Callable[..., Page]) -> None:
        page = desk(HOME, forced_colors="active")
        for name in ("انشر هذا الترتيب", "معاينة"):
            expect(page.get_by_role("button", name=name)).to_have_css("border-block-start-width", "1px")


def test_the_letters_of_a_quiet_button_stay_dark_under_the_pointer(desk: Callable[..., Page]) -> None:
    page = desk(HOME)
    button = page.get_by_role("button", name="ثبّت هنا:").first
    ink = button.evaluate("button => getComputedStyle(button).color")
    button.hover()
    expect(button).to_have_css("color", ink)
    page.mouse.move(0, 0)
    button.focus()
    expect(button).to_have_css("color", ink)
