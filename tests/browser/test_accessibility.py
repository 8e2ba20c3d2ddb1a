"""axe-core finds nothing on any page type: on a phone in the dark and a desktop in the light, Arabic and English."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SEARCHES, OpenPage, SignIn
from tests.browser.own_pages import own_pages
from tests.browser.portal import ROOT, Portal

pytestmark = [pytest.mark.browser, pytest.mark.npm, pytest.mark.rendering]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    *("/", "/latest/", "/section/سياسة/", "/about/", "/nothing-here/", "/en/"),
    *("/author/فؤاد-المشربية/", "/tag/الطقس/", "/en/pages/comment-rules/"),
]
MORE_SEARCHES = [
    "/search/?q=قصر الغيم&section=سياسة&from=2020-01-01&sort=newest",
    "/search/?q=قصر الغيم&section=nothing&from=2026-02-02&to=2026-01-01",
]
# WCAG 2.2 AA and axe's own good practice.
OPTIONS = {"resultTypes": ["violations"]}
# Colours do not depend on the width, nor what wraps on the colours.
both = pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(options).then(r => r.violations)", OPTIONS)
    return [f"{rule['id']}: {json.dumps([node['target'] for node in rule['nodes']])}" for rule in found]


class TestPublicPages:
    @both
    @pytest.mark.parametrize("path", PAGES)
    def test_lists_are_clean(self, open_page: OpenPage, viewport: dict[str, int], path: str, scheme: str) -> None:
        assert violations(open_page(path, viewport=viewport, color_scheme=scheme)) == []

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_an_article_with_its_thread_is_clean(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int], scheme: str
    ) -> None:
        path = portal.article_path("قانون المياه")
        assert violations(open_page(path, viewport=viewport, color_scheme=scheme)) == []
        assert violations(open_page(f"/en{path}", viewport=viewport, color_scheme=scheme)) == []

    @both
    def test_a_story_of_each_kind_is_clean(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int], scheme: str
    ) -> None:
        for title in ("تصوير المخطوطات", "خشب المشمش", "عاصفة رملية"):
            page = open_page(portal.article_path(title), viewport=viewport, color_scheme=scheme)
            assert violations(page) == [], title
            page.context.close()

    @both
    def test_pages_behind_secret_links_are_clean(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int], scheme: str
    ) -> None:
        for path in own_pages(portal):
            for language in ("", "/en"):
                page = open_page(language + path, viewport=viewport, color_scheme=scheme)
                assert violations(page) == [], path
                page.context.close()

    @both
    @pytest.mark.parametrize("path", [*SEARCHES, *MORE_SEARCHES])
    def test_searches_are_clean(self, open_page: OpenPage, viewport: dict[str, int], path: str, scheme: str) -> None:
        assert violations(open_page(path, viewport=viewport, color_scheme=scheme)) == []

    @both
    @pytest.mark.parametrize("path", ["/search/", "/en/search/"])
    def test_offered_stories_are_clean(
        self, open_page: OpenPage, viewport: dict[str, int], path: str, scheme: str
    ) -> None:
        page = open_page(path, viewport=viewport, color_scheme=scheme)
        page.locator("#id_q").press_sequentially("قصر")
        expect(page.locator("#suggestions li").first).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("ArrowDown")
        assert violations(page) == []

    def test_an_article_with_errors_is_clean(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page(portal.article_path("قانون المياه"))
        page.locator("#comment-form form").evaluate("form => { form.noValidate = true }")
        page.click("#comment-form [type=submit]")
        expect(page.locator("[aria-invalid=true]")).to_have_count(3)
        assert violations(page) == []

    @both
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_a_report_is_clean_before_it_is_sent_and_after(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int], prefix: str, scheme: str
    ) -> None:
        path = f"{prefix}{portal.comment_path('قانون المياه')}report/"
        page = open_page(path, viewport=viewport, color_scheme=scheme)
        assert violations(page) == []
        page.click("main [type=submit]")
        expect(page.locator(".error-summary")).to_be_focused()
        assert violations(page) == []
        page.goto(f"{path}?sent=1")
        assert violations(page) == []


class TestNewsroom:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_the_way_in_is_clean(self, open_page: OpenPage, scheme: str) -> None:
        assert violations(open_page("/admin/login/", color_scheme=scheme)) == []

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(
        ("username", "path"),
        [
            ("editor", "/admin/"),
            ("editor", "/admin/articles/article/"),
            ("editor", "/admin/articles/article/add/"),
            ("editor", "/admin/articles/picture/add/"),
            ("editor", "/admin/articles/article/?source__isnull=True"),
            ("editor", "/admin/articles/tag/"),
            ("editor", "/admin/preferences/"),
            ("moderator", "/admin/"),
            ("moderator", "/admin/preferences/"),
            ("moderator", "/admin/comments/comment/"),
            ("moderator", "/admin/comments/comment/?p=last"),
            ("moderator", "/admin/comments/wordentry/"),
            ("moderator", "/admin/comments/wordentry/add/"),
            ("admin", "/admin/articles/sitesettings/1/change/"),
        ],
    )
    def test_our_admin_pages_are_clean(
        self,
        open_page: OpenPage,
        let_in: SignIn,
        username: str,
        path: str,
        scheme: str,
    ) -> None:
        page = open_page("about:blank", color_scheme=scheme)
        let_in(page, username)
        page.goto(path)
        assert violations(page) == []

    @both
    def test_figures_are_clean_with_their_tables_open(
        self, open_page: OpenPage, log_in: SignIn, viewport: dict[str, int], scheme: str
    ) -> None:
        page = open_page("about:blank", viewport=viewport, color_scheme=scheme)
        log_in(page, "moderator")
        tables = page.locator(".panel summary")
        for number in range(tables.count()):
            tables.nth(number).click()
        expect(page.locator(".panel-comments table")).to_be_visible()
        assert violations(page) == []
