"""The form of a story in Chromium: its look on a phone and a desk, boxes that complete names, and its errors."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

ADD = "/admin/articles/article/add/"


@pytest.fixture
def form(open_page: OpenPage, let_in: SignIn) -> Callable[..., Page]:
    """Return a function that opens a form as an editor."""

    def open_form(path: str = ADD, **options: object) -> Page:
        page = open_page("about:blank", **options)
        let_in(page, "editor")
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    return open_form


def find(page: Page, field: str, typed: str) -> None:
    """Type into the box of a field and take the first name that is offered."""
    # Names for what was typed so far stand there until those for the whole come.
    with page.expect_response(lambda answer: parse_qs(urlsplit(answer.url).query).get("term") == [typed]):
        page.locator(f".field-{field} .select2-search__field").press_sequentially(typed)
    expect(page.locator(".loading-results")).to_have_count(0)
    page.locator(".select2-results__option[role=option]").first.click()


def press(page: Page, letters: str) -> None:
    """Press keys of an Arabic keyboard: Playwright knows none of them, and what it types reaches text fields alone."""
    keyboard = page.context.new_cdp_session(page)
    for letter in letters:
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": letter, "text": letter})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": letter})


def change_path(portal: Portal, words: str) -> str:
    query = f"print(Article.objects.filter(title__contains={words!r})[0].pk)"
    pk = portal.run(f"from articles.models import Article\n{query}").split()[-1]
    return f"/admin/articles/article/{pk}/change/"


@pytest.mark.rendering
@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
class TestLook:
    def test_the_page_never_scrolls_sideways(
        self, portal: Portal, form: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        page = form(change_path(portal, "قانون المياه"), viewport=viewport, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        for field in ("title", "standfirst", "dateline", "sponsor", "source_address"):
            box = page.locator(f"#id_{field}").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= viewport["width"]
            if viewport is PHONE:
                assert box["width"] >= 290, field

    @pytest.mark.npm
    def test_axe_finds_nothing_with_errors_either(
        self, portal: Portal, form: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        page = form(change_path(portal, "قانون المياه"), viewport=viewport, color_scheme=scheme)
        assert violations(page) == []
        page.fill("#id_title", "")
        page.locator("[name=_continue]").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []


class TestErrors:
    def test_the_summary_is_focused_and_leads_to_the_fields(self, form: Callable[..., Page]) -> None:
        page = form()
        page.fill("#id_dateline", "الرياض")
        page.locator("[name=_continue]").click()
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(summary).to_contain_text("لم يُحفظ شيء بعد")
        summary.get_by_role("link", name="القسم").click()
        expect(page.locator("#id_section")).to_be_focused()
        expect(page.locator("#id_dateline")).to_have_value("الرياض")


class TestChoosing:
    def test_other_spellings_new_tags_picks_and_a_sponsor_reach_the_reader(
        self, portal: Portal, form: Callable[..., Page]
    ) -> None:
        page = form()
        page.fill("#id_title", "ادخار الأسرة في عام صعب")
        page.locator(".ProseMirror").click()
        page.keyboard.type("تدخر الأسر أقل مما كانت تدخر.")
        page.locator("#id_section").focus()
        press(page, "إقت")
        expect(page.locator("#id_section option:checked")).to_have_text("اقتصاد")
        find(page, "tags", "الســـياحه")
        page.locator(".field-tags .select2-search__field").press_sequentially("ادخار منزلي،")
        expect(page.locator(".field-tags .select2-selection__choice")).to_have_count(2)
        find(page, "related", "قانون المياة")
        page.fill("#id_sponsor", "بنك النيل")
        page.get_by_label("الحالة").select_option(label="منشور")
        page.locator("[name=_continue]").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        expect(page.locator(".field-tags .select2-selection__choice")).to_have_count(2)
        chosen = page.locator(".field-tags .select2-selection__choice").all_inner_texts()
        assert [any(name in text for text in chosen) for name in ("السياحة", "ادخار منزلي")] == [True, True]

        page.goto(portal.article_path("ادخار الأسرة"))
        expect(page.locator(".story-head .sponsored")).to_have_text("محتوى برعاية بنك النيل")
        expect(page.locator(".related-cards .card-title").first).to_contain_text("قانون المياه")
        page.goto("/latest/")
        link = page.get_by_role("link", name="برعاية بنك النيل ادخار الأسرة في عام صعب")
        expect(link.locator(".sponsored")).to_be_visible()

    def test_a_screen_reader_hears_which_name_is_marked(self, form: Callable[..., Page]) -> None:
        page = form()
        box = page.locator(".field-tags .select2-search__field")
        with page.expect_response(lambda answer: parse_qs(urlsplit(answer.url).query).get("term") == ["السياحه"]):
            box.press_sequentially("السياحه")
        expect(page.locator(".loading-results")).to_have_count(0)
        marked = box.get_attribute("aria-activedescendant")
        expect(page.locator(f"#{marked}")).to_have_text("السياحة")
        box.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant") not in (None, marked)

    def test_what_is_picked_last_stands_last(self, portal: Portal, form: Callable[..., Page]) -> None:
        page = form(change_path(portal, "قانون المياه"))
        for words in ("مخابز", "المخطوطات"):
            find(page, "related", words)
        page.locator(".field-related .select2-selection__choice__remove").first.click()
        page.keyboard.press("Escape")
        find(page, "related", "مخابز")
        page.locator("[name=_continue]").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        # The box is made only after the page is there.
        expect(page.locator(".field-related .select2-selection__choice")).to_have_count(2)
        expect(page.locator(".field-related .select2-selection__choice").last).to_contain_text("مخابز")
