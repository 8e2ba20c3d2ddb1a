"""The preview and the checks beside the form in Chromium, and a preview link in another profile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.rendering]


ADD = "/admin/articles/article/add/"
MAKE = """
from articles.models import Article, Section
a = Article.objects.create(title="مسودة للمعاينة", standfirst="مقدمة.", section=Section.objects.first(),
                           body="<p>نص المسودة.</p>" + "<p>فقرة طويلة من النص.</p>" * 40, status="draft")
print(a.pk)
"""

PUBLISH = """
from django.utils import timezone
from articles.models import Article
a = Article.objects.get(pk={key})
a.status, a.published_at = "published", timezone.now()
a.save()
"""
LINK = """
from django.contrib.auth.models import User
from articles.previews.links import make_link
print(make_link(a, by=User.objects.get(username="editor")))
"""


@pytest.fixture
def draft(portal: Portal) -> str:
    """Return the address of the form of a long draft."""
    key = portal.run(MAKE).split()[-1]
    return f"/admin/articles/article/{key}/change/"


def shown(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[data-shown]")


class TestLivePreview:
    def test_it_follows_what_is_typed_at_both_widths(self, desk: Callable[..., Page], draft: str) -> None:
        page = desk(draft)
        page.click("[data-preview-open]")
        expect(shown(page).locator("h1")).to_have_text("مسودة للمعاينة")
        page.fill("#id_title", "عنوان يُكتب الآن")
        expect(shown(page).locator("h1")).to_have_text("عنوان يُكتب الآن")
        assert shown(page).locator("html").evaluate("() => innerWidth") == 360
        page.check("[name=width][value='1280']")
        assert shown(page).locator("html").evaluate("() => innerWidth") == 1280
        page.locator(".ProseMirror p").first.click()
        page.keyboard.type("زيادة ")
        expect(shown(page).locator(".story-body")).to_contain_text("زيادة")
        assert page.complaints == []

    def test_form_stays_in_reach_beside_it(self, desk: Callable[..., Page], draft: str) -> None:
        page = desk(draft)
        page.click("[data-preview-open]")
        for width in ("360", "1280"):
            page.check(f"[name=width][value='{width}']")
            dock, field = page.locator("#story-preview").bounding_box(), page.locator("#id_title").bounding_box()
            assert dock
            assert field
            assert field["x"] >= dock["x"] + dock["width"]
            assert field["x"] + field["width"] <= DESKTOP["width"]

    def test_place_in_the_page_is_kept(self, desk: Callable[..., Page], draft: str) -> None:
        page = desk(draft)
        page.click("[data-preview-open]")
        expect(shown(page).locator("h1")).to_be_visible()
        shown(page).locator("html").evaluate("() => scrollTo({ top: 700, behavior: 'instant' })")
        page.fill("#id_standfirst", "مقدمة.")
        page.fill("#id_title", "عنوان آخر")
        expect(shown(page).locator("h1")).to_have_text("عنوان آخر")
        assert shown(page).locator("html").evaluate("() => scrollY") == 700

    def test_going_back_leads_out_of_the_form_at_once(self, desk: Callable[..., Page], draft: str) -> None:
        page = desk(draft)
        before = page.evaluate("history.length")
        page.click("[data-preview-open]")
        for title in ("أول", "ثان"):
            page.fill("#id_title", title)
            expect(shown(page).locator("h1")).to_have_text(title)
        assert page.evaluate("history.length") == before

    @pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 250, 247)"), ("dark", "rgb(19, 21, 23)")])
    def test_it_wears_the_theme_of_the_desk(
        self, desk: Callable[..., Page], draft: str, scheme: str, paper: str
    ) -> None:
        page = desk(draft, color_scheme=scheme)
        page.click("[data-preview-open]")
        expect(shown(page).locator("body")).to_have_css("background-color", paper)

    def test_no_script_runs_in_it(self, desk: Callable[..., Page], draft: str) -> None:
        page = desk(draft)
        page.click("[data-preview-open]")
        expect(shown(page).locator("h1")).to_be_visible()
        frame = page.locator("iframe[data-shown]")
        assert "allow-scripts" not in (frame.get_attribute("sandbox") or "")
        frame.evaluate(
            """frame => {
                const script = frame.contentDocument.createElement("script");
                script.textContent = "parent.wasRun = true";
                frame.contentDocument.body.append(script);
            }"""
        )
        assert page.evaluate("window.wasRun") is None

    def test_escape_closes_it_and_gives_the_focus_back(self, desk: Callable[..., Page], draft: str) -> None:
        page = desk(draft)
        page.click("[data-preview-open]")
        page.keyboard.press("Escape")
        expect(page.locator("#story-preview")).to_be_hidden()
        expect(page.locator("[data-preview-open]")).to_be_focused()

    def test_without_script_it_opens_in_a_window_of_its_own(
        self, desk: Callable[..., Page], draft: str, open_page: OpenPage, let_in: SignIn
    ) -> None:
        page = open_page("about:blank", java_script_enabled=False)
        let_in(page, "editor")
        page.goto(draft)
        page.fill("#id_title", "بلا برنامج")
        with page.expect_popup() as popup:
            page.click("[data-preview-open]")
        expect(popup.value.locator("h1")).to_have_text("بلا برنامج")

    @pytest.mark.npm
    @pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
    def test_axe_finds_nothing(
        self, desk: Callable[..., Page], draft: str, viewport: dict[str, int], scheme: str
    ) -> None:
        page = desk(draft, viewport=viewport, color_scheme=scheme)
        assert violations(page) == []
        page.click("[data-preview-open]")
        expect(shown(page).locator("h1")).to_be_visible()
        assert violations(page) == []


class TestLinks:
    def test_link_opens_in_another_profile_until_it_is_revoked(
        self, desk: Callable[..., Page], draft: str, open_page: OpenPage, portal: Portal
    ) -> None:
        page = desk(draft)
        page.fill("#id_title", "لم يُحفظ بعد")
        page.get_by_role("button", name="أنشئ رابطاً").click()
        address = page.locator("#fresh-preview-link").input_value()
        assert page.locator("#id_title").input_value() == "لم يُحفظ بعد"
        reader = open_page(address)
        expect(reader.locator("h1")).to_have_text("مسودة للمعاينة")
        expect(reader.locator(".preview-bar")).to_be_visible()
        page.get_by_role("button", name="ألغِ الرابط").click()
        expect(page.locator(".preview-links")).to_have_count(0)
        answer = reader.goto(address)
        assert answer
        assert answer.status == 410
        assert page.complaints == []

    def test_published_story_takes_its_place(
        self, desk: Callable[..., Page], draft: str, open_page: OpenPage, portal: Portal
    ) -> None:
        page = desk(draft)
        page.get_by_role("button", name="أنشئ رابطاً").click()
        address = page.locator("#fresh-preview-link").input_value()
        key = draft.split("/")[4]
        publish = (
            f"a = Article.objects.get(pk={key}); a.status, a.published_at = 'published', timezone.now(); a.save()"
        )
        imports = "from articles.models import Article\nfrom django.utils import timezone"
        portal.run(f"{imports}\n{publish}")
        reader = open_page(address)
        assert f"/news/{key}/" in reader.url
        expect(reader.locator(".preview-bar")).to_have_count(0)

    @pytest.mark.npm
    @pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
    def test_axe_finds_nothing_on_its_page(
        self, open_page: OpenPage, portal: Portal, viewport: dict[str, int], scheme: str
    ) -> None:
        path = f"/preview/{portal.run(MAKE + LINK).split()[-1]}/"
        for prefix in ("", "/en"):
            assert violations(open_page(prefix + path, viewport=viewport, color_scheme=scheme)) == []


class TestChecks:
    def test_list_follows_the_form(self, desk: Callable[..., Page]) -> None:
        page = desk(ADD)
        lines = page.locator("[data-checks] .check")
        expect(lines).to_have_count(5)
        expect(page.locator("[data-checks] .check-gate")).to_have_count(3)
        page.fill("#id_title", "من يدفع?")
        expect(lines.filter(has_text="«يدفع?»")).to_have_count(1)
        expect(page.locator("[data-checks-status]")).to_contain_text("نقطتان تمنعان نشر الخبر.")
        page.fill("#id_title", "من يدفع؟")
        expect(lines.filter(has_text="يدفع")).to_have_count(0)
        assert page.complaints == []

    def test_lines_lead_to_their_fields(self, desk: Callable[..., Page]) -> None:
        page = desk(ADD)
        page.locator('[data-checks] a[href="#id_title"]').click()
        expect(page.locator("#id_title")).to_be_focused()
        page.locator('[data-checks] a[href="#id_body"]').click()
        expect(page.locator(".ProseMirror")).to_be_focused()
        page.locator('[data-checks] a[href="#id_section"]').click()
        expect(page.locator("#id_section")).to_be_focused()

    def test_same_result_is_not_said_again(self, desk: Callable[..., Page]) -> None:
        page = desk(ADD)
        with page.expect_response("**/new/checks/"):
            page.fill("#id_dateline", "الرياض")
        expect(page.locator("[data-checks-status]")).to_be_empty()
