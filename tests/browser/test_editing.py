"""Work that is not saved yet, in Chromium: it outlives a reload, a lost line, a lost session and another editor."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

Desk = Callable[..., Page]

# Ten seconds of typing, or twenty between two words of a form, on a busy machine.
SECONDS = 40_000
MAKE = """
from articles.models import Article, Section
story = Article.objects.create(title={title!r}, body="<p>نص الخبر.</p>", section=Section.objects.first())
print(story.pk)
"""
SAVED = """
from django.db.models import F
from django.contrib.auth.models import User
from articles.models import Article
from articles.revisions.models import Revision
story = Article.objects.get(pk={pk})
story.title = {title!r}
story.save()
by = User.objects.get(username="admin")
Revision.objects.create(article=story, number=story.revisions.count() + 1, by=by, fields={{}})
Article.objects.filter(pk=story.pk).update(version=F("version") + 1)
"""
CHANGED = """words => document.dispatchEvent(
    new CustomEvent("writing:changed", { detail: { fields: [["title", words], ["version", "0"]] } }))"""
READ = "from articles.models import Article\nimport json\nprint(json.dumps(Article.objects.get(pk={pk}).title))"


@pytest.fixture
def desk(open_page: OpenPage, let_in: SignIn) -> Desk:
    """Return a function that opens a page of the newsroom; what the browser asks is answered with yes."""

    def open_desk(path: str, username: str = "editor", **options: object) -> Page:
        page = open_page("about:blank", **options)
        let_in(page, username)
        page.asked = []

        def accept(dialog: Dialog) -> None:
            page.asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", accept)
        page.goto(path)
        page.wait_for_load_state("load")
        return page

    return open_desk


def make_story(portal: Portal, title: str) -> str:
    """Return the address of a new draft's form."""
    key = portal.run(MAKE.format(title=title)).split()[-1]
    return f"/admin/articles/article/{key}/change/"


def key_of(path: str) -> str:
    return path.split("/")[4]


def save_elsewhere(portal: Portal, path: str, title: str) -> None:
    portal.run(SAVED.format(pk=key_of(path), title=title))


def stored_title(portal: Portal, path: str) -> str:
    return str(json.loads(portal.run(READ.format(pk=key_of(path))).splitlines()[-1]))


# Whether nothing lies above either end of an element.
IS_SEEN = """element => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return [left + 2, right - 2].every((x) => document.elementFromPoint(x, (top + bottom) / 2) === element);
}"""


def write(page: Page, words: str) -> None:
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def state(page: Page) -> object:
    return expect(page.locator("[data-writing-state]"))


def kept_here(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('writing:')).length"))


class TestAutosave:
    def test_what_was_typed_is_offered_after_a_reload(self, portal: Portal, desk: Desk) -> None:
        path = make_story(portal, "خبر يُكتب على مهل")
        page = desk(path)
        write(page, " جملة لم تُحفظ.")
        state(page).to_have_text(re.compile(r"حُفظت مسودة \d\d:\d\d"), timeout=SECONDS)
        assert page.locator("[data-writing-state]").evaluate(IS_SEEN)
        page.reload()
        assert page.asked == ["beforeunload"]
        expect(page.locator("#id_body")).to_have_value("<p>نص الخبر.</p>")
        page.get_by_role("button", name="استعد النص غير المحفوظ").first.click()
        expect(page.locator(".ProseMirror")).to_contain_text("جملة لم تُحفظ.")
        expect(page.get_by_text("هذا هو النص الذي لم يُحفظ")).to_be_visible()
        page.locator("[name=_continue]").first.click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        expect(page.locator("[data-offer]")).to_have_count(0)
        assert kept_here(page) == 0
        # Saved, so nobody asks any more.
        page.goto("/admin/")
        assert page.asked == ["beforeunload"]

    def test_a_form_that_nobody_touched_is_left_in_silence(self, portal: Portal, desk: Desk) -> None:
        page = desk(make_story(portal, "خبر لم يمسّه أحد"))
        page.locator(".ProseMirror").click()
        page.goto("/admin/")
        assert page.asked == []

    def test_a_date_from_the_calendar_counts_as_typed(self, portal: Portal, desk: Desk) -> None:
        page = desk(make_story(portal, "خبر له موعد"))
        page.locator(".field-published_at .datetimeshortcuts a").first.click()
        page.goto("/admin/")
        assert page.asked == ["beforeunload"]

    def test_without_a_line_the_browser_keeps_it(self, portal: Portal, desk: Desk) -> None:
        page = desk(make_story(portal, "خبر بلا شبكة"))
        page.context.set_offline(True)
        write(page, " كُتب في قطار.")
        state(page).to_have_text("غير متصل: النص محفوظ في هذا المتصفح.", timeout=SECONDS)
        page.context.set_offline(False)
        state(page).to_have_text(re.compile("حُفظت مسودة"), timeout=SECONDS)

    def test_the_browsers_own_copy_is_brought_back(self, portal: Portal, desk: Desk) -> None:
        page = desk(make_story(portal, "خبر في المتصفح وحده"))
        page.locator("#id_dateline").fill("قطار الشرق")
        write(page, " كُتب في نفق.")
        page.reload()
        offer = page.locator("[data-local-offer]")
        expect(offer).to_contain_text("باقٍ في هذا المتصفح. عدد كلماته: 5.")
        offer.get_by_role("button", name="قارن").click()
        expect(page.locator(".difference ins").first).to_contain_text("كُتب في نفق.")
        page.get_by_role("button", name="استعد النص غير المحفوظ").click()
        expect(page.locator("#id_dateline")).to_have_value("قطار الشرق")
        expect(page.locator(".ProseMirror")).to_contain_text("كُتب في نفق.")

    def test_what_is_typed_while_a_draft_is_on_its_way_follows_it(self, portal: Portal, desk: Desk) -> None:
        page = desk(make_story(portal, "خبر يُكتب بلا توقف"))
        held: list[Route] = []
        page.route("**/autosave/", lambda route: route.continue_() if held else held.append(route))
        with page.expect_request("**/autosave/"):
            page.evaluate(CHANGED, "أول")
        page.evaluate(CHANGED, "ثان")
        with page.expect_request("**/autosave/") as second:
            held[0].continue_()
        assert "ثان" in str(second.value.post_data)

    def test_what_somebody_saved_elsewhere_is_not_offered(self, portal: Portal, desk: Desk) -> None:
        path = make_story(portal, "خبر في نافذتين")
        page = desk(path)
        page.locator("#id_title").fill("خبر في نافذتين!")
        page.reload()
        expect(page.locator("[data-local-offer]")).to_be_visible()
        save_elsewhere(portal, path, "خبر في نافذتين!")
        page.reload()
        expect(page.locator("#id_title")).to_have_value("خبر في نافذتين!")
        expect(page.locator("[data-local-offer]")).to_be_hidden()
        assert kept_here(page) == 0

    def test_a_refused_save_keeps_it_whatever_is_saved_next(self, portal: Portal, desk: Desk) -> None:
        path = make_story(portal, "خبر بلا عنوان")
        page = desk(path)
        page.locator("#id_title").fill("")
        write(page, " لم يُحفظ.")
        page.locator("[name=_continue]").first.click()
        expect(page.locator(".errornote").first).to_be_visible()
        page.goto("/admin/articles/tag/add/")
        page.locator("#id_name").fill("وسم حُفظ بعده")
        page.locator("[name=_save]").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        page.goto(path)
        expect(page.locator("[data-local-offer]")).to_be_visible()

    def test_a_new_story_is_kept_before_it_is_one(self, portal: Portal, desk: Desk) -> None:
        # What other tests have begun would be offered next.
        portal.run("from articles.models import WorkingCopy\nWorkingCopy.objects.all().delete()")
        page = desk("/admin/articles/article/add/")
        page.locator("#id_title").fill("خبر لم يولد بعد")
        state(page).to_have_text(re.compile("حُفظت مسودة"), timeout=SECONDS)
        page.reload()
        page.get_by_role("button", name="استعد النص غير المحفوظ").first.click()
        expect(page.locator("#id_title")).to_have_value("خبر لم يولد بعد")
        page.goto("/admin/articles/article/new/unsaved/")
        page.get_by_role("button", name="تخلَّ عنه").click()
        expect(page.locator("[data-offer]")).to_have_count(0)

    def test_whoever_logs_out_leaves_nothing_in_the_browser(self, portal: Portal, desk: Desk) -> None:
        page = desk(make_story(portal, "خبر على حاسوب عام"))
        write(page, " سرّ.")
        state(page).to_have_text(re.compile("حُفظت مسودة"), timeout=SECONDS)
        assert kept_here(page) == 1
        page.locator("#logout-form button").click()
        page.wait_for_url("**/logout/")
        assert page.asked == ["beforeunload"]
        assert kept_here(page) == 0


class TestLostSession:
    def test_autosave_says_so_and_goes_on_after_another_sign_in(
        self, portal: Portal, desk: Desk, sign_in: SignIn
    ) -> None:
        page = desk(make_story(portal, "خبر انتهت جلسته"))
        page.context.clear_cookies()
        write(page, " نص لا يضيع.")
        state(page).to_contain_text("النص محفوظ في هذا المتصفح", timeout=SECONDS)
        other = page.context.new_page()
        sign_in(other, "editor")
        write(page, " وتتمته.")
        state(page).to_have_text(re.compile("حُفظت مسودة"), timeout=SECONDS)

    def send_without_session(self, portal: Portal, desk: Desk, title: str) -> tuple[Page, str]:
        """Return the page that holds a save whose session has ended, and the address of the form."""
        path = make_story(portal, title)
        page = desk(path)
        page.locator("#id_dateline").fill("قطار الشرق")
        page.context.clear_cookies()
        page.locator("[name=_continue]").first.click()
        expect(page.get_by_role("heading", name="انتهت جلستك")).to_be_visible()
        return page, path

    def test_a_save_that_was_not_completed_is_offered_though_another_has_saved(
        self, portal: Portal, desk: Desk, let_in: SignIn
    ) -> None:
        page, path = self.send_without_session(portal, desk, "خبر لم يكتمل حفظه")
        save_elsewhere(portal, path, "خبر حفظه غيري")
        let_in(page, "editor")
        page.goto(path)
        page.locator("[data-local-offer]").get_by_role("button", name="استعد النص غير المحفوظ").click()
        expect(page.locator("#id_dateline")).to_have_value("قطار الشرق")

    def test_a_save_that_was_completed_leaves_nothing(self, portal: Portal, desk: Desk) -> None:
        page, _ = self.send_without_session(portal, desk, "خبر اكتمل حفظه")
        page.get_by_label("اسم المستخدم").fill("editor")
        page.get_by_label("كلمة المرور").fill(portal.password)
        page.get_by_role("button", name="سجّل الدخول وأكمل").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        assert kept_here(page) == 0

    def test_everything_beside_the_text_goes_on_after_another_sign_in(
        self, portal: Portal, desk: Desk, sign_in: SignIn
    ) -> None:
        page = desk(make_story(portal, "خبر من نافذة قديمة"))
        page.context.clear_cookies()
        sign_in(page.context.new_page(), "editor")
        page.get_by_label("ملاحظة جديدة").fill("راجع الرقم")
        page.get_by_role("button", name="إضافة الملاحظة").click()
        expect(page.locator(".note")).to_have_count(1)
        page.get_by_role("button", name="أنشئ رابطاً").click()
        expect(page.locator(".fresh-link")).to_be_visible()
        write(page, " وتتمته.")
        with page.expect_response("**/format/") as formatted:
            page.get_by_role("button", name="نسّق النص الملصق").click()
        assert formatted.value.ok
        with page.expect_response("**/slug/") as slug, page.expect_response("**/checks/") as checks:
            page.locator("#id_title").fill("عنوان من نافذة قديمة")
        assert slug.value.ok
        assert checks.value.ok
        page.locator("[data-preview-open]").click()
        expect(page.frame_locator("[data-shown]").locator(".preview-bar")).to_be_visible()


class TestTwoEditors:
    def test_the_second_takes_over_and_the_first_hears_of_it(self, portal: Portal, desk: Desk) -> None:
        path = make_story(portal, "خبر لمحررَين")
        first, second = desk(path), desk(path, "admin")
        expect(first.locator("[data-writer]")).to_be_hidden()
        expect(second.locator("[data-writer]")).to_contain_text("مفتوح للكتابة عند")
        second.get_by_role("button", name="تولَّ الكتابة").click()
        expect(second.locator("[data-writer]")).to_be_hidden()
        expect(first.locator("[data-writer]")).to_contain_text("نصك محفوظ", timeout=SECONDS)
        # Whoever leaves the form lets the next one have it at once; the word of it may come after the next page.
        second.goto("/admin/")
        first.reload()
        expect(first.locator("[data-writer]")).to_be_hidden(timeout=SECONDS)

    def late(self, portal: Portal, desk: Desk, title: str, **options: object) -> tuple[Page, str]:
        """Return the page that refuses a save, and the address of the form."""
        path = make_story(portal, f"{title} كما كان")
        page = desk(path, **options)
        page.locator("#id_title").fill(f"{title} بقلمي")
        save_elsewhere(portal, path, f"{title} بقلمهم")
        page.locator("[name=_continue]").first.click()
        expect(page.get_by_role("heading", name="حُفظ هذا الخبر قبلك")).to_be_visible()
        assert stored_title(portal, path) == f"{title} بقلمهم"
        assert page.asked == []
        return page, path

    def test_mine_goes_over_theirs(self, portal: Portal, desk: Desk) -> None:
        page, path = self.late(portal, desk, "نصي")
        page.get_by_role("button", name="احفظ نصي فوق نصه").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        assert stored_title(portal, path) == "نصي بقلمي"
        assert kept_here(page) == 0

    def test_theirs_is_taken_and_mine_can_be_had_back(self, portal: Portal, desk: Desk) -> None:
        page, path = self.late(portal, desk, "نصهم")
        page.get_by_role("link", name="خذ نصه").click()
        expect(page.locator("#id_title")).to_have_value("نصهم بقلمهم")
        page.get_by_role("button", name="استعد النص غير المحفوظ").first.click()
        expect(page.locator("#id_title")).to_have_value("نصهم بقلمي")
        assert stored_title(portal, path) == "نصهم بقلمهم"

    def test_both_can_be_compared(self, portal: Portal, desk: Desk) -> None:
        page, _ = self.late(portal, desk, "مقارنة")
        page.get_by_role("link", name="قارن").click()
        expect(page.locator(".difference del").first).to_contain_text("بقلمهم")
        expect(page.locator(".difference ins").first).to_contain_text("بقلمي")

    @pytest.mark.npm
    @pytest.mark.rendering
    @pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
    def test_axe_finds_nothing(self, portal: Portal, desk: Desk, viewport: dict[str, int], scheme: str) -> None:
        page, path = self.late(portal, desk, "خبر", viewport=viewport, color_scheme=scheme)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        page.get_by_role("link", name="خذ نصه").click()
        # Fields get their names once all is loaded.
        page.wait_for_load_state("networkidle")
        assert violations(page) == []
        page.goto(path.replace("change", "unsaved"))
        assert violations(page) == []
