"""Revisions and notes in Chromium: a story saved twice, compared and brought back; a note written and settled."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


MAKE = """
from articles.models import Article, Section
body = "".join(f"<p>فقرة رقم {n} من هذا الخبر الطويل.</p>" for n in range(8))
print(Article.objects.create(title="افتتاح الجسر الجديد", section=Section.objects.first(), body=body).pk)
"""


@pytest.fixture
def story(portal: Portal) -> str:
    """Return the address of a draft, up to its key."""
    return f"/admin/articles/article/{portal.run(MAKE).split()[-1]}"


def save(page: Page, title: str, words: str) -> None:
    page.fill("#id_title", title)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type(words)
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def key_of(story: str) -> str:
    return story.rsplit("/", maxsplit=1)[-1]


def title_of(portal: Portal, story: str) -> str:
    asked = f"from articles.models import Article\nprint(Article.objects.get(pk={key_of(story)}).title)"
    return portal.run(asked).strip().splitlines()[-1]


class TestRevisions:
    def test_an_editor_saves_twice_compares_and_brings_the_first_back(
        self, portal: Portal, desk: Callable[..., Page], story: str
    ) -> None:
        page = desk(f"{story}/change/")
        save(page, "افتتاح الجسر الكبير", "عاجل ")
        save(page, "افتتاح جسر النيل الكبير", "أمس ")
        page.get_by_role("link", name="كل النسخ").click()
        expect(page.locator(".revision")).to_have_count(3)
        page.locator("[name=before][value='1']").check()
        page.get_by_role("button", name="مقارنة النسختين").click()
        expect(page.locator(".diff-title del")).to_contain_text("الجسر الجديد")
        expect(page.locator(".diff-title ins")).to_contain_text("جسر النيل الكبير")
        expect(page.locator(".diff-body .diff-changed ins")).to_contain_text("أمس عاجل")
        page.get_by_role("link", name="استعادة النسخة 1").click()
        assert title_of(portal, story) == "افتتاح جسر النيل الكبير"
        page.get_by_role("button", name="استعادتها").click()
        expect(page.locator(".messagelist .success")).to_contain_text("النسخة 4")
        expect(page.locator("#id_title")).to_have_value("افتتاح الجسر الجديد")
        assert title_of(portal, story) == "افتتاح الجسر الجديد"
        assert page.complaints == []

    def test_words_taken_out_stand_before_those_that_came_in_the_order_of_reading(
        self, desk: Callable[..., Page], story: str
    ) -> None:
        page = desk(f"{story}/change/")
        save(page, "افتتاح BBC الجديد", "س ")
        page.goto(f"{story}/revisions/compare/?after=2")
        old, new = (page.locator(f".diff-title {name}").bounding_box() for name in ("del", "ins"))
        assert old["x"] > new["x"]
        expect(page.locator(".diff-title del")).to_have_css("text-decoration-line", "line-through")
        expect(page.locator(".diff-title ins")).to_have_css("text-decoration-line", "underline")

    def test_it_works_without_scripts(self, portal: Portal, desk: Callable[..., Page], story: str) -> None:
        body = json.dumps({"title": "بلا برنامج"})
        portal.run(
            "from articles.models import Article\nfrom articles.revisions.recording import record\n"
            f"a = Article.objects.get(pk={key_of(story)})\nrecord(a, by=None)\n"
            f"Article.objects.filter(pk=a.pk).update(**{body})\nrecord(a, by=None)",
        )
        page = desk(f"{story}/revisions/", java_script_enabled=False)
        page.get_by_role("button", name="مقارنة النسختين").click()
        page.get_by_role("link", name="استعادة النسخة 1").click()
        page.get_by_role("button", name="استعادتها").click()
        assert title_of(portal, story) == "افتتاح الجسر الجديد"


class TestNotes:
    def test_a_note_is_written_answered_and_settled_beside_an_unsaved_text(
        self, desk: Callable[..., Page], story: str
    ) -> None:
        page = desk(f"{story}/change/")
        page.fill("#id_title", "عنوان لم يُحفظ بعد")
        panel = page.locator("#panel-notes")
        panel.get_by_label("ملاحظة جديدة").fill("راجع الرقم\nفي الفقرة الثالثة")
        panel.get_by_role("button", name="إضافة الملاحظة").click()
        expect(panel.get_by_role("heading")).to_have_text("ملاحظة واحدة مفتوحة")
        expect(panel.locator(".note:focus")).to_contain_text("راجع الرقم")
        panel.locator("summary", has_text="الرد").click()
        panel.get_by_label("ردك").fill("راجعته.")
        panel.get_by_role("button", name="إرسال الرد").click()
        expect(panel.locator(".note")).to_have_count(2)
        panel.get_by_role("button", name="حسم الملاحظة").click()
        expect(panel.get_by_role("heading")).to_have_text("ملاحظات التحرير")
        # The settled one is open, since the focus stands in it.
        panel.get_by_role("button", name="فتحها من جديد").click()
        expect(panel.get_by_role("heading")).to_have_text("ملاحظة واحدة مفتوحة")
        expect(page.locator("#id_title")).to_have_value("عنوان لم يُحفظ بعد")
        assert page.complaints == []

    def test_a_note_that_is_too_long_keeps_its_text_and_that_of_the_other_boxes(
        self, desk: Callable[..., Page], story: str
    ) -> None:
        page = desk(f"{story}/change/")
        panel = page.locator("#panel-notes")
        panel.get_by_label("ملاحظة جديدة").fill("سؤال")
        panel.get_by_role("button", name="إضافة الملاحظة").click()
        panel.locator("summary", has_text="الرد").click()
        panel.get_by_label("ردك").fill("لم يُرسل بعد")
        panel.get_by_label("ملاحظة جديدة").fill("ع" * 2_001)
        page.evaluate("document.querySelectorAll('textarea').forEach(field => field.removeAttribute('maxlength'))")
        panel.get_by_role("button", name="إضافة الملاحظة").click()
        expect(panel.locator(".errorlist")).to_be_visible()
        expect(panel.get_by_label("ملاحظة جديدة")).to_have_value("ع" * 2_001)
        expect(panel.get_by_label("ردك")).to_have_value("لم يُرسل بعد")

    def test_a_lost_line_keeps_the_text(self, desk: Callable[..., Page], story: str) -> None:
        page = desk(f"{story}/change/")
        page.route("**/notes/", lambda route: route.fulfill(status=403, body="<p>no</p>", content_type="text/html"))
        panel = page.locator("#panel-notes")
        panel.get_by_label("ملاحظة جديدة").fill("سؤال")
        panel.get_by_role("button", name="إضافة الملاحظة").click()
        expect(panel.get_by_role("status")).to_contain_text("لم تُرسل الملاحظة")
        expect(panel.get_by_label("ملاحظة جديدة")).to_have_value("سؤال")


@pytest.mark.npm
@pytest.mark.rendering
class TestAccessibility:
    @pytest.mark.parametrize(("scheme", "size"), [("light", {}), ("dark", {"viewport": PHONE})])
    def test_pages_are_clean_and_nothing_sticks_out(
        self, desk: Callable[..., Page], story: str, scheme: str, size: dict[str, Any]
    ) -> None:
        page = desk(f"{story}/change/", color_scheme=scheme, **size)
        save(page, "افتتاح الجسر الكبير", "عاجل ")
        panel = page.locator("#panel-notes")
        panel.get_by_label("ملاحظة جديدة").fill("سؤال")
        panel.get_by_role("button", name="إضافة الملاحظة").click()
        expect(panel.locator(".note")).to_have_count(1)
        assert violations(page) == []
        pages = ["revisions/", "revisions/compare/?after=2", "revisions/1/restore/", "notes/"]
        for path in pages:
            page.goto(f"{story}/{path}")
            assert violations(page) == [], path
            width = page.viewport_size["width"] if page.viewport_size else 0
            assert page.evaluate("document.documentElement.scrollWidth") == width, path
