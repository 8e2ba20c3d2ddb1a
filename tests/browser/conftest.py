"""A portal and a Chromium for each run of the browser tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.demo import Demo, shared_demo
from tests.browser.portal import Portal

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Nothing typed, found, guessed, quoted, no word in it, and in English.
SEARCHES = [
    "/search/",
    "/search/?q=المياه",
    "/search/?q=المخطوطتا",
    "/search/?q=«ثلج ورمل»",
    "/search/?q=؟",
    "/en/search/?q=المياه",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}

SHIFT = """() => new Promise(done => {
    let total = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    document.fonts.ready.then(() => setTimeout(() => done(total), 200));
})"""

OpenPage = Callable[..., Page]
SignIn = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Return the demo, with which portals begin."""
    own = tmp_path_factory.getbasetemp()
    # Test processes of one run have folders side by side.
    with shared_demo(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) as made:
        yield made


@pytest.fixture(scope="session")
def portal(demo: Demo) -> Iterator[Portal]:
    with demo.served() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(params=["phone", "desktop"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    return PHONE if request.param == "phone" else DESKTOP


@pytest.fixture
def open_page(browser: Browser, portal: Portal) -> Iterator[OpenPage]:
    """Return a function that opens a fresh browser profile at a path; a page's own script errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_at(path: str = "/", **options: object) -> Page:
        context = browser.new_context(base_url=portal.url, **{"viewport": DESKTOP, "locale": "ar", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def let_in(portal: Portal) -> SignIn:
    """Return a function that gives a page's browser a session of a demo user, without asking for a password."""

    def let(page: Page, username: str) -> None:
        session = {"name": "sessionid", "value": portal.session_of(username)}
        page.context.add_cookies([{**session, "domain": str(urlsplit(portal.url).hostname), "path": "/admin/"}])

    return let


@pytest.fixture
def log_in(let_in: SignIn) -> SignIn:
    """Return a function that lets a demo user in and opens the newsroom's front page."""

    def open_newsroom(page: Page, username: str) -> None:
        let_in(page, username)
        page.goto("/admin/")

    return open_newsroom


@pytest.fixture
def sign_in(portal: Portal) -> SignIn:
    """Return a function that signs a demo user in by the form, as a person does."""

    def by_form(page: Page, username: str) -> None:
        page.goto("/admin/login/?next=/admin/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", portal.password)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")

    return by_form


@pytest.fixture
def desk(open_page: OpenPage, let_in: SignIn) -> Callable[..., Page]:
    """Return a function that opens a page of the newsroom, a new story's at first, as an editor.

    ``page.complaints`` are what the console says of errors.
    """

    def open_desk(path: str = "/admin/articles/article/add/", username: str = "editor", **options: object) -> Page:
        page = open_page("about:blank", **options)
        let_in(page, username)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    return open_desk


def layout_shift(page: Page) -> float:
    """Return how far the page has moved since it began to show (Cumulative Layout Shift, without a unit)."""
    return float(page.evaluate(SHIFT))
