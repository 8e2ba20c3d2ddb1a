"""A live coverage in Chromium: the desk posts, readers follow, and nothing moves under their eyes."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

Desk = Callable[..., Page]

MAKE = """
import json
from django.utils import timezone
from articles.models import Article, LiveEntry, Section
story = Article.objects.create(
    title="تغطية جلسة الموازنة", standfirst="مقدمة.", body="<p>نص المقدمة.</p>", section=Section.objects.first(),
    status="published", published_at=timezone.now(), kind="live",
)
words = "قال المتحدث إن اللجنة تبحث المواد مادة مادة، وإن النقاش قد يمتد إلى ساعة متأخرة. " * 3
keys = [LiveEntry.objects.create(article=story, body=f"<p>{{words}}</p>").pk for _ in range({number})]
print(json.dumps([story.pk, story.get_absolute_url(), keys]))
"""
# The attribute is there before the script that reads it.
QUICK = """new MutationObserver(() => {
    const live = document.querySelector("[data-live]");
    if (live) live.dataset.every = "0.3";
}).observe(document, {childList: true, subtree: true});"""
# Of each answer: whether it was a 304, which a page sees by less coming in than it gets (Resource Timing).
ANSWERS = """() => performance.getEntriesByType("resource")
    .filter(({name}) => name.includes("/live/"))
    .map(({transferSize, encodedBodySize}) => transferSize < encodedBodySize)"""


class Story(NamedTuple):
    key: int
    path: str
    entries: list[int]

    @property
    def desk(self) -> str:
        return f"/admin/articles/article/{self.key}/live/"


def make_story(portal: Portal, number: int = 12) -> Story:
    return Story(*json.loads(portal.run(MAKE.format(number=number)).splitlines()[-1]))


@pytest.fixture
def story(portal: Portal) -> Story:
    return make_story(portal)


@pytest.fixture
def follow(open_page: OpenPage) -> Callable[..., Page]:
    """Return a function that opens a coverage whose script asks three times a second."""

    def open_at(path: str, **options: Any) -> Page:
        page = open_page("about:blank", **options)
        page.add_init_script(QUICK)
        page.goto(path)
        return page

    return open_at


def entry(page: Page, key: int) -> Any:
    return page.locator(f"#entry-{key}")


def top_of(page: Page, key: int) -> float:
    return float(entry(page, key).evaluate("element => element.getBoundingClientRect().top"))


def post(editor: Page, words: str) -> None:
    editor.locator("#id_headline").fill(words)
    editor.locator("#id_headline").press("Enter")
    expect(editor.locator(".ProseMirror")).to_be_focused()
    editor.keyboard.type(f"نص {words}")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-live-posted]")).to_be_visible()
    expect(editor.locator(".entry h3").first).to_have_text(words)


def lengthen(editor: Page, story: Story, key: int) -> None:
    editor.goto(f"{story.desk}{key}/")
    editor.locator(".ProseMirror").click()
    editor.keyboard.type("زيادة طويلة من المحرر. " * 20)
    editor.keyboard.press("Control+Enter")


class TestReader:
    @pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desktop"])
    def test_new_entries_wait_and_nothing_moves(
        self, follow: Callable[..., Page], desk: Desk, story: Story, size: dict[str, int]
    ) -> None:
        reader = follow(story.path, viewport=size)
        read, above = story.entries[4], story.entries[7]
        entry(reader, read).scroll_into_view_if_needed()
        reader.evaluate("document.fonts.ready.then(() => scrollBy(0, 120))")
        begun = top_of(reader, read)
        editor = desk(story.desk)
        expect(editor.locator(".ProseMirror")).to_be_visible()

        post(editor, "أولها")
        button = reader.locator("[data-live-more]")
        expect(button).to_have_text("تحديث جديد واحد")
        expect(reader.locator("[data-live-told]")).to_have_text("تحديث جديد واحد")
        # The field has the keyboard again.
        expect(editor.locator(".ProseMirror")).to_be_focused()
        post(editor, "ثانيها")
        expect(button).to_have_text("تحديثان جديدان")
        expect(button).to_be_in_viewport()
        expect(reader.locator("h3", has_text="أولها")).to_have_count(0)
        assert top_of(reader, read) == pytest.approx(begun, abs=1)

        lengthen(editor, story, above)
        expect(entry(reader, above)).to_contain_text("زيادة طويلة")
        assert top_of(reader, read) == pytest.approx(begun, abs=1)
        entry(editor, story.entries[8]).get_by_role("button", name="اسحب").click()
        expect(entry(reader, story.entries[8])).to_have_count(0)
        assert top_of(reader, read) == pytest.approx(begun, abs=1)
        assert violations(reader) == []

        button.click()
        fresh = reader.locator("[data-entry]").first
        expect(fresh).to_contain_text("ثانيها")
        expect(fresh).to_be_focused()
        expect(fresh).to_be_in_viewport()
        expect(button).to_be_hidden()
        assert reader.context.cookies() == []

    def test_most_answers_are_304_and_an_ended_coverage_is_asked_no_more(
        self, portal: Portal, follow: Callable[..., Page], desk: Desk, story: Story
    ) -> None:
        reader = follow(story.path)
        for _ in range(2):
            with reader.expect_response("**/live/*/entries"):
                pass
        assert reader.evaluate(ANSWERS)[1:2] == [True]
        editor = desk(story.desk)
        entry(editor, story.entries[2]).get_by_role("button", name="تثبيت").click()
        expect(reader.locator("[data-entry]").first).to_have_id(f"entry-{story.entries[2]}")
        expect(entry(reader, story.entries[2])).to_contain_text("مثبت")
        editor.get_by_role("button", name="إنهاء التغطية").click()
        expect(reader.locator("[data-live-state]")).to_contain_text("انتهت التغطية")
        asked = reader.evaluate(f"({ANSWERS})().length")
        reader.wait_for_timeout(1_000)
        assert reader.evaluate(f"({ANSWERS})().length") == asked

    def test_the_clock_stands_beside_the_age_and_names_entries_without_headline(
        self, follow: Callable[..., Page], desk: Desk, story: Story
    ) -> None:
        reader = follow(story.path)
        now = re.compile(r"^\d\d:\d\d · (الآن|قبل دقيقة.*)$")
        expect(entry(reader, story.entries[-1]).locator("time")).to_have_text(now)
        expect(entry(reader, story.entries[-1])).to_have_accessible_name(now)
        post(desk(story.desk), "بعنوان")
        reader.locator("[data-live-more]").click()
        fresh = reader.locator("[data-entry]").first
        expect(fresh.locator("time")).to_have_text(now)
        expect(fresh).to_have_accessible_name("بعنوان")

    def test_more_than_the_script_is_told_of_is_loaded_anew(
        self, open_page: OpenPage, desk: Desk, story: Story
    ) -> None:
        reader = open_page("about:blank")
        reader.add_init_script(QUICK.replace('every = "0.3"', 'every = live.dataset.window = "1"'))
        reader.goto(story.path)
        post(desk(story.desk), "جديد")
        with reader.expect_navigation():
            reader.locator("[data-live-more]").click()
        expect(reader.locator("[data-entry]").first).to_contain_text("جديد")

    def test_an_outage_is_survived(self, follow: Callable[..., Page], desk: Desk, story: Story) -> None:
        reader = follow(story.path)
        reader.context.set_offline(True)
        reader.wait_for_timeout(700)
        reader.context.set_offline(False)
        post(desk(story.desk), "بعد الانقطاع")
        expect(reader.locator("[data-live-more]")).to_have_text("تحديث جديد واحد")

    def test_without_a_script_a_link_brings_what_is_new(self, open_page: OpenPage, desk: Desk, story: Story) -> None:
        reader = open_page(story.path, java_script_enabled=False, viewport=PHONE)
        expect(reader.locator("[data-live-more]")).to_be_hidden()
        post(desk(story.desk), "بلا نص برمجي")
        reader.get_by_role("link", name="تحديث الصفحة").click()
        expect(reader.locator("[data-entry]").first).to_contain_text("بلا نص برمجي")

    def test_a_long_coverage_is_light(self, portal: Portal, open_page: OpenPage) -> None:
        story = make_story(portal, 500)
        page = open_page("/healthz")
        finished: list[Request] = []
        # Playwright cannot keep its mark on a method of a list.
        page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108 - see above
        page.goto(story.path, wait_until="networkidle")
        sizes = {each.url: each.sizes()["responseBodySize"] for each in finished if each.resource_type != "image"}
        assert len(sizes) <= 6, sizes
        assert sum(sizes.values()) <= 45_000, sizes
        expect(page.locator("[data-entry]")).to_have_count(20)
        page.get_by_role("link", name="تحديثات أقدم").click()
        expect(entry(page, story.entries[-21])).to_be_visible()
        assert violations(page) == []


class TestDesk:
    def test_an_outage_keeps_the_text(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        editor.locator(".ProseMirror").click()
        editor.keyboard.type("لا يضيع")
        editor.context.set_offline(True)
        editor.keyboard.press("Control+Enter")
        expect(editor.locator("[data-live-said]")).to_contain_text("النص ما زال هنا")
        expect(editor.locator(".ProseMirror")).to_have_text("لا يضيع")
        editor.context.set_offline(False)
        editor.keyboard.press("Control+Enter")
        expect(editor.locator(".entry").first).to_contain_text("لا يضيع")

    @pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desktop"])
    def test_axe_finds_nothing(self, desk: Desk, story: Story, size: dict[str, int]) -> None:
        editor = desk(story.desk, viewport=size, color_scheme="dark")
        expect(editor.locator(".ProseMirror")).to_be_visible()
        assert violations(editor) == []
        assert editor.evaluate("document.documentElement.scrollWidth") <= size["width"]
        editor.keyboard.press("Control+Enter")
        editor.locator("[data-live-send]").click()
        expect(editor.locator(".live-form .errorlist")).to_be_visible()
        assert violations(editor) == []
        editor.goto(f"{story.desk}{story.entries[0]}/")
        expect(editor.locator(".ProseMirror")).to_be_visible()
        assert violations(editor) == []
