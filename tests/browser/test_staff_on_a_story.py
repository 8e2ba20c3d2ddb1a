"""What the newsroom sees on a story: a bar, and the way to answer; a reader's browser asks for nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage, SignIn
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


STORY = "قانون المياه"


def asked_of(page: Page) -> list[str]:
    """Return the addresses of the newsroom that a page will have asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/admin/" in request.url else None)
    return asked


def flag_of(page: Page) -> str | None:
    return page.evaluate("localStorage.getItem('staff')")


class TestReader:
    def test_nothing_is_asked_and_nothing_shown(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page("/")
        asked = asked_of(page)
        page.goto(portal.article_path(STORY), wait_until="networkidle")
        assert asked == []
        expect(page.locator(".staff-bar, .staff-reply")).to_have_count(0)

    def test_a_flag_without_a_session_goes_away(self, portal: Portal, open_page: OpenPage) -> None:
        page = open_page("/")
        page.evaluate("localStorage.setItem('staff', '1')")
        asked = asked_of(page)
        # On a busy machine the network rests for a while before the script runs.
        with page.expect_response("**/admin/here/**"):
            page.goto(portal.article_path(STORY))
        page.wait_for_function("localStorage.getItem('staff') === null")
        assert len(asked) == 1
        expect(page.locator(".staff-bar, .staff-reply")).to_have_count(0)


class TestStaff:
    def test_a_moderator_answers_a_reader_from_the_story(
        self, portal: Portal, open_page: OpenPage, log_in: SignIn
    ) -> None:
        page = open_page("/")
        log_in(page, "moderator")
        page.goto(portal.article_path(STORY))
        bar = page.get_by_role("navigation", name="غرفة الأخبار")
        expect(bar.get_by_role("link")).to_have_count(2)
        shown = page.locator(".comment:has(.comment-link)").count()
        replies = page.get_by_role("link", name="رد باسم الصحيفة")
        expect(replies).to_have_count(shown)
        replies.first.click()
        page.wait_for_url("**/reply/?from=article")
        page.get_by_label("ردك").fill("شكراً، صحّحنا الرقم في الفقرة الثانية.")
        page.get_by_role("button", name="أرسل الرد").click()
        page.wait_for_url("**/news/**#comment-*")
        expect(page.locator(".comment:target")).to_contain_text("صحّحنا الرقم في الفقرة الثانية.")
        expect(replies).to_have_count(shown + 1)

    def test_an_editor_reaches_the_form_of_the_story(
        self, portal: Portal, open_page: OpenPage, log_in: SignIn
    ) -> None:
        page = open_page("/", viewport=PHONE)
        log_in(page, "editor")
        page.goto(portal.article_path(STORY))
        page.get_by_role("link", name="حرّر الخبر").click()
        page.wait_for_url("**/admin/articles/article/*/change/")
        expect(page.locator("#id_title")).to_have_value(re.compile(STORY))

    def test_whoever_signs_out_sees_no_more_of_it(self, portal: Portal, open_page: OpenPage, log_in: SignIn) -> None:
        page = open_page("/")
        log_in(page, "moderator")
        assert flag_of(page) == "1"
        page.get_by_role("button", name="تسجيل الخروج").click()
        page.wait_for_url("**/admin/logout/")
        page.wait_for_load_state()
        assert flag_of(page) is None
        page.goto(portal.article_path(STORY), wait_until="networkidle")
        expect(page.locator(".staff-bar")).to_have_count(0)

    def test_the_bar_covers_nothing_at_the_end_and_moves_nothing(
        self, portal: Portal, open_page: OpenPage, log_in: SignIn, viewport: dict[str, int]
    ) -> None:
        page = open_page("/", viewport=viewport)
        log_in(page, "admin")
        page.goto(portal.article_path(STORY))
        bar = page.locator(".staff-bar")
        expect(bar).to_be_visible()
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        foot, top = page.locator(".footer").bounding_box(), bar.bounding_box()
        assert foot
        assert top
        assert foot["y"] + foot["height"] <= top["y"]
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        expect(page.locator(".story-head")).to_be_visible()


class TestWithoutScript:
    def test_a_comment_is_answered_from_the_queue(self, open_page: OpenPage, log_in: SignIn) -> None:
        page = open_page("/", java_script_enabled=False)
        log_in(page, "moderator")
        page.goto("/admin/comments/comment/?status__exact=approved")
        page.locator("a.act-reply").first.click()
        page.wait_for_url("**/reply/?_changelist_filters=*")
        page.get_by_role("button", name="أرسل الرد").click()
        expect(page.locator(".errorlist")).to_contain_text("اكتب ردك هنا")
        page.get_by_label("ردك").fill("رد بلا برامج.")
        page.get_by_role("button", name="أرسل الرد").click()
        page.wait_for_url("**/admin/comments/comment/?status__exact=approved")
        expect(page.locator(".messagelist .success")).to_contain_text("نُشر ردك")

    def test_a_comment_is_refused_by_a_rule(self, open_page: OpenPage, log_in: SignIn) -> None:
        page = open_page("/", java_script_enabled=False)
        log_in(page, "moderator")
        page.goto("/admin/comments/comment/?status__exact=pending")
        key = page.locator("[data-comment]").first.get_attribute("data-comment")
        expect(page.get_by_label("القاعدة عند الرفض")).to_be_hidden()
        page.locator(".action-select").first.check()
        page.get_by_label("القاعدة عند الرفض").select_option("off_topic")
        page.get_by_label("الإجراء").select_option("refuse_selected")
        page.get_by_role("button", name="نفّذ").click()
        expect(page.locator(".messagelist .success")).to_contain_text(
            "رُفض تعليق واحد. القاعدة: «التعليق في موضوع المقال.»"
        )
        page.goto(f"/admin/comments/comment/{key}/change/")
        expect(page.locator(".record li").first).to_contain_text("التعليق")


@pytest.mark.npm
@pytest.mark.rendering
class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_bar_and_reply_are_clean(
        self, portal: Portal, open_page: OpenPage, log_in: SignIn, viewport: dict[str, int], scheme: str
    ) -> None:
        page = open_page("/", viewport=viewport, color_scheme=scheme)
        log_in(page, "admin")
        page.goto(portal.article_path(STORY))
        expect(page.locator(".staff-bar")).to_be_visible()
        assert violations(page) == []
        page.locator(".staff-reply").first.click()
        page.wait_for_url("**/reply/?from=article")
        assert violations(page) == []
        page.get_by_role("button", name="أرسل الرد").click()
        expect(page.locator(".errorlist")).to_be_visible()
        assert violations(page) == []
