"""The newsroom's lists in Chromium: the ways to other pages, the box that completes sources, what a bulk takes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn

pytestmark = pytest.mark.browser


QUEUE, STORIES = "/admin/comments/comment/", "/admin/articles/article/"
TABLET = {"width": 768, "height": 900}


@pytest.fixture
def desk(open_page: OpenPage, let_in: SignIn) -> Callable[..., Page]:
    """Return a function that opens a list as somebody who works there."""

    def open_list(path: str, username: str, **options: object) -> Page:
        page = open_page("about:blank", **options)
        let_in(page, username)
        page.goto(path)
        return page

    return open_list


def rows(page: Page) -> list[str]:
    page.wait_for_load_state()
    boxes = page.locator("[name=_selected_action]").all()
    return [str(box.get_attribute("value")) for box in boxes]


def follow(page: Page, name: str, to: str) -> None:
    """Follow a link below the list, and wait for its page."""
    page.get_by_role("navigation", name="الصفحات").get_by_role("link", name=name).click()
    page.wait_for_url(f"**p={to}*")


class TestPager:
    def test_next_and_previous_lead_on_and_back(self, desk: Callable[..., Page]) -> None:
        page = desk(QUEUE, "moderator")
        first = rows(page)
        follow(page, "التالي", "after")
        assert not {*first} & {*rows(page)}
        follow(page, "السابق", "before")
        assert rows(page) == first
        follow(page, "الأخير", "last")
        expect(page.get_by_role("link", name="التالي")).to_have_count(0)
        page.get_by_role("link", name="الأول").click()
        page.wait_for_url(lambda address: "p=" not in address)
        expect(page.get_by_role("link", name="التالي")).to_be_visible()
        assert rows(page) == first

    @pytest.mark.parametrize("viewport", [PHONE, TABLET, DESKTOP])
    def test_it_fits_and_runs_from_right_to_left(self, desk: Callable[..., Page], viewport: dict[str, int]) -> None:
        page = desk(QUEUE, "moderator", viewport=viewport)
        follow(page, "التالي", "after")
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        places = [page.get_by_role("link", name=name).bounding_box() for name in ("الأول", "السابق", "التالي")]
        sides = [place["x"] for place in places if place]
        assert sides == sorted(sides, reverse=True)
        assert all(place and place["height"] >= (44 if viewport == PHONE else 24) for place in places)

    def test_a_decision_returns_to_the_page_where_its_button_stood(self, desk: Callable[..., Page]) -> None:
        page = desk(f"{QUEUE}?status__exact=approved", "moderator")
        follow(page, "التالي", "after")
        shown = rows(page)
        page.locator(".act-spam").first.click()
        expect(page.locator("[data-said]")).to_have_text("عُدّ تعليق واحد مزعجاً.")
        assert rows(page)[: len(shown) - 1] == shown[1:]
        page.goto(f"{QUEUE}?status__exact=spam")
        page.locator(f'.act-approve[formaction*="/{shown[0]}/"]').click()
        expect(page.locator("[data-said]")).to_have_text("نُشر تعليق واحد.")


class TestSourceBox:
    def test_a_source_is_found_and_applied_by_keyboard(self, desk: Callable[..., Page]) -> None:
        page = desk(f"{STORIES}?status__exact=published", "editor")
        before = len(rows(page))
        box = page.locator(".completed-filter")
        box.get_by_role("combobox").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".select2-search__field")).to_be_focused()
        page.keyboard.type("وكال")
        expect(page.locator(".select2-results__option--highlighted")).to_contain_text("وكال")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**source__id__exact=**")
        assert "status__exact=published" in page.url
        assert 0 < len(rows(page)) < before
        expect(page.locator("#changelist-filter li.selected", has_text="وكال")).to_be_visible()

    def test_it_fits_a_phone(self, desk: Callable[..., Page]) -> None:
        page = desk(STORIES, "editor", viewport=PHONE)
        place = page.locator(".completed-filter .select2-container").bounding_box()
        assert place
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= PHONE["width"]
