"""The address below a title in the newsroom's form, which has to be the one that saving stores."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.rendering]


NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADD = "/admin/articles/article/add/"
TITLES = [
    ("أســعار النفط", "أسعار-النفط"),
    ("قِمّةُ الرِّياضِ: «عامٌ جديدٌ»؟", "قمة-الرياض-عام-جديد"),
    ("موازنة ٢٠٢٧ بعجز ٣٫٥٪", "موازنة-2027-بعجز-3-5"),
    ("مولد النبي محمد ﷺ", "مولد-النبي-محمد"),
    ("Apple تعلن عن iPhone 17", "apple-تعلن-عن-iphone-17"),
    ("كلمات " * 33, "-".join(["كلمات"] * 33)),
]


def stored_slug(portal: Portal, page: Page) -> str:
    """Return the slug of the story whose form was just saved with “continue”."""
    expect(page.locator(".messagelist .success")).to_be_visible()
    key = page.url.split("/")[-3]
    query = f"from articles.models import Article\nprint(Article.objects.get(pk={key}).slug)"
    return portal.run(query).strip().splitlines()[-1]


def save(page: Page) -> None:
    page.get_by_label("القسم").select_option(label="علوم")
    save_again(page)


def save_again(page: Page) -> None:
    with page.expect_event("load"):
        page.locator("[name=_continue]").click()


class TestTitle:
    def test_what_is_shown_is_what_is_stored(self, portal: Portal, desk: Callable[..., Page]) -> None:
        page = desk()
        for title, slug in TITLES:
            page.goto(ADD)
            page.fill("#id_title", title)
            expect(page.locator(".slug-line .slug")).to_have_text(slug)
            expect(page.locator(".slug-line output")).to_contain_text(f"/news/…/{slug}/")
            save(page)
            assert stored_slug(portal, page) == slug
        assert page.complaints == []

    def test_letters_typed_one_by_one_ask_once(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.clock.install(time=NOON - timedelta(hours=1))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if "/slug/" in request.url else None)
        # However slow the machine is, the pause after a key ends after the last one alone.
        page.clock.pause_at(NOON)
        page.locator("#id_title").press_sequentially("أسعار النفط")
        page.clock.resume()
        expect(page.locator(".slug-line .slug")).to_have_text("أسعار-النفط")
        assert len(asked) == 1

    def test_it_is_announced_politely_until_the_title_is_emptied(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.fill("#id_title", "أسعار النفط")
        expect(page.locator("output")).to_contain_text("أسعار-النفط")
        expect(page.locator(".slug-line output > bdi")).to_have_css("direction", "ltr")
        page.fill("#id_title", "")
        expect(page.locator(".slug-line output")).to_be_empty()
        expect(page.locator(".slug-line button")).to_be_hidden()

    def test_nothing_sticks_out_on_a_phone(self, desk: Callable[..., Page]) -> None:
        page = desk(viewport=PHONE)
        page.fill("#id_title", "ا" * 200)
        expect(page.locator(".slug-line .slug")).to_have_text("ا" * 200)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


class TestByHand:
    def test_the_button_opens_the_field_and_what_stands_there_wins(
        self, portal: Portal, desk: Callable[..., Page]
    ) -> None:
        page = desk()
        page.fill("#id_title", "أسعار النفط")
        page.get_by_role("button", name="تعديل الرابط").click()
        expect(page.locator("#id_slug")).to_be_focused()
        page.keyboard.type("سعر-البرميل")
        expect(page.locator(".slug-line .slug")).to_have_text("سعر-البرميل")
        page.fill("#id_title", "أسعار النفط والغاز")
        save(page)
        assert stored_slug(portal, page) == "سعر-البرميل"
        expect(page.locator("#id_slug")).to_have_value("سعر-البرميل")


class TestLater:
    def test_a_draft_follows_its_new_title(self, portal: Portal, desk: Callable[..., Page]) -> None:
        page = desk()
        page.fill("#id_title", "عنوان المسودة")
        save(page)
        assert stored_slug(portal, page) == "عنوان-المسودة"
        page.fill("#id_title", "عنوان أدق للمسودة")
        key = page.url.split("/")[-3]
        expect(page.locator(".slug-line output")).to_contain_text(f"/news/{key}/عنوان-أدق-للمسودة/")
        save_again(page)
        assert stored_slug(portal, page) == "عنوان-أدق-للمسودة"


class TestNames:
    def test_forms_of_names_show_it_too(self, desk: Callable[..., Page]) -> None:
        page = desk()
        for name, path in [
            ("section", "/section/{}/"),
            ("tag", "/tag/{}/"),
            ("author", "/author/{}/"),
            ("source", "{}"),
        ]:
            page.goto(f"/admin/articles/{name}/add/")
            page.fill("#id_name", "وكالــة الأنبــاء ٢٤")
            expect(page.locator(".slug-line output > bdi")).to_have_text(path.format("وكالة-الأنباء-24"))
        assert page.complaints == []
