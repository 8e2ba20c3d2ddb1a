"""Counting what is read, in Chromium: what a page tells, when, and what an editor sees of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import OpenPage
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser

TITLE = "قانون المياه"
# The server stores once a minute.
MILLISECONDS = 75_000
# Longer than a page waits before it tells.
A_WHILE = 3_500


def listen(page: Page) -> list[Request]:
    """Return the list into which each beacon of a page comes."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/beacon/" in request.url else None)
    return sent


class TestReader:
    def test_a_story_is_counted_once_in_a_tab_and_shown_to_editors(
        self, portal: Portal, open_page: OpenPage, desk: Callable[..., Page]
    ) -> None:
        page = open_page("about:blank")
        sent = listen(page)
        path = portal.article_path(TITLE)
        key = re.findall("[0-9]+", path)[0]
        with page.expect_response("**/beacon/*") as answer:
            page.goto(path)
        assert answer.value.status == 204
        assert page.context.cookies() == []
        page.reload()
        page.wait_for_timeout(A_WHILE)
        page.goto("/")
        page.goto(path)
        page.wait_for_timeout(A_WHILE)
        assert [(request.method, request.url.split("?")[1]) for request in sent] == [("POST", f"article={key}")]

        editor = desk("/admin/")
        panel = editor.get_by_role("region", name="الأكثر قراءة اليوم")
        for _ in range(MILLISECONDS // 5_000):
            if TITLE in panel.inner_text():
                break
            editor.wait_for_timeout(5_000)
            editor.reload()
        expect(panel.get_by_role("listitem").filter(has_text=TITLE)).to_contain_text(
            re.compile("قراءة واحدة|قراءتان|[0-9]+ قراء")
        )

    def test_a_story_that_is_left_soon_is_counted_too(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page("about:blank")
        # No while passes in which the page would tell by itself.
        page.add_init_script("window.setTimeout = () => 0;")
        page.goto(portal.article_path("المخطوطات"))
        page.goto("/")
        assert page.evaluate("Object.keys(sessionStorage).filter(key => key.includes('/beacon/')).length") == 1

    def test_lists_and_searches_tell_nothing(self, open_page: OpenPage) -> None:
        page = open_page("about:blank")
        sent = listen(page)
        for path in ("/", "/latest/", "/search/?q=المياه", "/about/"):
            page.goto(path)
            page.wait_for_timeout(A_WHILE)
        assert sent == []

    def test_a_browser_that_signed_in_counts_nothing(self, portal: Portal, desk: Callable[..., Page]) -> None:
        page = desk("/admin/")
        sent = listen(page)
        page.goto(portal.article_path(TITLE))
        expect(page.locator(".staff-bar")).to_be_visible()
        page.wait_for_timeout(A_WHILE)
        assert sent == []

    def test_a_page_without_storage_counts_nothing_and_fails_nowhere(
        self, portal: Portal, open_page: OpenPage
    ) -> None:
        page = open_page("about:blank")
        page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } });")
        sent = listen(page)
        page.goto(portal.article_path(TITLE))
        page.wait_for_timeout(A_WHILE)
        assert sent == []
