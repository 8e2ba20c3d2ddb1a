"""A mistake in a story: a reader tells its editors, an editor corrects it publicly, and readers see both."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage, SignIn
from tests.browser.desk import MAKE
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


WRONG = "المحطة في أسوان، وليست في الأقصر."
RIGHT = "تقع المحطة في أسوان، لا في الأقصر."
LIST = "/admin/comments/readercorrection/"
SHOWN = """
from comments import moderation
from comments.models import Comment
moderation.approve(Comment.objects.filter(article=story), by=None)
print(story.get_absolute_url(), story.pk)
"""


@pytest.fixture
def story(portal: Portal) -> tuple[str, str]:
    """Return address and key of a story of the test's own, with a comment below it."""
    printed = portal.run(MAKE.format(names=("قارئة قديمة",)) + SHOWN).split()
    return printed[-2], printed[-1]


def send_correction(page: Page, email: str) -> None:
    """Send a correction; one address has to wait between two."""
    for name, text in {"comment": WRONG, "name": "سلمى", "email": email}.items():
        page.fill(f"[name={name}]", text)
    expect(page.locator("[name=may_be_named]")).to_be_hidden()
    page.get_by_label("هذا تصحيح").check()
    page.get_by_label("أوافق على ذكر اسمي إن صُحح المقال").check()
    page.get_by_role("button", name="إرسال التعليق").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("وصل تصحيحك إلى المحررين.")


class TestCorrection:
    @pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
    def test_a_reader_sends_it_and_an_editor_answers(
        self, open_page: OpenPage, log_in: SignIn, story: tuple[str, str], script: bool
    ) -> None:
        path, key = story
        reader = open_page(path, viewport=PHONE, java_script_enabled=script)
        send_correction(reader, f"salma-{script}@corrections.example")
        assert reader.context.cookies() == []
        status = reader.url
        if script:
            assert violations(reader) == []
        reader.goto(path)
        expect(reader.locator("body")).not_to_contain_text(WRONG)
        expect(reader.locator(".badge-before")).to_have_count(0)

        editor = open_page("/admin/")
        log_in(editor, "editor")
        expect(editor.locator(".desk-corrections")).to_be_visible()
        editor.goto(f"/admin/articles/article/{key}/change/")
        editor.locator("#panel-reader-corrections a").click()
        editor.wait_for_url(f"**{LIST}?**")
        assert violations(editor) == []
        editor.locator("#result_list th a").click()
        expect(editor.locator("[name=text]")).to_be_hidden()
        editor.get_by_label("صُحح: يقرأ القراء تحت الخبر ما كان خطأً").check()
        assert violations(editor) == []
        editor.fill("[name=text]", RIGHT)
        editor.fill("[name=answer]", "شكراً على التنبيه.")
        editor.get_by_role("button", name="أرسل الرد").click()
        expect(editor.locator(".messagelist .success")).to_be_visible()

        reader.goto(path)
        expect(reader.locator("#corrections")).to_contain_text(RIGHT)
        expect(reader.locator("#corrections")).to_contain_text("شكراً للقارئ سلمى")
        expect(reader.locator(".comment .badge-before")).to_have_text("كُتب قبل التصحيح")
        reader.locator(".corrected a").click()
        expect(reader.locator("#corrections")).to_be_in_viewport()
        if script:
            assert violations(reader) == []
        reader.goto(status)
        expect(reader.locator("main")).to_contain_text("شكراً على التنبيه.")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_an_editor_corrects_from_the_form(
        self, open_page: OpenPage, let_in: SignIn, story: tuple[str, str], scheme: str
    ) -> None:
        path, key = story
        editor = open_page("/admin/", color_scheme=scheme)
        let_in(editor, "editor")
        editor.goto(f"/admin/articles/article/{key}/change/")
        expect(editor.locator("[name=correction_text]")).to_be_hidden()
        editor.get_by_label("تصحيح: يقرأ القراء تحت الخبر ما كان خطأً").check()
        assert violations(editor) == []
        editor.locator("[name=_save]").click()
        expect(editor.locator(".errorlist").first).to_contain_text("اكتبه هنا")
        editor.fill("[name=correction_text]", RIGHT)
        editor.locator("[name=_save]").click()
        expect(editor.locator(".messagelist .success")).to_be_visible()
        editor.goto(path)
        expect(editor.locator("#corrections")).to_contain_text(RIGHT)
        assert violations(editor) == []
