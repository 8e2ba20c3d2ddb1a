"""One story through the whole newsroom, in Chromium: each role does its part, and readers see what they did."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations
from tests.browser.test_library import drop, photograph
from tests.browser.test_newsroom import paste
from tests.browser.test_preview import shown
from tests.browser.test_workflow import REPORTER, press, state_of

pytestmark = pytest.mark.browser

ADD = "/admin/articles/article/add/"
WIRE = """افتُتح صباح اليوم الجسر الجديد بين ضفتي المدينة بعد ثلاث سنوات من العمل في مجرى النهر.

ماذا بعد؟

قالت البلدية إن الطريق الثاني إلى الجسر يُفتح في الربيع، بعد أن ينتهي رصف ما بقي منه."""
LATER = "يُفتح الطريق الثاني في الصيف، لا في الربيع."


def write(page: Page, title: str) -> None:
    """Write a story with headings from a wire's text, a standfirst, a section and a picture of one's own."""
    page.fill("#id_title", title)
    page.fill("#id_standfirst", "بعد ثلاث سنوات من العمل.")
    paste(page, plain=WIRE)
    page.get_by_role("button", name="نسّق النص الملصق").click()
    expect(page.locator(".ProseMirror h2")).to_have_text("ماذا بعد؟")
    page.select_option("#id_section", index=1)
    page.get_by_role("button", name="اختر من المكتبة").click()
    drop(page, ".library [data-drop]", bridge=photograph("steelblue"))
    page.locator(".library").get_by_label("النص البديل", exact=True).fill("الجسر عند الفجر")
    page.get_by_role("button", name="استعمل هذه الصورة").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.click("[data-preview-open]")
    expect(shown(page).locator("h1")).to_have_text(title)
    expect(shown(page).locator(".lead-picture img")).to_have_attribute("alt", "الجسر عند الفجر")
    page.keyboard.press("Escape")


def key_of(page: Page) -> str:
    return page.url.rstrip("/").split("/")[-2]


def publish(page: Page, reader: Page) -> str:
    """Schedule the story on the page, see that nobody reads it yet, publish it at once; return its address."""
    page.fill("#id_published_at_0", "2099-01-01")
    page.fill("#id_published_at_1", "08:00")
    press(page, "schedule")
    assert state_of(page) == "مجدول"
    address = f"/n/{key_of(page)}"
    answer = reader.goto(address)
    assert answer is not None
    assert answer.status == 404
    press(page, "publish")
    assert state_of(page) == "منشور"
    return address


def correct(page: Page, reader: Page, address: str) -> None:
    """Change the text of a published story with a public correction, which the reader then reads."""
    page.locator(".ProseMirror p").last.click(click_count=3)
    page.keyboard.insert_text(LATER)
    page.get_by_label("تصحيح: يقرأ القراء تحت الخبر ما كان خطأً").check()
    page.fill("[name=correction_text]", "يُفتح الطريق الثاني في الصيف.")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    reader.goto(address)
    expect(reader.locator(".story-body")).to_contain_text(LATER)
    expect(reader.locator("#corrections")).to_contain_text("يُفتح الطريق الثاني في الصيف.")


def restore_first(page: Page) -> None:
    page.get_by_role("link", name="كل النسخ").click()
    page.locator("[name=before][value='1']").check()
    page.get_by_role("button", name="مقارنة النسختين").click()
    page.get_by_role("link", name="استعادة النسخة 1").click()
    page.get_by_role("button", name="استعادتها").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_a_reporter_writes_and_an_editor_publishes_corrects_and_restores(
    portal: Portal, desk: Callable[..., Page], open_page: OpenPage
) -> None:
    portal.run(REPORTER.format(password=portal.password))
    title = "جسر جديد يصل ضفتي المدينة"
    reporter = desk(ADD, "reporter")
    assert reporter.locator("button[value=publish]").count() == 0
    write(reporter, title)
    press(reporter, "submit")
    assert state_of(reporter) == "قيد المراجعة"

    editor, reader = desk("/admin/"), open_page("/", viewport=PHONE)
    editor.get_by_role("region", name="قيد المراجعة").get_by_role("link", name=title).click()
    editor.get_by_label("ملاحظة جديدة").fill("أين صورة الافتتاح؟")
    editor.get_by_role("button", name="إضافة الملاحظة").click()
    expect(editor.locator("#panel-notes")).to_contain_text("أين صورة الافتتاح؟")
    reporter.goto("/admin/")
    reporter.get_by_role("region", name="مسوداتي").get_by_role("link", name=title).click()
    expect(reporter.locator("#panel-notes")).to_contain_text("أين صورة الافتتاح؟")

    press(editor, "ready")
    address = publish(editor, reader)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    expect(reader.locator(".lead-picture img")).to_have_attribute("alt", "الجسر عند الفجر")
    reporter.goto(f"/admin/articles/article/{key_of(editor)}/change/")
    expect(reporter.locator("[name=_save]")).to_have_count(0)

    correct(editor, reader, address)
    restore_first(editor)
    reader.goto(address)
    expect(reader.locator(".story-body")).not_to_contain_text(LATER)
    assert editor.complaints == []
    # axe itself is refused a style.
    assert violations(editor) == []
    assert violations(reader) == []


def test_an_administrator_does_all_of_it_alone(desk: Callable[..., Page], open_page: OpenPage) -> None:
    title = "نفق يخفف زحام الجسر القديم"
    page, reader = desk(ADD, "admin"), open_page("/", viewport=PHONE)
    write(page, title)
    press(page, "submit")
    press(page, "ready")
    address = publish(page, reader)
    correct(page, reader, address)
    restore_first(page)
    reader.goto(address)
    expect(reader.locator(".story-body")).to_contain_text("في الربيع")
    assert page.complaints == []


def test_a_moderator_writes_nothing(desk: Callable[..., Page]) -> None:
    page = desk("/admin/", "moderator")
    expect(page.get_by_role("link", name="خبر جديد")).to_have_count(0)
    answer = page.goto(ADD)
    assert answer is not None
    assert answer.status == 403
