"""One story through the paper: an editor publishes, a reader comments, a moderator approves, the reader sees it."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.portal import ROOT, Portal

pytestmark = pytest.mark.browser


WIRE = (ROOT / "tests" / "data" / "wire_article.txt").read_text(encoding="utf-8").strip().split("\n\n")
TITLE, *PARAGRAPHS, SOURCE = WIRE
READER = {"name": "أم هاشم", "email": "um.hashem@example.com", "comment": "خطة تأخرت عشر سنوات، لكنها في مكانها."}


def is_heading(paragraph: str) -> bool:
    return len(paragraph) < 60 and paragraph[-1] not in ".»"


def wire_html() -> str:
    """Return the wire story the way a browser puts it on the clipboard."""
    return "".join(f"<h2>{text}</h2>" if is_heading(text) else f"<p>{text}</p>" for text in PARAGRAPHS)


def photograph(folder: Path) -> Path:
    """Return a JPEG of a street with trees, drawn for the test."""
    image = Image.new("RGB", (1600, 1067), "#d9c7a3")
    draw = ImageDraw.Draw(image)
    for place in range(100, 1600, 220):
        draw.rectangle((place - 12, 500, place + 12, 900), fill="#6b4a2b")
        draw.ellipse((place - 110, 280, place + 110, 560), fill="#3f7d3a")
    data = BytesIO()
    image.save(data, "JPEG")
    target = folder / "trees.jpg"
    target.write_bytes(data.getvalue())
    return target


def paste(page: Page, html: str) -> None:
    """Put HTML on the real clipboard and paste it where the cursor is."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """html => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], {type: "text/html"}),
            "text/plain": new Blob([html.replace(/<[^>]+>/g, "\\n")], {type: "text/plain"}),
        })])""",
        html,
    )
    page.keyboard.press("Control+V")


def publish_story(page: Page, picture: Path) -> None:
    page.goto("/admin/articles/article/add/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_label("العنوان:", exact=True).fill(TITLE)
    page.get_by_label("المقدمة").fill("الخطة تبدأ بأفقر الأحياء ظلاً، ويسقيها ماء معالج.")
    page.locator(".ProseMirror").click()
    paste(page, wire_html())
    expect(page.locator(".ProseMirror h2")).to_have_count(sum(map(is_heading, PARAGRAPHS)))
    page.get_by_label("القسم").select_option(label="علوم")

    with page.expect_popup() as popup:
        page.locator("#add_id_source").click()
    popup.value.get_by_label("الاسم").fill("TRT")
    popup.value.locator("#id_address").fill("https://trt.example")
    popup.value.locator("[name=_save]").click()
    expect(page.locator("#id_source option:checked")).to_have_text("TRT")

    with page.expect_popup() as popup:
        page.locator("#add_id_lead_picture").click()
    popup.value.locator("[type=file]").set_input_files(picture)
    popup.value.get_by_label("النص البديل").fill("شارع على جانبيه أشجار")
    popup.value.locator("[name=_save]").click()
    expect(page.locator("#id_lead_picture option")).not_to_have_count(1)

    page.get_by_label("الحالة").select_option(label="منشور")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


class TestJourney:
    def test_a_story_is_published_read_commented_and_answered(
        self, portal: Portal, open_page: OpenPage, sign_in: SignIn, tmp_path: Path
    ) -> None:
        editor = open_page("/admin/")
        sign_in(editor, "editor")
        publish_story(editor, photograph(tmp_path))

        reader = open_page("/")
        reader.get_by_role("link", name=TITLE).first.click()
        expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(reader.locator(".story-body h2")).to_have_count(4)
        expect(reader.locator(".story-foot")).to_contain_text("المصدر: TRT")
        expect(reader.get_by_alt_text("شارع على جانبيه أشجار")).to_be_visible()
        assert reader.locator(".lead-picture img").evaluate("image => image.naturalWidth") > 0
        story = reader.url

        for field, text in READER.items():
            reader.fill(f"[name={field}]", text)
        reader.get_by_role("button", name="إرسال التعليق").click()
        expect(reader.locator("main")).to_contain_text("تعليقك في انتظار المراجعة.")
        status_page = reader.url
        reader.goto(story)
        expect(reader.locator("#comments")).not_to_contain_text(READER["comment"])

        moderator = open_page("/admin/")
        sign_in(moderator, "moderator")
        moderator.goto("/admin/comments/comment/?order=newest")
        row = moderator.locator("tr", has_text=READER["comment"])
        assert READER["email"] not in moderator.content()
        row.get_by_role("button", name="قبول").click()
        expect(moderator.locator("[data-said]")).to_have_text("نُشر تعليق واحد.")

        reader.reload()
        expect(reader.locator("#comments")).to_contain_text(READER["comment"])
        expect(reader.locator("#comments")).to_contain_text(READER["name"])
        assert READER["email"] not in reader.content()
        reader.goto(status_page)
        reader.get_by_role("link", name="اقرأه تحت المقال").click()
        expect(reader.locator(".comment:target")).to_contain_text(READER["comment"])
        assert reader.context.cookies() == []
