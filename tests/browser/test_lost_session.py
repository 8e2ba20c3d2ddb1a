"""A session that ends while somebody writes, in Chromium: what was sent waits, and one sign-in completes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


QUEUE = "/admin/comments/comment/"
REPLY = '\n\nشكراً على تنبيهك: صحّحنا الرقم.\n\n«والسطر» الثالث <b>كما هو</b> & "كما هو".'


@pytest.fixture
def desk(open_page: OpenPage, let_in: SignIn) -> Callable[..., Page]:
    """Return a function that signs somebody in and opens a page of the newsroom."""

    def open_as(username: str, path: str, **options: object) -> Page:
        page = open_page("about:blank", **options)
        let_in(page, username)
        page.goto(path)
        return page

    return open_as


def complete(page: Page, portal: Portal, username: str, password: str = "") -> None:
    page.get_by_label("اسم المستخدم").fill(username)
    page.get_by_label("كلمة المرور").fill(password or portal.password)
    page.get_by_role("button", name="سجّل الدخول وأكمل").click()


def reply_form(page: Page) -> None:
    """Open the form that answers the latest approved comment."""
    page.goto(f"{QUEUE}?status__exact=approved")
    path = page.locator('a[href*="/reply/"]').first.get_attribute("href")
    page.goto(str(path))


def stored_replies(portal: Portal, words: str) -> str:
    lines = f"from comments.models import Comment\nprint(Comment.objects.filter(text__contains={words!r}).count())"
    return portal.run(lines).split()[-1]


class TestReply:
    @pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
    def test_it_is_published_by_one_sign_in(
        self, portal: Portal, desk: Callable[..., Page], viewport: dict[str, int]
    ) -> None:
        page = desk("moderator", QUEUE, viewport=viewport)
        reply_form(page)
        text = f"{REPLY} {viewport['width']}"
        page.get_by_label("ردك").fill(text)
        page.context.clear_cookies()
        page.get_by_role("button", name="أرسل الرد").click()
        expect(page.get_by_role("heading", name="انتهت جلستك")).to_be_visible()
        expect(page.get_by_label("اسم المستخدم")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        page.get_by_text("ما كتبته").click()
        expect(page.get_by_label("النص")).to_have_value(text)
        complete(page, portal, "moderator", "not-the-password")
        expect(page.get_by_role("alert")).to_contain_text("تحقّق من اسم المستخدم وكلمة المرور")
        assert "not-the-password" not in page.content()
        assert stored_replies(portal, f'كما هو". {viewport["width"]}') == "0"
        complete(page, portal, "moderator")
        page.wait_for_url(re.compile(rf"{QUEUE}(\?|$)"))
        expect(page.locator(".messagelist .success")).to_contain_text("ردك على الصفحة")
        assert stored_replies(portal, f'كما هو". {viewport["width"]}') == "1"

    def test_a_form_from_before_another_sign_in_is_sent_again(
        self, portal: Portal, desk: Callable[..., Page], sign_in: SignIn
    ) -> None:
        page = desk("moderator", QUEUE)
        reply_form(page)
        page.get_by_label("ردك").fill("رد من صفحة قديمة")
        other = page.context.new_page()
        other.goto("/admin/")
        other.get_by_role("button", name="تسجيل الخروج").click()
        other.wait_for_url("**/logout/")
        sign_in(other, "moderator")
        page.get_by_role("button", name="أرسل الرد").click()
        expect(page.get_by_role("heading", name="الصفحة قديمة")).to_be_visible()
        expect(page.get_by_label("كلمة المرور")).to_have_count(0)
        page.get_by_role("button", name="أعد الإرسال").click()
        page.wait_for_url(re.compile(rf"{QUEUE}(\?|$)"))
        assert stored_replies(portal, "رد من صفحة قديمة") == "1"


class TestBulk:
    def test_the_ticks_are_decided_once_somebody_has_signed_in(
        self, portal: Portal, desk: Callable[..., Page]
    ) -> None:
        page = desk("moderator", f"{QUEUE}?status__exact=pending")
        boxes = page.locator("[name=_selected_action]")
        keys = [str(boxes.nth(place).get_attribute("value")) for place in (0, 1)]
        for place in (0, 1):
            boxes.nth(place).check()
        page.locator("[name=action]").first.select_option("spam_selected")
        page.context.clear_cookies()
        page.get_by_role("button", name="نفّذ").first.click()
        complete(page, portal, "moderator")
        expect(page.locator(".messagelist .success")).to_be_visible()
        assert "status__exact=pending" in page.url
        lines = "from comments.models import Comment\nprint(Comment.objects.filter(pk__in={}, status='spam').count())"
        assert portal.run(lines.format(list(map(int, keys)))).split()[-1] == "2"


class TestStory:
    def test_a_long_one_is_saved_whole(self, portal: Portal, desk: Callable[..., Page]) -> None:
        page = desk("editor", "/admin/articles/article/add/")
        page.locator("#id_title").fill("خبر لم تُضِعه جلسة منتهية")
        page.locator("#id_section").select_option(index=1)
        editor = page.locator(".ProseMirror").first
        editor.click()
        page.keyboard.insert_text("فقرة طويلة يكتبها محرر على مهل، وتنتهي جلسته قبل أن يحفظها. " * 200)
        page.context.clear_cookies()
        page.locator("[name=_save]").first.click()
        expect(page.get_by_role("heading", name="انتهت جلستك")).to_be_visible()
        page.get_by_text("ما كتبته").click()
        expect(page.get_by_label("العنوان", exact=True)).to_have_value("خبر لم تُضِعه جلسة منتهية")
        complete(page, portal, "editor")
        page.wait_for_url(re.compile("/admin/articles/article/$"))
        lines = "from articles.models import Article\nstory = Article.objects.get(title__contains='لم تُضِعه جلسة')\n"
        assert portal.run(f"{lines}print(story.body.count('على مهل'))").split()[-1] == "200"


class TestRefused:
    def test_a_form_on_another_site_is_not_one_press_away(self, portal: Portal, desk: Callable[..., Page]) -> None:
        page = desk("moderator", "/admin/")
        # Another site to a browser: another host.
        foreign = portal.url.replace("127.0.0.1", "localhost")
        form = (
            f'<form method="post" action="{portal.url}/admin/comments/wordentry/add/"><input name="word" value="x y">'
        )
        page.route(
            f"{foreign}/**",
            lambda route: route.fulfill(content_type="text/html", body=f"{form}<button>go</button></form>"),
        )
        page.goto(foreign)
        page.click("button")
        expect(page.get_by_role("heading", name="لم يُقبل الطلب")).to_be_visible()
        assert "x y" not in page.content()
        expect(page.locator("main form")).to_have_count(0)


@pytest.mark.npm
@pytest.mark.rendering
class TestAccessibility:
    @pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
    def test_axe_finds_nothing(
        self, portal: Portal, desk: Callable[..., Page], sign_in: SignIn, viewport: dict[str, int], scheme: str
    ) -> None:
        page = desk("moderator", QUEUE, viewport=viewport, color_scheme=scheme)
        page.goto("/admin/articles/sitesettings/")
        expect(page.get_by_role("heading", name="غير مسموح")).to_be_visible()
        assert violations(page) == []
        reply_form(page)
        page.get_by_label("ردك").fill("رد من كلمات")
        page.context.clear_cookies()
        page.get_by_role("button", name="أرسل الرد").click()
        assert violations(page) == []
        page.get_by_text("ما كتبته").click()
        complete(page, portal, "moderator", "wrong")
        page.get_by_text("ما كتبته").click()
        assert violations(page) == []
        other = page.context.new_page()
        sign_in(other, "moderator")
        page.get_by_label("اسم المستخدم").fill("moderator")
        page.get_by_label("كلمة المرور").fill("wrong")
        page.get_by_role("button", name="سجّل الدخول وأكمل").click()
        expect(page.get_by_role("heading", name="الصفحة قديمة")).to_be_visible()
        assert violations(page) == []
