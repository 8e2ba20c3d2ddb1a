"""The media library in Chromium: files dropped, described and chosen, by mouse and by keyboard, with nothing lost."""

import base64
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

LIST = "/admin/articles/picture/"
ADD_STORY = "/admin/articles/article/add/"
DROP = """(zone, files) => {
    const data = new DataTransfer();
    for (const [name, bytes] of Object.entries(files)) {
        const raw = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0));
        data.items.add(new File([raw], name, {type: "image/jpeg"}));
    }
    for (const kind of ["dragenter", "dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
    }
}"""


def photograph(colour: str = "teal") -> str:
    image = Image.new("RGB", (900, 600), colour)
    image.paste((240, 220, 180), (600, 60, 800, 260))
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    return base64.b64encode(stream.getvalue()).decode()


def broken() -> str:
    return base64.b64encode(base64.b64decode(photograph())[:700]).decode()


def drop(page: Page, zone: str = "[data-drop]", **files: str) -> None:
    page.locator(zone).evaluate(DROP, {f"{name}.jpg": data for name, data in files.items()})


def stored(portal: Portal, name: str) -> dict[str, Any]:
    """Return what the row of a file that was uploaded holds now."""
    code = (
        "import json\nfrom articles.models import Picture\n"
        f"p = Picture.objects.filter(file_name='{name}.jpg').latest('pk')\n"
        "print(json.dumps([p.pk, p.alternative_text, p.credit, p.focal_x, p.focal_y, p.created_by.username]))"
    )
    printed = portal.run(code).splitlines()[-1]
    return dict(zip(["pk", "text", "credit", "x", "y", "by"], json.loads(printed), strict=True))


def make_picture(portal: Portal, *, title: str = "") -> int:
    """Store a picture with its files, and a story with this title that it leads; return the picture's key."""
    code = (
        "from PIL import Image\nfrom articles.models import *\nfrom articles.pictures.ingest import Ingested\n"
        "from articles.pictures.library import save_picture\n"
        "p = Picture(alternative_text='مرفأ عند الفجر', credit='تصوير: رنا', rights='مرة واحدة')\n"
        "save_picture(p, ingested=Ingested(Image.new('RGB', (1600, 1200), 'teal'), 3))\n"
        f"title = {title!r}\n"
        "if title: Article.objects.create(title=title, section=Section.objects.first(), body='<p>نص</p>', "
        "lead_picture=p)\n"
        "print(p.pk)"
    )
    return int(portal.run(code).split()[-1])


class TestUpload:
    def test_four_files_of_which_one_is_broken(self, portal: Portal, desk: Callable[..., Page]) -> None:
        page = desk(LIST)
        drop(page, one=photograph(), two=photograph("navy"), three=broken(), four=photograph("maroon"))
        rows = page.locator(".upload")
        expect(rows).to_have_count(4)
        expect(rows.locator("[data-thumbnail]:visible")).to_have_count(3)
        expect(rows.nth(2).locator("[data-error]")).to_be_visible()
        expect(rows.nth(2).locator("[data-error]")).to_contain_text("three.jpg: ")
        expect(rows.nth(2).locator("[data-error]")).to_contain_text("تالف")
        expect(page.locator("[data-told]")).to_have_text(re.compile("(one|two|four).jpg: في المكتبة"))
        expect(rows.nth(0).get_by_role("group", name="one.jpg").get_by_label("النص البديل")).to_be_visible()
        assert violations(page) == []
        expect(page.locator("progress:visible")).to_have_count(0)
        rows.nth(0).get_by_label("النص البديل").fill("مرفأ هادئ")
        rows.nth(3).get_by_label("مصدر الصورة").fill("تصوير: رنا")
        page.locator("[data-save]").click()
        expect(page.locator("[data-told]")).to_have_text("حُفظت النصوص.")
        assert stored(portal, "one")["text"] == "مرفأ هادئ"
        assert stored(portal, "four") | {"pk": 0} == {
            "pk": 0, "text": "", "credit": "تصوير: رنا", "x": 50, "y": 50, "by": "editor",
        }  # fmt: skip
        # The broken one waits beside them, and the list knows the others.
        expect(rows).to_have_count(4)
        page.goto(f"{LIST}?show=wordless")
        expect(page.get_by_text("two.jpg")).to_be_visible()
        expect(page.locator("#result_list")).not_to_contain_text("one.jpg")

    def test_the_library_comes_anew_once_what_was_refused_is_taken_off(self, desk: Callable[..., Page]) -> None:
        page = desk(LIST)
        drop(page, kept=photograph(), refused=broken())
        expect(page.locator("[data-words]:visible")).to_have_count(1)
        page.get_by_role("button", name="أزله من القائمة").click()
        expect(page.locator(".upload")).to_have_count(1)
        expect(page.locator("[data-files]")).to_be_focused()
        with page.expect_navigation():
            page.locator("[data-save]").click()
        expect(page.locator("#result_list")).to_contain_text("kept.jpg")

    def test_connection_that_is_cut_is_tried_again(self, portal: Portal, desk: Callable[..., Page]) -> None:
        page = desk(LIST)
        page.route("**/picture/upload/", lambda route: route.abort())
        drop(page, cut=photograph())
        row = page.locator(".upload")
        expect(row.locator("[data-error]")).to_have_text("cut.jpg: انقطع الرفع: أعد المحاولة.")
        page.unroute("**/picture/upload/")
        page.route("**/picture/upload/", lambda route: (page.wait_for_timeout(300), route.continue_()))
        row.get_by_role("button", name="أعد المحاولة").click()
        expect(row.locator("progress")).to_be_focused()
        expect(row.locator("[data-words]")).to_be_visible()
        expect(row.locator("[data-error]")).to_be_hidden()
        assert stored(portal, "cut")["by"] == "editor"

    def test_three_are_sent_at_a_time(self, desk: Callable[..., Page]) -> None:
        page = desk(LIST)
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/picture/upload/", hold)
        drop(page, **{f"many{number}": photograph() for number in range(5)})
        expect(page.locator("progress:visible")).to_have_count(5)
        page.wait_for_timeout(300)
        assert len(held) == 3
        for route in held[:3]:
            route.abort()
        page.wait_for_timeout(300)
        assert len(held) == 5

    def test_too_large_a_file_is_not_even_sent(self, desk: Callable[..., Page]) -> None:
        page = desk(LIST)
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.locator("[data-drop]").evaluate("zone => { zone.dataset.maxBytes = '100'; }")
        drop(page, large=photograph())
        expect(page.locator(".upload [data-error]")).to_contain_text("أكبر من")
        assert sent == []

    def test_refused_words_keep_what_was_typed(self, desk: Callable[..., Page]) -> None:
        page = desk(LIST)
        drop(page, long=photograph())
        field = page.get_by_label("مصدر الصورة")
        expect(field).to_be_visible()
        field.evaluate("field => { field.removeAttribute('maxlength'); field.value = 'ص'.repeat(151); }")
        page.locator("[data-save]").click()
        expect(field).to_have_attribute("aria-invalid", "true")
        assert len(field.input_value()) == 151


class TestFocalPoint:
    def test_press_and_keys_move_it_and_its_crops(self, portal: Portal, desk: Callable[..., Page]) -> None:
        key = make_picture(portal)
        page = desk(f"{LIST}{key}/change/")
        whole = page.locator("[data-whole]")
        box = whole.locator("img").bounding_box()
        assert box
        whole.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.25})
        expect(page.locator("#id_focal_x")).to_have_value("80")
        expect(page.locator("#id_focal_y")).to_have_value("25")
        # A square of 1,200 out of 1,600 around 80 per cent reaches the edge.
        crop = page.locator("[data-ratio='1:1'] img")
        assert crop.evaluate("image => image.style.objectPosition") == "100% 50%"
        whole.press("ArrowLeft")
        whole.press("Shift+ArrowDown")
        expect(page.locator("#id_focal_x")).to_have_value("79")
        expect(page.locator("#id_focal_y")).to_have_value("35")
        page.locator("#id_focal_x").fill("10")
        assert crop.evaluate("image => image.style.objectPosition") == "0% 50%"
        page.locator("[name=_continue]").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        expect(page.locator("#id_focal_x")).to_have_value("10")
        assert page.complaints == []


class TestUse:
    def test_used_picture_names_its_story_and_stays(self, portal: Portal, desk: Callable[..., Page]) -> None:
        key = make_picture(portal, title="خبر الصورة المستعملة")
        page = desk(f"{LIST}{key}/change/")
        expect(page.locator(".users a")).to_have_text("خبر الصورة المستعملة")
        page.goto(f"{LIST}{key}/delete/")
        expect(page.locator("#content")).to_contain_text("خبر الصورة المستعملة")
        expect(page.locator("#content form [type=submit]")).to_have_count(0)


class TestChoosing:
    @pytest.mark.parametrize("size", [PHONE, DESKTOP])
    def test_lead_picture_comes_from_the_library_by_keyboard(
        self, portal: Portal, desk: Callable[..., Page], size: dict[str, int]
    ) -> None:
        key = make_picture(portal)
        page = desk(ADD_STORY, viewport=size)
        page.get_by_role("button", name="اختر من المكتبة").press("Enter")
        dialog = page.get_by_role("dialog", name="مكتبة الصور")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("مرفا")
        page.keyboard.press("Enter")
        expect(dialog.locator("[data-library-told]")).to_contain_text("الصور المعروضة")
        assert dialog.evaluate("box => box.scrollWidth <= box.clientWidth")
        dialog.locator(f"[data-picture*='\"id\": {key},']").press("Enter")
        expect(dialog).to_have_count(0)
        expect(page.locator("#id_lead_picture")).to_have_value(str(key))
        expect(page.locator("[data-chosen-picture] img")).to_be_visible()
        expect(page.locator(".field-lead_picture .select2-selection__rendered")).to_contain_text("مرفأ عند الفجر")
        page.get_by_role("button", name="أزل الصورة").click()
        expect(page.locator("#id_lead_picture")).to_have_value("")
        assert page.complaints == []

    def test_escape_leaves_the_story_as_it_was(self, desk: Callable[..., Page]) -> None:
        page = desk(ADD_STORY)
        page.get_by_role("button", name="اختر من المكتبة").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator("#id_lead_picture")).to_have_value("")
        expect(page.get_by_role("button", name="اختر من المكتبة")).to_be_focused()

    def test_file_dropped_into_the_dialog_is_described_and_used(
        self, portal: Portal, desk: Callable[..., Page]
    ) -> None:
        page = desk(ADD_STORY)
        page.get_by_role("button", name="اختر من المكتبة").click()
        drop(page, ".library [data-drop]", fresh=photograph("olive"))
        page.locator(".library").get_by_label("النص البديل", exact=True).fill("حقل زيتون")
        page.get_by_role("button", name="استعمل هذه الصورة").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        row = stored(portal, "fresh")
        assert row["text"] == "حقل زيتون"
        expect(page.locator("#id_lead_picture")).to_have_value(str(row["pk"]))

    def test_library_that_does_not_answer_says_so(self, desk: Callable[..., Page]) -> None:
        page = desk(ADD_STORY)
        page.route("**/picture/choose/*", lambda route: route.abort())
        page.get_by_role("button", name="اختر من المكتبة").click()
        expect(page.get_by_role("dialog")).to_contain_text("المكتبة لا تستجيب")
        page.locator(".library [data-close]").click()
        expect(page.get_by_role("dialog")).to_have_count(0)


class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("size", [PHONE, DESKTOP])
    def test_library_its_dialog_and_a_picture(
        self, portal: Portal, desk: Callable[..., Page], size: dict[str, int], scheme: str
    ) -> None:
        key = make_picture(portal, title="خبر للفحص")
        page = desk(LIST, viewport=size, color_scheme=scheme)
        drop(page, axe=photograph(), axebroken=broken())
        expect(page.locator("[data-words]:visible, [data-error]:visible")).to_have_count(2)
        assert violations(page) == []
        page.goto(f"{LIST}{key}/change/")
        assert violations(page) == []
        page.goto(ADD_STORY)
        page.get_by_role("button", name="اختر من المكتبة").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert violations(page) == []


class TestPublicPages:
    @pytest.mark.parametrize(
        ("width", "ratio", "wanted"), [(360, 1, 480), (360, 2, 720), (768, 2, 1440), (1280, 1, 960), (1280, 2, 1920)]
    )
    def test_browser_takes_the_lead_picture_that_fits(
        self, portal: Portal, open_page: OpenPage, width: int, ratio: int, wanted: int
    ) -> None:
        make = (
            "from django.utils import timezone\nfrom PIL import Image\nfrom articles.models import *\n"
            "from articles.pictures.cutting import cut\nfrom articles.pictures.ingest import Ingested\n"
            "from articles.pictures.library import save_picture\n"
            "p = Picture(alternative_text='مرفأ')\n"
            "save_picture(p, ingested=Ingested(Image.new('RGB', (2400, 1350), 'teal'), 3))\ncut(p)\n"
            "a = Article.objects.create(title='خبر بصورة', section=Section.objects.first(), body='<p>نص</p>', "
            "status='published', published_at=timezone.now(), lead_picture=p)\nprint(a.get_absolute_url())"
        )
        path = portal.run(make).split()[-1]
        page = open_page(path, viewport={"width": width, "height": 800}, device_scale_factor=ratio)
        image = page.locator(".lead-picture img")
        page.wait_for_function("document.querySelector('.lead-picture img').complete")
        assert str(image.evaluate("image => image.currentSrc")).endswith(f"/full-{wanted}.avif")
        assert image.get_attribute("fetchpriority") == "high"
