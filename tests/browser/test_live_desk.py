"""The desk of a live coverage in Chromium: what is refused, lost on the way or taken back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations
from tests.browser.test_live import Desk, Story, entry, make_story, post

pytestmark = pytest.mark.browser

# What a colleague does meanwhile.
CHANGE = """
from django.contrib.auth.models import User
from articles.live import posting
from articles.models import LiveEntry
entry, editor = LiveEntry.objects.get(pk={key}), User.objects.get(username="editor")
{deed}
"""

# What stands in regions that are read out when they change, before any script.
CAME = """async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    return [...page.querySelectorAll("[role=status]")].map(({textContent}) => textContent.trim());
}"""


@pytest.fixture
def story(portal: Portal) -> Story:
    return make_story(portal, 2)


def meanwhile(portal: Portal, story: Story, deed: str) -> None:
    portal.run(CHANGE.format(key=story.entries[0], deed=deed))


def sent_by(editor: Page) -> list[str]:
    """Return a list that grows by the address of each POST."""
    sent: list[str] = []
    editor.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def text_of(editor: Page) -> Locator:
    return editor.locator(".ProseMirror")


def send(editor: Page, words: str = "") -> None:
    text_of(editor).click()
    editor.keyboard.type(words)
    editor.keyboard.press("Control+Enter")


def summary_of(editor: Page) -> Locator:
    return editor.locator("[data-error-summary]")


class TestRefusals:
    def test_an_empty_entry_is_sent_once_and_its_field_says_why(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        sent = sent_by(editor)
        editor.locator("#id_headline").fill("عنوان وحده")
        expect(text_of(editor)).to_have_attribute("aria-invalid", "false")
        send(editor)
        expect(summary_of(editor)).to_be_focused()
        expect(summary_of(editor)).to_have_accessible_name(re.compile("وما كتبته ما زال هنا.*لا نص في التحديث"))
        expect(text_of(editor)).to_have_attribute("aria-invalid", "true")
        expect(text_of(editor)).to_have_accessible_description(re.compile("لا نص في التحديث"))
        expect(editor.locator("#id_headline")).to_have_value("عنوان وحده")
        expect(editor.locator("#id_headline")).to_have_attribute("aria-invalid", "false")
        assert len(sent) == 1
        assert violations(editor) == []
        summary_of(editor).get_by_role("link").click()
        expect(text_of(editor)).to_be_focused()
        send(editor, "وهذا نصه")
        expect(editor.locator(".entry").first).to_contain_text("وهذا نصه")
        expect(editor.locator(".entry h3").first).to_have_text("عنوان وحده")

    def test_a_coverage_that_ended_meanwhile_says_so_above_the_text(
        self, portal: Portal, desk: Desk, story: Story
    ) -> None:
        editor = desk(story.desk)
        meanwhile(portal, story, "posting.end(entry.article, by=editor)")
        send(editor, "كُتب بسرعة")
        expect(summary_of(editor)).to_be_focused()
        expect(summary_of(editor)).to_contain_text("استأنفها")
        expect(editor.get_by_role("button", name="استئناف التغطية")).to_be_visible()
        expect(text_of(editor)).to_have_text("كُتب بسرعة")
        expect(text_of(editor)).to_have_attribute("aria-invalid", "false")

    def test_a_colleague_s_text_comes_above_one_s_own_without_a_second_post(
        self, portal: Portal, desk: Desk, story: Story
    ) -> None:
        editor = desk(f"{story.desk}{story.entries[0]}/")
        sent = sent_by(editor)
        meanwhile(portal, story, 'posting.edit(entry, by=editor, version=0, body="<p>نص الزميلة</p>")')
        send(editor, "نصي أنا. ")
        expect(summary_of(editor)).to_be_focused()
        expect(summary_of(editor)).to_have_accessible_name(re.compile("^عدّل زميل هذا التحديث"))
        expect(editor.locator(".entry-text")).to_have_text("نص الزميلة")
        expect(editor.locator("[name=version]")).to_have_value("1")
        expect(text_of(editor)).to_contain_text("نصي أنا.")
        assert len(sent) == 1
        send(editor)
        expect(entry(editor, story.entries[0])).to_contain_text("نصي أنا.")

    def test_one_that_was_withdrawn_meanwhile_is_posted_anew(self, portal: Portal, desk: Desk, story: Story) -> None:
        editor = desk(f"{story.desk}{story.entries[0]}/")
        meanwhile(portal, story, "posting.withdraw(entry, by=editor)")
        send(editor, "لا يضيع. ")
        expect(summary_of(editor)).to_be_focused()
        editor.get_by_role("button", name="نشره تحديثاً جديداً").click()
        expect(editor.locator("[data-live-posted]")).to_be_visible()
        expect(editor.locator(".entry").first).to_contain_text("لا يضيع.")

    def test_a_lost_session_is_completed_with_all_that_was_typed(
        self, portal: Portal, desk: Desk, story: Story
    ) -> None:
        editor = desk(story.desk)
        sent = sent_by(editor)

        def answer_late(route: Route) -> None:
            held = route.fetch()
            editor.keyboard.type(" وزيادة بعد الإرسال")
            route.fulfill(response=held)

        editor.route(f"**{story.desk}", answer_late, times=1)
        editor.context.clear_cookies(name="sessionid")
        send(editor, "كُتب والجلسة انتهت")
        name = editor.locator("[name$=username]")
        expect(name).to_be_focused()
        expect(name).to_have_accessible_description(re.compile("^انتهت جلستك"))
        assert len(sent) == 1
        assert violations(editor) == []
        name.fill("editor")
        editor.locator("[name$=password]").fill(portal.password)
        editor.keyboard.press("Enter")
        expect(editor.locator(".entry").first).to_contain_text("كُتب والجلسة انتهت وزيادة بعد الإرسال")

    @pytest.mark.parametrize(("status", "why"), [(413, "أكبر من أن"), (403, "لا حق"), (404, "")])
    def test_whatever_else_refuses_it_leaves_the_text_where_it_is(
        self, desk: Desk, story: Story, status: int, why: str
    ) -> None:
        editor = desk(story.desk)
        page = f"<div id=content><p>{why}</p></div>" if status == 403 else ""
        editor.route(f"**{story.desk}", lambda route: route.fulfill(status=status, body=page), times=1)
        send(editor, "لا يضيع")
        expect(editor.get_by_role("alert")).to_have_text(re.compile(f"^لم يُحفظ شيء بعد، وما كتبته ما زال هنا.*{why}"))
        send(editor)
        expect(editor.locator(".entry").first).to_contain_text("لا يضيع")


class TestOnce:
    def lose_the_answer(self, editor: Page, story: Story) -> None:
        def lose(route: Route) -> None:
            route.fetch()
            route.abort()

        editor.route(f"**{story.desk}", lose, times=1)

    def test_a_lost_answer_and_another_press_make_one_entry(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        self.lose_the_answer(editor, story)
        send(editor, "مرة واحدة")
        expect(editor.locator("[data-live-said]")).to_contain_text("فلن يتكرر")
        send(editor)
        expect(editor.locator("[data-live-posted]")).to_be_visible()
        expect(editor.locator(".entry", has_text="مرة واحدة")).to_have_count(1)

    def test_whoever_leaves_before_the_answer_is_asked(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        editor.route(f"**{story.desk}", lambda _route: None, times=1)
        with editor.expect_request(lambda request: request.method == "POST"):
            send(editor, "في الطريق")
        with editor.expect_event("dialog") as asked:
            editor.evaluate("setTimeout(() => location.assign('/admin/'))")
        assert asked.value.type == "beforeunload"
        asked.value.dismiss()

    def test_what_was_typed_since_takes_the_place_of_what_arrived(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        self.lose_the_answer(editor, story)
        send(editor, "وصل")
        expect(editor.locator("[data-live-said]")).to_contain_text("فلن يتكرر")
        send(editor, " ثم زاد")
        expect(summary_of(editor)).to_be_focused()
        expect(summary_of(editor)).to_contain_text("وصل ما أرسلته من قبل ونُشر")
        expect(editor.get_by_label("تثبيت في الأعلى")).to_have_count(0)
        send(editor)
        expect(editor.locator(".entry").first).to_contain_text("وصل ثم زاد")
        expect(editor.locator(".entry", has_text="وصل")).to_have_count(1)


class TestHeard:
    def heard(self, editor: Page) -> Any:
        return editor.get_by_role("status").filter(has_text=re.compile("."))

    def test_a_posted_entry_is_said_after_the_page_has_come(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        post(editor, "يُسمع")
        expect(self.heard(editor)).to_have_text("نُشر التحديث")
        expect(text_of(editor)).to_be_focused()
        assert editor.evaluate(CAME) == [""]

    def test_a_withdrawal_is_said_and_taken_back(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        entry(editor, story.entries[1]).get_by_role("button", name="اسحب").click()
        expect(entry(editor, story.entries[1])).to_have_count(0)
        expect(self.heard(editor)).to_have_text("سُحب التحديث، ولم يعد القراء يرونه.")
        assert violations(editor) == []
        editor.locator(".live-told").get_by_role("button", name="تراجع").click()
        expect(entry(editor, story.entries[1])).to_be_visible()
        expect(entry(editor, story.entries[1])).to_be_focused()

    def test_what_is_typed_outlives_what_is_done_to_entries(self, desk: Desk, story: Story) -> None:
        editor = desk(story.desk)
        headline = editor.get_by_label("العنوان")
        headline.fill("لم يُرسل بعد")
        entry(editor, story.entries[1]).get_by_role("button", name="اسحب").click()
        expect(editor.locator(".live-told").get_by_role("button", name="تراجع")).to_be_focused()
        entry(editor, story.entries[0]).get_by_role("button", name="تثبيت").click()
        expect(entry(editor, story.entries[0])).to_be_focused()
        expect(editor.locator(".messagelist")).to_have_count(1)
        editor.get_by_role("button", name="إنهاء التغطية").click()
        expect(editor.get_by_role("button", name="استئناف التغطية")).to_be_focused()
        expect(headline).to_have_value("لم يُرسل بعد")
