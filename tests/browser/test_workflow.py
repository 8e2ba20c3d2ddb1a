"""A story's way: a reporter submits it, an editor returns, readies, schedules, publishes and withdraws it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


REPORTER = """
from django.contrib.auth.models import Group, User
user, _ = User.objects.get_or_create(username="reporter", defaults={{"is_staff": True}})
user.set_password({password!r})
user.save()
user.groups.set(Group.objects.filter(name="Reporters"))
"""
STORY = """
from articles.models import Article, Section
from django.contrib.auth.models import User
story = Article.objects.create(title={title!r}, section=Section.objects.first(), body="<p>نص الخبر.</p>",
    created_by=User.objects.get(username="reporter"))
print(story.pk)
"""


@pytest.fixture
def desk(portal: Portal, open_page: OpenPage, log_in: SignIn) -> Callable[..., Page]:
    """Return a function that signs an account in; a reporter is made where the demo has none."""
    portal.run(REPORTER.format(password=portal.password))

    def open_desk(username: str, **options: object) -> Page:
        page = open_page("about:blank", **options)
        log_in(page, username)
        return page

    return open_desk


def make_story(portal: Portal, title: str) -> str:
    """Store a draft of the reporter and return the address of its form."""
    key = portal.run(STORY.format(title=title)).split()[-1]
    return f"/admin/articles/article/{key}/change/"


def press(page: Page, name: str, *, reason: str = "") -> None:
    """Press a button of the bar, where it may stand among those that open above it."""
    button = page.locator(f"button[name=_move][value={name}]")
    if not button.is_visible():
        page.locator(".more-moves summary").click()
    if reason:
        page.fill(f"[name=_reason_{name}]", reason)
    # The page before may say that something was done, too.
    with page.expect_navigation():
        button.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def state_of(page: Page) -> str:
    return page.locator(".story-bar .state").inner_text()


# Where the bar covers the middle of what has the focus.
COVERED = """() => {
    const [it, bar] = [document.activeElement, document.querySelector(".story-bar")];
    const box = it.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
    return !bar.contains(it) && bar.contains(top) ? it.id || it.className || it.tagName : "";
}"""


class TestKeyboard:
    def test_the_bar_covers_nothing_that_has_the_focus(
        self, desk: Callable[..., Page], viewport: dict[str, int]
    ) -> None:
        page = desk("editor", viewport=viewport)
        page.goto("/admin/articles/article/add/")
        page.wait_for_load_state("networkidle")
        covered = set()
        for _ in range(70):
            page.keyboard.press("Tab")
            covered.add(page.evaluate(COVERED))
        assert covered == {""}

    def test_enter_in_a_reason_saves_nothing_and_escape_closes_the_moves(
        self, portal: Portal, desk: Callable[..., Page], viewport: dict[str, int]
    ) -> None:
        page = desk("editor", viewport=viewport)
        page.goto(make_story(portal, "خبر يسأل عن سببه"))
        press(page, "submit")
        posted: list[str] = []
        page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
        page.locator(".more-moves summary").click()
        reason = page.locator("[name=_reason_return]")
        reason.press_sequentially("ينقصه مصدر")
        reason.press("Enter")
        reason.press("Escape")
        expect(page.locator(".more-moves summary")).to_be_focused()
        expect(page.locator(".moves")).to_be_hidden()
        assert posted == []
        page.locator(".more-moves summary").click()
        page.locator("#id_title").focus()
        expect(page.locator(".moves")).to_be_hidden()


class TestWay:
    def test_a_story_goes_all_the_way(self, portal: Portal, desk: Callable[..., Page]) -> None:
        form = make_story(portal, "خبر يقطع الطريق كله")
        reporter, editor = desk("reporter"), desk("editor")
        reporter.goto(form)
        assert reporter.locator("button[value=publish]").count() == 0
        press(reporter, "submit")
        assert state_of(reporter) == "قيد المراجعة"
        editor.goto("/admin/")
        editor.get_by_role("region", name="قيد المراجعة").get_by_role("link", name="خبر يقطع الطريق كله").click()
        press(editor, "return", reason="ينقصه مصدر")
        reporter.reload()
        expect(reporter.locator("#panel-way")).to_contain_text("ينقصه مصدر")
        press(reporter, "submit")
        editor.reload()
        press(editor, "ready")
        assert state_of(editor) == "جاهز للنشر"
        editor.fill("#id_published_at_0", "2099-01-01")
        editor.fill("#id_published_at_1", "08:00")
        press(editor, "schedule")
        assert state_of(editor) == "مجدول"
        press(editor, "publish")
        assert state_of(editor) == "منشور"
        address = editor.locator(".viewsitelink").get_attribute("href") or ""
        press(editor, "withdraw", reason="نفت الوزارة الخبر.")
        answer = editor.goto(address)
        assert answer is not None
        assert answer.status == 410
        expect(editor.locator(".notice-reason")).to_have_text("نفت الوزارة الخبر.")

    def test_many_are_withdrawn_with_a_reason(self, portal: Portal, desk: Callable[..., Page]) -> None:
        form = make_story(portal, "خبر يسحب من القائمة")
        page = desk("editor")
        page.goto(form)
        press(page, "publish")
        page.goto("/admin/articles/article/?q=يسحب من القائمة")
        page.locator("[name=_selected_action]").first.check()
        page.locator("[name=action]").first.select_option("withdraw_selected")
        page.locator("[name=index]").first.click()
        expect(page.locator("h1")).to_have_text("سحب أخبار")
        assert violations(page) == []
        page.fill("[name=reason]", "خبر مكرر")
        page.locator(".move-withdraw").click()
        expect(page.locator(".messagelist .success")).to_be_visible()

    @pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
    def test_bar_and_record_are_clean_and_in_reach(
        self, portal: Portal, desk: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        form = make_story(portal, "خبر ينظر فيه")
        page = desk("editor", viewport=viewport, color_scheme=scheme)
        page.goto(form)
        expect(page.locator("[name=_save]")).to_be_in_viewport()
        press(page, "return" if page.locator("button[value=return]").count() else "submit")
        page.locator(".more-moves summary").click()
        expect(page.locator(".moves")).to_be_in_viewport()
        assert violations(page) == []
        for path in ("/admin/", "/admin/articles/article/", "/admin/articles/article/?status__exact=scheduled"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
            assert violations(page) == []
