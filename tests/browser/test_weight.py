"""What an article page with its thread and form costs a reader: at most 45 kB in 6 requests, without pictures."""

import pytest
from playwright.sync_api import Request

from tests.browser.conftest import OpenPage, layout_shift
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser

NOT_COUNTED = {"image"}


class TestArticlePage:
    def test_it_keeps_to_the_budget(self, portal: Portal, open_page: OpenPage) -> None:
        path = portal.article_path("قانون المياه")
        page = open_page("/healthz")
        finished: list[Request] = []
        # Playwright cannot keep its mark on a method of a list.
        page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108 - see above
        page.goto(path, wait_until="networkidle")
        counted = [request for request in finished if request.resource_type not in NOT_COUNTED]
        sizes = {request.url: request.sizes()["responseBodySize"] for request in counted}
        assert len(sizes) <= 6, sizes
        assert sum(sizes.values()) <= 45_000, sizes

    def test_nothing_comes_from_elsewhere(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page("/healthz")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ["/", portal.article_path("قانون المياه")]:
            page.goto(path, wait_until="networkidle")
        assert [url for url in asked if not url.startswith((portal.url, "data:"))] == []

    def test_no_cookie_and_no_layout_shift(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int]
    ) -> None:
        page = open_page(portal.article_path("قانون المياه"), viewport=viewport)
        page.wait_for_load_state("networkidle")
        assert layout_shift(page) < 0.01
        assert page.context.cookies() == []
