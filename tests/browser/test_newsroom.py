"""The newsroom's form in Chromium: under its policy, by keyboard, on a phone, and without losing what a text holds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.portal import ROOT, Portal

pytestmark = pytest.mark.browser


ADD = "/admin/articles/article/add/"
WIRE = (ROOT / "tests" / "data" / "wire_article.txt").read_text(encoding="utf-8").strip()
PASTE = """types => {
    const data = new DataTransfer();
    for (const [type, text] of Object.entries(types)) data.setData(type, text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".ProseMirror").dispatchEvent(event);
}"""
RICH = (
    "<p>قبل</p><blockquote><p>قول</p><cite>قائله</cite></blockquote><p>من <cite>كتاب</cite></p>"
    '<figure data-picture="7"><figcaption>شرح <strong>الصورة</strong></figcaption></figure>'
    '<figure data-embed="https://video.example/1"></figure>'
    "<table><tbody><tr><th>أ</th></tr><tr><td>ب</td></tr></tbody></table><ol><li>ج</li></ol><hr>"
)


def body_of(page: Page) -> str:
    return str(page.locator("#id_body").evaluate("field => field.value"))


def paste(page: Page, **types: str) -> None:
    page.locator(".ProseMirror").click()
    page.evaluate(PASTE, {f"text/{name}": text for name, text in types.items()})


@pytest.mark.rendering
class TestPolicy:
    @pytest.mark.parametrize(
        "path",
        [
            "/admin/",
            "/admin/articles/article/",
            ADD,
            "/admin/articles/section/",
            "/admin/articles/section/add/",
            "/admin/articles/picture/add/",
            "/admin/auth/user/add/",
            "/admin/auth/user/",
            "/admin/comments/comment/",
            "/admin/comments/wordentry/add/",
        ],
    )
    def test_pages_break_no_rule_of_it(self, desk: Callable[..., Page], path: str) -> None:
        page = desk(path, "admin")
        page.wait_for_load_state("networkidle")
        assert page.complaints == []

    def test_pasting_from_a_word_processor_breaks_none_either(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, html="<p class=MsoNormal style='margin:0'><b style='color:red'>أ</b><o:p></o:p></p>", plain="أ")
        expect(page.locator(".ProseMirror strong")).to_have_text("أ")
        assert page.complaints == []


@pytest.mark.rendering
class TestPaste:
    def test_plain_wire_copy_becomes_paragraphs(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain=WIRE)
        assert body_of(page).count("<p>") == len(WIRE.split("\n\n"))
        assert "<br" not in body_of(page)

    def test_what_a_word_processor_adds_stays_outside(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(
            page,
            html="<h1 style='x'>عنوان</h1><b style='font-weight:normal'>"
            "<p>نص <span style='font-weight:700'>ثقيل</span>"
            "</p></b><img src='file:///c:/x.png'><script>alert(1)</script><p><font color=red>أحمر</font></p>",
            plain="x",
        )
        assert body_of(page) == "<h2>عنوان</h2><p>نص <strong>ثقيل</strong></p><p>أحمر</p>"


class TestEditing:
    def test_a_text_survives_being_edited(self, portal: Portal, desk: Callable[..., Page]) -> None:
        made = portal.run(
            "from articles.models import *\n"
            f"a = Article.objects.create(title='باق', section=Section.objects.first(), body={RICH!r})\nprint(a.pk)",
        )
        page = desk(f"/admin/articles/article/{made.split()[-1]}/change/")
        page.locator(".ProseMirror p").first.click()
        page.keyboard.press("End")
        page.keyboard.type(" وبعد")
        page.locator("[name=_continue]").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        stored = portal.run(f"from articles.models import *\nprint(Article.objects.get(pk={made.split()[-1]}).body)")
        expected = RICH.replace("قبل", "قبل وبعد")
        for bare, wrapped in (("<th>أ</th>", "<th><p>أ</p></th>"), ("<td>ب</td>", "<td><p>ب</p></td>")):
            expected = expected.replace(bare, wrapped)
        assert stored.strip().splitlines()[-1] == expected.replace("<li>ج</li>", "<li><p>ج</p></li>")

    def test_a_link_keeps_what_was_typed_and_completes_it(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.locator(".ProseMirror").click()
        page.keyboard.type("كلام")
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+k")
        page.locator("dialog input").fill("agency.example/1")
        page.locator("dialog [type=submit]").click()
        expect(page.locator(".ProseMirror a")).to_have_text("كلام")
        assert body_of(page) == '<p><a href="https://agency.example/1" rel="noopener">كلام</a></p>'

    def test_emptied_text_is_empty(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="كلام")
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        assert body_of(page) == ""

    def test_the_text_runs_from_right_to_left_in_an_english_newsroom_too(
        self, portal: Portal, desk: Callable[..., Page]
    ) -> None:
        choose = "from newsportal.models import *; from django.contrib.auth.models import User\n"
        choose += "u = User.objects.get(username='admin')\nStaffPreference.objects.update_or_create(user=u, defaults="
        portal.run(f"{choose}{{'language': 'en'}})")
        try:
            page = desk(username="admin")
            expect(page.locator("html")).to_have_attribute("dir", "ltr")
            expect(page.locator(".ProseMirror")).to_have_css("direction", "rtl")
            expect(page.get_by_role("button", name="Quotation")).to_be_visible()
        finally:
            portal.run(f"{choose}{{'language': 'ar'}})")


@pytest.mark.rendering
class TestToolbar:
    def test_it_is_one_stop_of_the_tab_key_and_arrows_move_in_it(self, desk: Callable[..., Page]) -> None:
        page = desk()
        bar = page.get_by_role("toolbar")
        assert bar.locator("button[tabindex='0']").count() == 1
        bar.locator("button").first.focus()
        focused = [page.evaluate("document.activeElement.dataset.name")]
        # In a line from right to left the next button stands to the left.
        for key in ("ArrowLeft", "ArrowRight", "End", "Home"):
            page.keyboard.press(key)
            focused.append(page.evaluate("document.activeElement.dataset.name"))
        assert focused == ["format", "heading2", "format", "html", "format"]
        page.keyboard.press("Tab")
        expect(page.locator(".ProseMirror")).to_be_focused()

    def test_every_button_says_in_arabic_what_it_does(self, desk: Callable[..., Page]) -> None:
        page = desk()
        for button in page.locator(".prose-menubar button").all():
            label = button.get_attribute("aria-label")
            assert label == button.get_attribute("title")
            assert any("\u0621" <= letter <= "\u064a" for letter in label), label

    def test_a_pressed_button_says_so(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="كلام")
        quotation = page.locator("[data-name=blockquote]")
        expect(quotation).to_have_attribute("aria-pressed", "false")
        quotation.click()
        expect(quotation).to_have_attribute("aria-pressed", "true")
        assert body_of(page) == "<blockquote><p>كلام</p></blockquote>"


@pytest.mark.rendering
class TestPhone:
    @pytest.mark.parametrize("path", ["/admin/", "/admin/articles/article/", ADD, "/admin/articles/picture/add/"])
    def test_nothing_sticks_out(self, desk: Callable[..., Page], path: str) -> None:
        page = desk(path, viewport=PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        # Lists, rows of names and the editor's tools scroll within a box of their own, which sticks out no more.
        outside = page.evaluate(
            """width => [...document.querySelectorAll("input, textarea, select, button, [class^='prose-']")]
                .filter(field => field.checkVisibility() && !field.closest(".results, .tabular, .prose-menubar > *"))
                .filter(field => field.getBoundingClientRect().left < 0 || field.getBoundingClientRect().right > width)
                .map(field => field.outerHTML)""",
            PHONE["width"],
        )
        assert outside == []
