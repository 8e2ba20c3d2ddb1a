"""The moderators' desk in a real browser: keys alone, in place, side by side, and without a script."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, OpenPage, SignIn
from tests.browser.desk import make_desk
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

# What a browser tells of a key in another layout.
PRESS = """([code, key]) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", {code, key, bubbles: true, cancelable: true}))"""


def row_of(page: Page, key: int) -> Locator:
    return page.locator(f'[data-comment="{key}"]')


def said(page: Page) -> Locator:
    return page.locator("[data-said]")


@pytest.fixture
def moderator(open_page: OpenPage, log_in: SignIn) -> Page:
    page = open_page("about:blank")
    log_in(page, "moderator")
    return page


class TestKeys:
    def test_a_queue_is_cleared_by_keys_alone(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى", "رامي", "هدى", "عمر")
        moderator.goto(desk.path)
        moderator.keyboard.press("j")
        expect(row_of(moderator, desk.keys[0])).to_be_focused()
        moderator.keyboard.press("a")
        expect(said(moderator)).to_have_text("نُشر تعليق واحد.")
        expect(row_of(moderator, desk.keys[1])).to_be_focused()
        moderator.keyboard.press("s")
        expect(row_of(moderator, desk.keys[2])).to_be_focused()
        moderator.keyboard.press("7")
        expect(row_of(moderator, desk.keys[3])).to_be_focused()
        moderator.keyboard.press("d")
        expect(row_of(moderator, desk.keys[3])).to_have_attribute("data-gone", "")
        expect(moderator.locator('#queue-tabs [aria-current="page"] span')).to_have_text("0")
        assert desk.statuses() == ["approved", "spam", "refused", "refused"]
        rules = [desk.read()[key][2][-1] for key in desk.keys]
        assert rules == ["", "", "advertising", ""]

    def test_keys_are_read_by_place_in_an_arabic_layout(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى", "رامي")
        moderator.goto(desk.path)
        moderator.evaluate(PRESS, ["KeyJ", "ت"])
        expect(row_of(moderator, desk.keys[0])).to_be_focused()
        moderator.evaluate(PRESS, ["KeyA", "ش"])
        expect(said(moderator)).to_have_text("نُشر تعليق واحد.")
        assert desk.statuses() == ["approved", "pending"]

    def test_they_are_silent_where_somebody_types(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        moderator.keyboard.press("j")
        moderator.locator("#searchbar").press_sequentially("adsz")
        expect(moderator.locator("#searchbar")).to_have_value("adsz")
        assert desk.statuses() == ["pending"]

    def test_several_are_taken_back_one_after_the_other(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى", "رامي")
        moderator.goto(desk.path)
        for key in ("j", "a", "d"):
            moderator.keyboard.press(key)
        expect(moderator.locator("#queue-undo")).to_contain_text("رُفض تعليق واحد.")
        moderator.keyboard.press("z")
        expect(moderator.locator("#queue-undo")).to_contain_text("نُشر تعليق واحد.")
        expect(row_of(moderator, desk.keys[1]).locator(".words")).to_contain_text("تعليق رامي")
        expect(row_of(moderator, desk.keys[1])).to_be_focused()
        moderator.keyboard.press("z")
        expect(moderator.locator("#queue-undo button")).to_have_count(0)
        assert desk.statuses() == ["pending", "pending"]

    def test_a_bulk_is_decided_and_taken_back(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى", "رامي", "هدى")
        moderator.goto(desk.path)
        for key in ("j", "x", "j", "x", "Shift+D"):
            moderator.keyboard.press(key)
        expect(moderator.locator(".messagelist .success")).to_have_text("رُفض تعليقان.")
        assert desk.statuses() == ["refused", "refused", "pending"]
        moderator.keyboard.press("z")
        expect(said(moderator)).to_have_text("تراجعتَ عن القرار: عاد تعليقان كما كانا.")
        assert desk.statuses() == ["pending", "pending", "pending"]

    def test_help_opens_and_keys_wait_behind_it(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        moderator.keyboard.press("j")
        moderator.keyboard.press("?")
        expect(moderator.get_by_role("dialog")).to_contain_text("مفاتيح القائمة")
        moderator.keyboard.press("a")
        moderator.keyboard.press("Escape")
        expect(moderator.get_by_role("dialog")).to_have_count(0)
        assert desk.statuses() == ["pending"]


class TestInPlace:
    def test_a_reply_approves_what_waits(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        moderator.keyboard.press("j")
        moderator.keyboard.press("r")
        panel = moderator.get_by_role("dialog")
        panel.get_by_label("ردك").fill("شكراً لملاحظتك.")
        panel.get_by_role("button", name="قبول ورد").click()
        expect(said(moderator)).to_have_text("نُشر ردك على الصفحة.")
        now = desk.read()
        assert now[desk.keys[0]][0] == "approved"
        assert {text for status, text, _ in now.values() if status == "approved"} == {"تعليق سلمى", "شكراً لملاحظتك."}
        moderator.keyboard.press("z")
        expect(said(moderator)).to_contain_text("تراجعتَ عن القرار")
        assert sorted(status for status, _, _ in desk.read().values()) == ["pending", "withdrawn"]

    def test_an_empty_reply_comes_back_with_its_error(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        row_of(moderator, desk.keys[0]).get_by_role("link", name="رد", exact=True).click()
        panel = moderator.get_by_role("dialog")
        panel.get_by_role("button", name="قبول ورد").click()
        expect(panel.locator(".errorlist")).to_be_visible()
        assert desk.statuses() == ["pending"]

    def test_a_text_is_changed_and_brought_back(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        moderator.keyboard.press("j")
        moderator.keyboard.press("e")
        panel = moderator.get_by_role("dialog")
        expect(panel.get_by_label("النص")).to_have_value("تعليق سلمى")
        panel.get_by_label("النص").fill("تعليق مهذب")
        panel.get_by_role("button", name="حفظ النص").click()
        expect(row_of(moderator, desk.keys[0]).locator(".words")).to_contain_text("تعليق مهذب")
        expect(row_of(moderator, desk.keys[0])).to_be_focused()
        moderator.keyboard.press("z")
        expect(row_of(moderator, desk.keys[0]).locator(".words")).to_contain_text("تعليق سلمى")

    def test_a_double_click_decides_one_comment(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى", "رامي")
        moderator.goto(desk.path)
        row_of(moderator, desk.keys[0]).get_by_role("button", name="قبول").dblclick()
        expect(row_of(moderator, desk.keys[0])).to_have_attribute("data-gone", "")
        assert desk.statuses() == ["approved", "pending"]
        assert desk.read()[desk.keys[0]][2] == ["", ""]

    def test_a_reply_that_was_not_sent_is_there_again(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        reply = row_of(moderator, desk.keys[0]).get_by_role("link", name="رد", exact=True)
        reply.click()
        panel = moderator.get_by_role("dialog")
        panel.get_by_label("ردك").fill("شكراً لملاحظتك.")
        moderator.context.set_offline(True)
        panel.get_by_role("button", name="قبول ورد").click()
        expect(panel.get_by_role("alert")).to_contain_text("لم يصل القرار")
        moderator.keyboard.press("Escape")
        expect(said(moderator)).to_contain_text("لم يُرسل ما كتبته")
        moderator.context.set_offline(False)
        reply.click()
        expect(panel.get_by_label("ردك")).to_have_value("شكراً لملاحظتك.")
        panel.get_by_role("button", name="قبول ورد").click()
        expect(said(moderator)).to_have_text("نُشر ردك على الصفحة.")
        assert desk.statuses() == ["approved"]

    def test_a_lost_session_is_mended_in_place_and_work_goes_on(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى", "رامي", "هدى")
        moderator.goto(desk.path)
        moderator.context.clear_cookies()
        moderator.keyboard.press("j")
        moderator.keyboard.press("a")
        panel = moderator.get_by_role("dialog")
        expect(panel).to_contain_text("انتهت جلستك")
        moderator.keyboard.press("Escape")
        expect(said(moderator)).to_have_text("لم يُتخذ القرار.")
        expect(row_of(moderator, desk.keys[0])).to_be_focused()
        moderator.keyboard.press("a")
        panel.locator("[name$=username]").fill("moderator")
        panel.locator("[type=password]").fill(portal.password)
        moderator.keyboard.press("Enter")
        expect(said(moderator)).to_have_text("نُشر تعليق واحد.")
        expect(row_of(moderator, desk.keys[1])).to_be_focused()
        moderator.keyboard.press("d")
        expect(said(moderator)).to_have_text("رُفض تعليق واحد.")
        assert desk.statuses() == ["approved", "refused", "pending"]

    def test_what_did_not_arrive_can_be_sent_again(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        moderator.context.set_offline(True)
        row_of(moderator, desk.keys[0]).get_by_role("button", name="قبول").click()
        expect(said(moderator)).to_contain_text("لم يصل القرار")
        expect(row_of(moderator, desk.keys[0])).to_be_focused()
        moderator.context.set_offline(False)
        row_of(moderator, desk.keys[0]).get_by_role("button", name="قبول").click()
        expect(said(moderator)).to_have_text("نُشر تعليق واحد.")
        assert desk.statuses() == ["approved"]

    def test_a_refusal_names_its_rule_by_the_mouse_too(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        row_of(moderator, desk.keys[0]).get_by_role("link", name="رفض بقاعدة").click()
        panel = moderator.get_by_role("dialog")
        panel.get_by_label("لا إعلانات.").check()
        panel.get_by_label("ملاحظة للزملاء").fill("إعلان متنكر")
        panel.get_by_role("button", name="رفض", exact=True).click()
        expect(said(moderator)).to_have_text("رُفض تعليق واحد. القاعدة: «لا إعلانات.»")
        assert desk.read()[desk.keys[0]][2][-1] == "advertising"


class TestSideBySide:
    def test_what_a_colleague_decided_says_so(
        self, portal: Portal, moderator: Page, open_page: OpenPage, log_in: SignIn
    ) -> None:
        desk = make_desk(portal, "سلمى")
        colleague = open_page("about:blank")
        log_in(colleague, "admin")
        moderator.goto(desk.path)
        colleague.goto(desk.path)
        row_of(colleague, desk.keys[0]).get_by_role("button", name="رفض", exact=True).click()
        expect(said(colleague)).to_have_text("رُفض تعليق واحد.")
        row_of(moderator, desk.keys[0]).get_by_role("button", name="قبول").click()
        expect(said(moderator)).to_contain_text("حال التعليق الآن «مرفوض»، ولم يُنفَّذ قرارك.")
        assert desk.statuses() == ["refused"]

    def test_an_edited_text_is_read_before_it_is_approved(self, portal: Portal, moderator: Page) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        portal.run(
            f"from comments.models import Comment\nfrom comments import moderation\n"
            f"moderation.rewrite(Comment.objects.get(pk={desk.keys[0]}), text='نص آخر', broken=[])",
        )
        row_of(moderator, desk.keys[0]).get_by_role("button", name="قبول").click()
        expect(said(moderator)).to_contain_text("اقرأ النص الجديد ثم قرّر.")
        expect(row_of(moderator, desk.keys[0]).locator(".words")).to_contain_text("نص آخر")
        assert desk.statuses() == ["pending"]
        row_of(moderator, desk.keys[0]).get_by_role("button", name="قبول").click()
        expect(said(moderator)).to_have_text("نُشر تعليق واحد.")


class TestRecord:
    def test_it_is_read_on_the_comment_and_its_latest_decision_taken_back(
        self, portal: Portal, moderator: Page
    ) -> None:
        desk = make_desk(portal, "سلمى")
        moderator.goto(desk.path)
        row_of(moderator, desk.keys[0]).get_by_role("link", name="تعديل", exact=True).click()
        moderator.get_by_role("button", name="رفض", exact=True).click()
        expect(moderator.locator(".messagelist")).to_contain_text("رُفض تعليق واحد.")
        expect(moderator.locator(".record").first).to_contain_text("بانتظار المراجعة › مرفوض")
        moderator.get_by_role("button", name="تراجع عن آخر قرار").click()
        expect(moderator.locator(".record").first).to_contain_text("تراجُع عن القرار")
        assert desk.statuses() == ["pending"]


class TestPlain:
    def test_everything_works_without_a_script(self, portal: Portal, open_page: OpenPage, log_in: SignIn) -> None:
        desk = make_desk(portal, "سلمى", "رامي", "هدى")
        page = open_page("about:blank", java_script_enabled=False, viewport=PHONE)
        log_in(page, "moderator")
        page.goto(desk.path)
        row_of(page, desk.keys[0]).get_by_role("button", name="قبول").click()
        expect(page.locator(".messagelist")).to_contain_text("نُشر تعليق واحد.")
        page.get_by_role("button", name="تراجع").click()
        expect(page.locator(".messagelist")).to_contain_text("تراجعتَ عن القرار")
        row_of(page, desk.keys[1]).get_by_role("link", name="تعديل سريع").click()
        page.get_by_label("النص").fill("تعليق مهذب")
        page.get_by_role("button", name="حفظ النص").click()
        expect(row_of(page, desk.keys[1])).to_contain_text("تعليق مهذب")
        row_of(page, desk.keys[2]).get_by_role("link", name="رفض بقاعدة").click()
        page.get_by_label("لا إعلانات.").check()
        page.get_by_role("button", name="رفض", exact=True).click()
        assert desk.statuses() == ["pending", "pending", "refused"]


@pytest.mark.npm
class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [360, 768, 1280])
    def test_the_queue_and_its_pages_are_clean(
        self, portal: Portal, open_page: OpenPage, log_in: SignIn, scheme: str, width: int
    ) -> None:
        page = open_page("about:blank", viewport={"width": width, "height": 800}, color_scheme=scheme)
        log_in(page, "moderator")
        desk = make_desk(portal, "سلمى\u200bx", "رامي")
        one = f"/admin/comments/comment/{desk.keys[0]}"
        pages = ["", "?status__exact=spam", "?reported=yes", "?q=لاشيء"]
        for path in [
            *(f"/admin/comments/comment/{query}" for query in pages),
            *(f"{one}/{name}/" for name in ("change", "reply", "quick-edit", "refusal")),
        ]:
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") == width, path
        page.goto(desk.path)
        page.keyboard.press("j")
        page.keyboard.press("a")
        expect(row_of(page, desk.keys[0])).to_have_attribute("data-gone", "")
        assert violations(page) == []
        if width > 1000:
            page.keyboard.press("?")
        else:
            row_of(page, desk.keys[1]).get_by_role("link", name="رد", exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert violations(page) == []
