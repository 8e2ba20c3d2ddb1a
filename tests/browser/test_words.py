"""A moderator tries and lists a word; a comment that hides it in its letters is marked in the queue."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_word_is_tried_listed_and_seen_through_its_disguise(
    portal: Portal, open_page: OpenPage, log_in: SignIn, script: bool
) -> None:
    desk = open_page("about:blank", java_script_enabled=script)
    log_in(desk, "moderator")
    desk.goto("/admin/comments/wordentry/add/")
    word = "زنديق" if script else "مرتزق"
    desk.get_by_label("كلمة أو عبارة").fill("شكرا")
    desk.get_by_role("button", name="جرّب هذه الكلمة").click()
    expect(desk.locator(".trial mark").first).to_have_text("شكراً")
    expect(desk.get_by_label("كلمة أو عبارة")).to_have_value("شكرا")
    desk.get_by_label("كلمة أو عبارة").fill(word)
    desk.locator("[name=_save]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    reader = open_page(portal.article_path("قانون المياه"), java_script_enabled=script)
    disguised = f"{word[0]}.{word[1:3]}ـــ{word[3:]}"
    reader.fill("[name=comment]", f"كاتبه {disguised} لا أكثر")
    reader.fill("[name=name]", "غاضب")
    reader.fill("[name=email]", f"angry{script}@example.com")
    reader.get_by_role("button", name="إرسال التعليق").click()
    expect(reader.locator("main")).to_contain_text("تعليقك في انتظار المراجعة.")

    desk.goto("/admin/comments/comment/?status__exact=pending&order=newest")
    row = desk.locator("tr", has_text=disguised)
    expect(row.locator("mark")).to_have_text(disguised)
    expect(row.locator(".labels")).to_contain_text(f"كلمة مراقَبة «{word}»")
    # Only a script tells how long the form was used.
    if script:
        expect(row.locator(".labels")).to_contain_text("أُرسل أسرع مما يكتب إنسان")
    else:
        expect(row.locator(".labels")).not_to_contain_text("أُرسل أسرع")
