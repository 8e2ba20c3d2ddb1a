"""Searching as readers do: by mouse, by keyboard alone, on a phone, and without script."""

import re
from time import sleep
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage, layout_shift
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser

STORY = "قانون المياه في وادي السدر: من يدفع ثمن العدّاد؟"
# Held by more stories than fit one page.
COMMON = "قصر الغيم وادي السدر مرسى النخيل"
PAUSE = 400


def box(page: Page) -> Locator:
    return page.locator("#id_q")


def options(page: Page) -> Locator:
    return page.locator("#suggestions").get_by_role("option", include_hidden=True)


def type_words(page: Page, words: str) -> None:
    """Write words, and wait until stories are offered.

    All at once: key by key, a slow machine may ask for the first letters too, and offer their stories meanwhile.
    """
    box(page).fill(words)
    expect(options(page).first).to_be_visible()


def ground(place: Locator) -> str:
    return str(place.evaluate("each => getComputedStyle(each).backgroundColor"))


def search(page: Page, words: str) -> None:
    box(page).fill(words)
    box(page).press("Enter")
    page.wait_for_url("**/search/?q=*")


def slowly(route: Route) -> None:
    """Let an answer come after the reader has moved on."""
    answer = route.fetch()
    sleep(PAUSE / 1_000)
    route.fulfill(response=answer)


class TestResults:
    def test_a_story_is_found_from_home_by_mouse(self, open_page: OpenPage, viewport: dict[str, int]) -> None:
        page = open_page("/", viewport=viewport)
        page.locator(".masthead").get_by_role("link", name="بحث").click()
        expect(box(page)).to_be_focused()
        box(page).fill("قانون المياة")
        page.get_by_role("search").get_by_role("button", name="بحث").click()
        first = page.locator(".result").first
        expect(first.locator("h3")).to_contain_text(STORY)
        expect(first.locator("h3 mark")).to_have_text(["قانون", "المياه"])
        first.get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(STORY)

    def test_a_slip_is_mended_by_a_click(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        search(page, "المخطوطتا")
        expect(page.locator(".meant")).to_contain_text("المخطوطات")
        page.locator(".meant a").click()
        expect(box(page)).to_have_value(re.compile("مخطوطات"))
        expect(page.locator(".meant")).to_have_count(0)
        expect(page.locator(".result").first).to_be_visible()

    def test_filters_narrow_and_stay_in_the_address(self, open_page: OpenPage, viewport: dict[str, int]) -> None:
        page = open_page(f"/search/?q={quote(COMMON)}", viewport=viewport)
        page.get_by_text("تضييق البحث").click()
        page.get_by_label("القسم").select_option(label="رياضة")
        page.get_by_label("الترتيب").select_option(value="newest")
        box(page).press("Enter")
        page.wait_for_url("**section=*")
        kickers = page.locator(".result .kicker").all_text_contents()
        assert kickers
        assert set(kickers) == {"رياضة"}
        page.reload()
        expect(page.get_by_label("القسم")).to_have_value("رياضة")
        expect(page.get_by_label("الترتيب")).to_have_value("newest")

    def test_pages_follow_one_another(self, open_page: OpenPage, viewport: dict[str, int]) -> None:
        page = open_page(f"/search/?q={quote(COMMON)}", viewport=viewport)
        seen = page.locator(".result h3").all_text_contents()
        page.get_by_role("link", name="المزيد من النتائج").click()
        page.wait_for_url("**before=*")
        expect(page.locator(".result").first).to_be_visible()
        assert not {*seen} & {*page.locator(".result h3").all_text_contents()}
        page.get_by_role("link", name="النتائج الأولى").click()
        expect(page.locator(".result h3").first).to_have_text(seen[0])

    def test_more_results_begin_where_they_are_read(self, open_page: OpenPage) -> None:
        page = open_page(f"/search/?q={quote(COMMON)}")
        first = page.title()
        assert re.match(r"\d+ نتيجة عن «", first)
        page.get_by_role("link", name="المزيد من النتائج").click()
        page.wait_for_url("**#results")
        assert page.title() != first
        expect(page.locator("#results")).to_be_focused()

    def test_the_filters_have_a_button_of_their_own(self, open_page: OpenPage) -> None:
        page = open_page(f"/search/?q={quote(COMMON)}")
        page.get_by_text("تضييق البحث").click()
        page.get_by_label("القسم").select_option(label="رياضة")
        page.get_by_role("button", name="طبّق").click()
        page.wait_for_url("**section=*")

    def test_a_bad_day_leads_to_its_field(self, open_page: OpenPage) -> None:
        page = open_page(f"/search/?q={quote(COMMON)}&from=x")
        page.locator("main > .field-error").get_by_role("link", name="من تاريخ").click()
        expect(page.get_by_label("من تاريخ")).to_be_focused()

    def test_nothing_is_wider_than_a_phone_with_large_letters(self, open_page: OpenPage) -> None:
        page = open_page(f"/search/?q={quote(COMMON)}&section=x", viewport={"width": 360, "height": 740})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    def test_nothing_is_wider_than_a_phone(self, open_page: OpenPage) -> None:
        for path in (f"/search/?q={quote(COMMON)}&section=x", "/search/?q=" + "x" * 180, "/search/"):
            page = open_page(path, viewport={"width": 320, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.rendering
class TestSuggestionsByMouse:
    def test_a_click_opens_the_story(self, open_page: OpenPage, viewport: dict[str, int]) -> None:
        page = open_page("/search/", viewport=viewport)
        type_words(page, "قانون المي")
        options(page).filter(has_text=STORY).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(STORY)

    def test_a_click_elsewhere_closes_the_list(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        page.get_by_role("heading", level=1).click()
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(box(page)).to_have_value("قصر")

    def test_a_press_beside_the_stories_does_nothing(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        page.locator("#suggestions").dispatch_event("click", {"button": 0})
        page.wait_for_timeout(100)
        expect(page).to_have_url(re.compile("/search/$"))

    @pytest.mark.parametrize("press", [{"button": "middle"}, {"modifiers": ["Control"]}])
    def test_another_tab_is_opened_where_one_is_asked_for(self, open_page: OpenPage, press: dict[str, Any]) -> None:
        page = open_page("/search/")
        type_words(page, "قانون المي")
        with page.context.expect_page() as opened:
            options(page).filter(has_text=STORY).click(**press)
        expect(opened.value.get_by_role("heading", level=1)).to_have_text(STORY)
        expect(page).to_have_url(re.compile("/search/$"))

    def test_a_story_opens_when_the_button_is_let_go(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        options(page).first.hover()
        page.mouse.down()
        page.locator(".footer").hover()
        page.mouse.up()
        page.wait_for_timeout(PAUSE)
        expect(page).to_have_url(re.compile("/search/$"))

    def test_pointing_looks_unlike_choosing(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        page.keyboard.press("ArrowDown")
        options(page).nth(2).hover()
        grounds = [ground(options(page).nth(place)) for place in range(4)]
        assert len({*grounds[:3]}) == 3
        assert grounds[1] == grounds[3]

    def test_the_choice_is_seen_in_forced_colours(self, open_page: OpenPage) -> None:
        page = open_page("/search/", forced_colors="active")
        type_words(page, "قصر")
        page.keyboard.press("ArrowDown")
        highlight = page.evaluate(
            """() => {
              document.body.style.cssText = "forced-color-adjust: none; background: Highlight";
              return getComputedStyle(document.body).backgroundColor;
            }"""
        )
        assert ground(options(page).first) == highlight != ground(options(page).nth(1))

    def test_the_secondary_button_opens_nothing(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        options(page).first.click(button="right")
        page.wait_for_timeout(PAUSE)
        expect(page).to_have_url(re.compile("/search/$"))

    def test_under_en_the_story_opens_there(self, open_page: OpenPage) -> None:
        page = open_page("/en/search/")
        type_words(page, "قانون")
        options(page).filter(has_text=STORY).click()
        page.wait_for_url("**/en/news/**")


@pytest.mark.rendering
class TestSuggestionsByKeyboard:
    def test_arrows_walk_enter_opens_and_escape_closes(self, open_page: OpenPage, viewport: dict[str, int]) -> None:
        page = open_page("/search/", viewport=viewport)
        field = box(page)
        expect(field).to_have_attribute("role", "combobox")
        expect(field).to_have_attribute("aria-controls", "suggestions")
        expect(field).to_have_attribute("aria-expanded", "false")
        type_words(page, "قصر")
        count = options(page).count()
        assert count > 2
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(page.locator("[data-suggest-status]")).not_to_be_empty()
        assert field.get_attribute("aria-activedescendant") is None

        page.keyboard.press("ArrowDown")
        self.expect_chosen(page, 0)
        page.keyboard.press("ArrowDown")
        self.expect_chosen(page, 1)
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        self.expect_chosen(page, count - 1)
        page.keyboard.press("ArrowDown")
        self.expect_chosen(page, 0)
        expect(field).to_have_value("قصر")
        expect(field).to_be_focused()

        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(field).to_have_attribute("aria-expanded", "false")
        expect(page.locator("[data-suggest-status]")).to_be_empty()
        assert not field.get_attribute("aria-activedescendant")
        expect(field).to_have_value("قصر")

        field.fill("")
        type_words(page, "قصر")
        page.keyboard.press("ArrowDown")
        title = options(page).first.text_content() or ""
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)

    def expect_chosen(self, page: Page, place: int) -> None:
        chosen = options(page).nth(place)
        expect(box(page)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
        expect(page.locator("#suggestions [aria-selected=true]")).to_have_count(1)
        expect(chosen).to_have_attribute("aria-selected", "true")

    @pytest.mark.parametrize("key", ["x", "Backspace", "ArrowLeft", "ArrowRight", "Home", "End"])
    def test_a_choice_ends_where_the_words_are_gone_back_to(self, open_page: OpenPage, key: str) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        page.keyboard.press("ArrowDown")
        self.expect_chosen(page, 0)
        page.keyboard.press(key)
        assert box(page).get_attribute("aria-activedescendant") is None
        expect(page.locator("#suggestions [aria-selected=true]")).to_have_count(0)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")

    @pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp"])
    def test_an_arrow_asks_again_once_the_list_is_shut(self, open_page: OpenPage, key: str) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        page.keyboard.press(key)
        expect(options(page).first).to_be_visible()
        expect(box(page)).to_have_value("قصر")

    def test_the_number_of_stories_is_said(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        said = page.locator("[data-suggest-status]")
        type_words(page, "قانون المياه في وا")
        expect(said).to_have_text("خبر واحد مقترح أسفل الحقل؛ اختره بمفتاحي السهمين.")
        box(page).fill("")
        expect(options(page)).to_have_count(0)
        type_words(page, "قصر")
        expect(said).to_have_text(f"{options(page).count()} أخبار مقترحة أسفل الحقل؛ اختر منها بمفتاحي السهمين.")

    def test_an_answer_that_is_none_offers_nothing(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        page.route("**/search/suggest*", lambda route: route.fulfill(status=503, body="{}"))
        box(page).press_sequentially(" ")
        expect(page.get_by_role("listbox")).to_be_hidden()

    def test_enter_without_a_choice_searches(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        type_words(page, "قصر")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        expect(page.locator(".result").first).to_be_visible()

    def test_a_search_is_reached_narrowed_and_read_by_keyboard(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        expect(box(page)).to_be_focused()
        page.keyboard.type("المياه")
        expect(box(page)).to_have_value("المياه")
        page.keyboard.press("Tab")
        expect(page.get_by_role("search").get_by_role("button")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("القسم")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_label("القسم")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        page.locator(".result a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/news/**")

    @pytest.mark.parametrize("key", ["Tab", "Escape"])
    def test_an_answer_that_comes_late_opens_nothing(self, open_page: OpenPage, key: str) -> None:
        page = open_page("/search/")
        page.route("**/search/suggest*", slowly)
        for moment in (10, 200):
            box(page).fill("")
            box(page).press_sequentially("قصر")
            page.wait_for_timeout(moment)
            page.keyboard.press(key)
            page.wait_for_timeout(3 * PAUSE)
            expect(page.get_by_role("listbox")).to_be_hidden()
            expect(box(page)).to_have_attribute("aria-expanded", "false")

    def test_one_letter_offers_nothing(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        box(page).press_sequentially("ق")
        page.wait_for_timeout(PAUSE)
        expect(page.get_by_role("listbox")).to_be_hidden()

    def test_where_the_server_does_not_answer_the_form_still_works(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        page.route("**/search/suggest*", lambda route: route.abort())
        box(page).press_sequentially("قانون المياه")
        page.wait_for_timeout(PAUSE)
        expect(page.get_by_role("listbox")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator(".result h3").first).to_contain_text(STORY)


class TestWithoutScript:
    def test_form_filters_results_and_pages_work(self, open_page: OpenPage, viewport: dict[str, int]) -> None:
        page = open_page("/", viewport=viewport, java_script_enabled=False)
        page.locator(".masthead").get_by_role("link", name="بحث").click()
        assert box(page).get_attribute("role") is None
        expect(page.get_by_role("listbox")).to_have_count(0)
        search(page, COMMON)
        expect(page.locator(".result")).to_have_count(20)
        seen = page.locator(".result h3").all_text_contents()
        page.get_by_role("link", name="المزيد من النتائج").click()
        expect(page.locator(".result h3").first).not_to_have_text(seen[0])
        page.wait_for_load_state()
        assert not {*seen} & {*page.locator(".result h3").all_text_contents()}
        page.get_by_text("تضييق البحث").click()
        page.get_by_label("القسم").select_option(label="رياضة")
        page.get_by_role("search").get_by_role("button", name="بحث").click()
        page.wait_for_url("**section=*")
        assert {*page.locator(".result .kicker").all_text_contents()} == {"رياضة"}
        page.locator(".result a").first.click()
        page.wait_for_url("**/news/**")


@pytest.mark.rendering
class TestStillness:
    def test_the_theme_button_has_its_room_before_its_script_runs(
        self, open_page: OpenPage, viewport: dict[str, int]
    ) -> None:
        places = []
        for has_script in (False, True):
            page = open_page("/", viewport=viewport, java_script_enabled=has_script, color_scheme="dark")
            places.append([page.locator(place).bounding_box() for place in (".today", ".search-link", ".bar")])
        assert places[0] == places[1]
        expect(page.locator("[data-theme-switch]")).to_be_visible()

    @pytest.mark.parametrize(
        "path", ["/search/", f"/search/?q={quote(COMMON)}", "/search/?q=ghyb", "/search/?q=x&section=x"]
    )
    def test_nothing_shifts_and_no_cookie_is_set(
        self, open_page: OpenPage, viewport: dict[str, int], path: str
    ) -> None:
        page = open_page(path, viewport=viewport)
        page.wait_for_load_state("networkidle")
        assert layout_shift(page) < 0.01
        assert page.context.cookies() == []

    def test_the_list_lies_over_the_page(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page("/search/")
        before = page.locator(".search-narrow").bounding_box()
        type_words(page, "قصر")
        assert page.locator(".search-narrow").bounding_box() == before
        assert portal.url in page.url
