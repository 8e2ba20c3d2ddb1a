"""Sizes, leading and faces of the text that readers see, as Chromium computes them."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import OpenPage, layout_shift
from tests.browser.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.rendering]

STORY = "قانون المياه"
READING = ["body", ".standfirst", ".story-body p", ".story-body li", ".comment-text p"]
MEASURED = """selector => [...document.querySelectorAll(selector)].map(element => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    return { size, leading: parseFloat(style.lineHeight) / size, face: style.fontFamily, text: element.innerText };
})"""


def measured(page: Page, selector: str) -> list[dict[str, float]]:
    """Return size in pixels and leading of each element; the root is 16 pixels."""
    return list(page.evaluate(MEASURED, selector))


def styles_of(page: Page) -> str:
    address = page.locator("link[rel=stylesheet]").first.evaluate("link => link.href")
    with urlopen(address) as answer:  # noqa: S310 - always http
        return str(answer.read().decode())


class TestReading:
    def test_text_is_large_and_airy_enough_for_arabic(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int]
    ) -> None:
        page = open_page(portal.article_path(STORY), viewport=viewport)
        for selector in READING:
            for text in measured(page, selector):
                assert text["size"] >= 1.125 * 16, selector
                assert text["leading"] >= 1.75 - 0.001, selector
        assert measured(page, ".comment-text p")

    def test_static_page_and_cards_are_too(self, open_page: OpenPage, viewport: dict[str, int]) -> None:
        for path, selector in [("/about/", ".story-body p"), ("/", ".card-standfirst"), ("/", "body")]:
            found = measured(open_page(path, viewport=viewport), selector)
            assert found
            assert min(text["size"] for text in found) >= 18
            assert min(text["leading"] for text in found) >= 1.75 - 0.001

    def test_arabic_keeps_its_size_and_leading_inside_an_english_frame(
        self, portal: Portal, open_page: OpenPage
    ) -> None:
        path = portal.article_path(STORY)
        arabic, english = open_page(path), open_page(f"/en{path}")
        for selector in ["h1", ".standfirst", ".story-body p", ".comment-text p"]:
            assert measured(english, selector) == measured(arabic, selector), selector
        # The label before a headline is the page's, so that the words differ.
        of_cards = [[{**each, "text": ""} for each in measured(page, ".card-title")] for page in (arabic, english)]
        assert of_cards[0] == of_cards[1]
        assert measured(english, "body")[0]["size"] < measured(arabic, "body")[0]["size"]
        assert measured(english, "body")[0]["leading"] < measured(arabic, "body")[0]["leading"]

    def test_latin_name_inside_arabic_is_a_little_smaller(self, open_page: OpenPage) -> None:
        page = open_page("/")
        link, row = measured(page, ".footer a[lang=en]")[0], measured(page, ".footer li")[0]
        assert link["size"] == pytest.approx(0.95 * row["size"], abs=0.01)


class TestHeadings:
    @pytest.mark.parametrize("path", ["/", "/latest/", "/about/", "story"])
    def test_leading_is_the_arabic_one_at_every_size(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int], path: str
    ) -> None:
        page = open_page(portal.article_path(STORY) if path == "story" else path, viewport=viewport)
        found = measured(page, "h1, h2, h3, h4")
        assert found
        for heading in found:
            assert heading["leading"] == pytest.approx(1.35, abs=0.001), heading["text"]
            assert heading["face"].startswith("Headline")


class TestFace:
    def test_text_never_waits_for_it(self, open_page: OpenPage) -> None:
        faces = re.findall(r"@font-face\s*{[^}]*}", styles_of(open_page("/")))
        loaded = [face for face in faces if "url(" in face]
        assert len(loaded) == 1
        assert all(re.search(r"font-display:\s*swap", face) for face in loaded)
        # What stands in for it takes its widths and its base line.
        assert all(re.search(r"size-adjust:.*", face) for face in faces if face not in loaded)

    @pytest.mark.parametrize("path", ["/", "story"])
    def test_nothing_moves_when_it_comes_late(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int], path: str
    ) -> None:
        page = open_page("/healthz", viewport=viewport)
        waiting: list[Route] = []
        # Playwright cannot keep its mark on a method of a list.
        page.route("**/*.woff2", lambda route: waiting.append(route))  # noqa: PLW0108 - see above
        page.goto(portal.article_path(STORY) if path == "story" else path, wait_until="domcontentloaded")
        page.wait_for_selector("h1, h2")
        page.wait_for_timeout(500)
        assert len(waiting) == 1
        assert not page.evaluate("document.fonts.check('700 1em Headline', 'خ')")
        waiting[0].continue_()
        assert layout_shift(page) < 0.01
        assert page.evaluate("document.fonts.check('700 1em Headline', 'خ')")
