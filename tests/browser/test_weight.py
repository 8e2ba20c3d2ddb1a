"""What a page costs a reader, without pictures: an article with thread and form 45 kB in 6 requests, home 60 kB."""

import pytest
from playwright.sync_api import Request

from tests.browser.conftest import OpenPage, layout_shift
from tests.browser.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.rendering]

NOT_COUNTED = {"image"}


ARTICLE = "قانون المياه"


@pytest.fixture(params=["article", "home", "list", "search"])
def path(request: pytest.FixtureRequest, portal: Portal) -> str:
    paths = {"home": "/", "list": "/latest/", "search": "/search/?q=المياه"}
    return paths.get(request.param) or portal.article_path(ARTICLE)


class TestBudget:
    @pytest.mark.parametrize(("name", "budget", "requests"), [("article", 45_000, 6), ("home", 60_000, 6)])
    def test_a_page_keeps_to_it(
        self, portal: Portal, open_page: OpenPage, name: str, budget: int, requests: int
    ) -> None:
        path = portal.article_path(ARTICLE) if name == "article" else "/"
        page = open_page("/healthz")
        finished: list[Request] = []
        # Playwright cannot keep its mark on a method of a list.
        page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108 - see above
        page.goto(path, wait_until="networkidle")
        counted = [request for request in finished if request.resource_type not in NOT_COUNTED]
        sizes = {request.url: request.sizes()["responseBodySize"] for request in counted}
        assert len(sizes) <= requests, sizes
        assert sum(sizes.values()) <= budget, sizes
        styles = [request for request in counted if request.resource_type == "stylesheet"]
        assert [sizes[request.url] <= 12_000 for request in styles] == [True], sizes


class TestPages:
    def test_nothing_comes_from_elsewhere(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page("/healthz")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ["/", portal.article_path(ARTICLE)]:
            page.goto(path, wait_until="networkidle")
        assert [url for url in asked if not url.startswith((portal.url, "data:"))] == []

    def test_no_cookie_and_no_layout_shift(self, open_page: OpenPage, viewport: dict[str, int], path: str) -> None:
        page = open_page(path, viewport=viewport)
        page.wait_for_load_state("networkidle")
        assert layout_shift(page) < 0.01
        assert page.context.cookies() == []
