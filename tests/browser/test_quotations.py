"""The marks that the style sheet puts around a quotation whose writer typed none."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.rendering]

STYLES = Path(settings.BASE_DIR) / "newsportal" / "static" / "css" / "prose.css"
NAME = "<p data-attribution><cite>قائله</cite></p>"
MARKED = """
    [...document.querySelectorAll("blockquote *")].flatMap((element) => [
      ["::before", "open-quote"],
      ["::after", "close-quote"],
    ].filter(([place, mark]) => getComputedStyle(element, place).content === mark)
     .map(([, mark]) => `${mark} ${element.textContent}`))
"""


class TestMarks:
    @pytest.mark.parametrize(
        "body",
        [
            "<p>أول</p><p>آخر</p>",
            "<p>أول</p><p>آخر</p><cite>قائله</cite>",
            f"<p>أول</p><p>آخر</p>{NAME}",
            "<ul><li>أول</li><li>وسط</li><li>آخر</li></ul>",
            f"<ol><li>أول</li><li>آخر</li></ol>{NAME}",
            "<p>أول</p><ul><li>وسط</li><li>آخر</li></ul>",
        ],
    )
    def test_they_stand_around_the_words_alone(self, browser: Browser, body: str) -> None:
        page = browser.new_page()
        page.set_content(
            f'<style>{STYLES.read_text()}</style><div class="story-body"><blockquote>{body}</blockquote></div>'
        )
        assert page.evaluate(MARKED) == ["open-quote أول", "close-quote آخر"]
        page.close()
