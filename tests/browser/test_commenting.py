"""A reader comments and replies, with and without JavaScript; nothing typed is ever lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser

STORY = "قانون المياه"


def fill_in(page: Page, *, text: str, email: str, name: str = "قارئة من الوادي") -> None:
    page.fill("[name=comment]", text)
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)


def send(page: Page) -> None:
    page.get_by_role("button", name="إرسال التعليق").click()


class TestWording:
    def test_the_form_says_what_readers_know(self, portal: Portal, open_page: OpenPage) -> None:
        form = open_page(portal.article_path(STORY)).locator("#comment-form")
        expect(form.get_by_role("heading", name="اترك تعليقاً")).to_be_visible()
        expect(form).to_contain_text("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *")
        for label in ["التعليق *", "الاسم *", "البريد الإلكتروني *", "الموقع الإلكتروني"]:
            expect(form.get_by_label(label, exact=True)).to_be_visible()
        names = form.locator("[name]:visible, [name=parent]").evaluate_all("fields => fields.map(field => field.name)")
        read = [name for name in names if name not in {"remember", "topic", "elapsed"}]
        assert read == ["comment", "name", "email", "website", "parent", "correction"]
        remember = "احفظ اسمي وبريدي الإلكتروني وموقعي في هذا المتصفح لتعليقي القادم."
        expect(form.get_by_label(remember)).not_to_be_checked()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
class TestComment:
    def test_it_waits_for_review(
        self, portal: Portal, open_page: OpenPage, viewport: dict[str, int], script: bool
    ) -> None:
        page = open_page(portal.article_path(STORY), viewport=viewport, java_script_enabled=script)
        number = f"{viewport['width']}{script}"
        fill_in(page, text=f"رأي هادئ {number}", email=f"reader{number}@example.com")
        send(page)
        expect(page).to_have_url(re.compile(f"^{portal.url}/comments/[\\w-]{{43}}/$"))
        expect(page.locator("main")).to_contain_text("تعليقك في انتظار المراجعة.")
        expect(page.locator("main")).to_contain_text(f"رأي هادئ {number}")
        assert "example.com" not in page.content()

    def test_an_invalid_one_comes_back_whole(self, portal: Portal, open_page: OpenPage, script: bool) -> None:
        page = open_page(portal.article_path(STORY), java_script_enabled=script)
        page.locator("#comment-form form").evaluate("form => { form.noValidate = true }") if script else None
        page.fill("[name=comment]", "نص لا يضيع")
        page.fill("[name=email]", "not-an-address" if script else "reader@example.com")
        page.fill("[name=name]", "" if script else "\u200b\u2067")
        send(page)
        expect(page.locator("[name=comment]")).to_have_value("نص لا يضيع")
        expect(page.locator("[name=name]")).to_have_attribute("aria-invalid", "true")
        summary = page.locator(".error-summary")
        expect(summary).to_be_focused()
        summary.get_by_role("link").first.click()
        expect(page.locator("[name=name]")).to_be_in_viewport()

    def test_a_reply_names_whom_it_answers(self, portal: Portal, open_page: OpenPage, script: bool) -> None:
        page = open_page(portal.article_path(STORY), java_script_enabled=script)
        comment = page.locator(".comment", has=page.locator(".comment-actions")).first
        name = comment.locator(".comment-name").inner_text()
        comment.get_by_role("link", name=f"رد على \u2068{name}\u2069", exact=True).click()
        form = page.locator("#comment-form")
        expect(form.get_by_role("heading", name="الرد على")).to_contain_text(name)
        expect(form.get_by_role("link", name="إلغاء الرد")).to_be_visible()
        assert page.input_value("[name=parent]") == (comment.get_attribute("id") or "").removeprefix("comment-")
        form.get_by_role("link", name="إلغاء الرد").click()
        expect(form.get_by_role("heading", name="اترك تعليقاً")).to_be_visible()
        assert page.input_value("[name=parent]") == ""


class TestReplyOnAPhone:
    def test_heading_and_text_area_come_into_view_together(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page(portal.article_path(STORY), viewport=PHONE)
        bar = page.locator(".bar").bounding_box()
        assert bar
        for link in page.locator("[data-reply]").all()[:3]:
            link.scroll_into_view_if_needed()
            link.click()
            expect(page.locator("[name=comment]")).to_be_focused()
            heading, box = (page.locator(place).bounding_box() for place in ("[data-form-heading]", "[name=comment]"))
            assert heading
            assert box
            assert heading["y"] >= bar["height"] - 1
            assert box["y"] + box["height"] <= PHONE["height"]


class TestRememberMe:
    def test_details_come_back_only_when_asked_for(self, portal: Portal, open_page: OpenPage) -> None:
        path = portal.article_path(STORY)
        page = open_page(path)
        fill_in(page, text="تعليق أول أتذكر صاحبه", email="kept@example.com", name="هدى")
        page.get_by_label("احفظ اسمي").check()
        send(page)
        page.wait_for_url("**/comments/*/")
        page.goto(path)
        expect(page.locator("[name=email]")).to_have_value("kept@example.com")
        expect(page.locator("[name=name]")).to_have_value("هدى")
        assert page.context.cookies() == []


class TestReading:
    def test_the_switch_outlives_the_page(self, open_page: OpenPage) -> None:
        page = open_page("/", color_scheme="light")
        page.get_by_role("button", name="الوضع الداكن").click()
        page.goto("/latest/")
        assert page.locator("html").get_attribute("data-theme") == "dark"
        expect(page.get_by_role("button", name="الوضع الفاتح")).to_be_visible()

    def test_the_first_tab_skips_to_the_content(self, open_page: OpenPage) -> None:
        page = open_page("/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="انتقل إلى المحتوى")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()

    @pytest.mark.parametrize("path", ["/", "/latest/", "/about/", "/nothing/", "/en/"])
    def test_no_page_scrolls_sideways(self, open_page: OpenPage, viewport: dict[str, int], path: str) -> None:
        page = open_page(path, viewport=viewport)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

    def test_the_footer_leads_to_the_english_frame_and_back(self, portal: Portal, open_page: OpenPage) -> None:
        path = portal.article_path(STORY)
        page = open_page(path)
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", name="Leave a comment")).to_be_visible()
        page.get_by_role("link", name="العربية").click()
        expect(page.locator("html")).to_have_attribute("lang", "ar")
