"""The editor of an article's text in Chromium: what it makes, what it takes in, and what the sanitiser keeps of it."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.body.sanitize import sanitize
from tests.browser.conftest import OpenPage, SignIn
from tests.browser.portal import ROOT, Portal
from tests.browser.test_newsroom import ADD, PASTE, WIRE, body_of, paste

pytestmark = [pytest.mark.browser, pytest.mark.rendering]

MARKUP = ROOT / "tests" / "data" / "markup"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
# Puts a text into the editor as if the page had come with it, and gives back what the field then holds.
TAKE_IN = """html => {
    const { editor } = document.querySelector(".ProseMirror");
    // No step to be taken back: one that is followed within half a second would go with what follows.
    editor.chain().setMeta("addToHistory", false).setContent(html, { emitUpdate: true }).run();
    return document.querySelector("#id_body").value;
}"""
TOLD = ("error", "warning")
CELLS = '<th colspan="2" scope="col"><p>أ</p></th><th rowspan="2"><p>ب</p></th>'
# Each stands as the sanitiser writes it.
KEPT = [
    "<p>كلام <strong>ثقيل</strong> و<em>مائل</em> و<cite>كتاب</cite> و<strong><em>كلاهما</em></strong></p>",
    "<p>أ &amp; ب &lt;ج&gt; «د» \"ه\" 'و'&nbsp;ز</p>",
    "<h2>أ</h2><h3>ب <strong>ج</strong></h3><h4>د<br>ه</h4>",
    "<p>سطر<br>سطر<br><br>سطر</p><hr><p>بعد</p>",
    '<p><a href="https://agency.example/a?b=1&amp;c=2#d" rel="noopener">خارج</a> <a href="/news/1/خبر/">داخل</a></p>',
    '<p><a href="#top">أ</a> <a href="?page=2">ب</a> <a href="mailto:desk@news.example">ج</a></p>',
    '<p><a href="http://agency.example/" rel="noopener"><strong>أ</strong> <em>ب</em></a></p>',
    "<ul><li><p>أ</p></li><li><p>ب</p><p>ج</p></li></ul><ol><li><p>د</p></li></ol>",
    "<ul><li><p>1</p><ol><li><p>2</p><ul><li><p>3</p><ul><li><p>4</p></li></ul></li></ul></li></ol></li></ul>",
    "<ul><li><ul><li><p>بلا كلام فوقه</p></li></ul></li><li><h3>عنوان</h3><p>نص</p></li></ul>",
    "<ol><li><blockquote><p>قول</p></blockquote></li></ol>",
    "<blockquote><p>قول</p></blockquote><blockquote><p>قول</p><p>آخر</p><cite>من <em>قاله</em></cite></blockquote>",
    "<blockquote><cite>قائل</cite><p>قول</p><ul><li><p>بند</p></li></ul></blockquote>",
    "<blockquote><p>أ</p><blockquote><p>ب</p><cite>ج</cite></blockquote></blockquote>",
    '<blockquote data-kind="pull"><p>بارز</p></blockquote>',
    '<blockquote data-kind="pull"><p>بارز</p><cite>قائله</cite></blockquote><p>من <cite>كتاب</cite></p>',
    '<figure data-picture="7"></figure><figure data-picture="8"><figcaption>شرح <em>هنا</em></figcaption></figure>',
    f'<figure data-embed="{VIDEO}&amp;t=5"></figure>',
    f'<figure data-embed="{VIDEO}"><figcaption>شرح</figcaption></figure>',
    '<ul><li><p>أ</p><figure data-picture="7"></figure></li></ul>',
    f"<table><tbody><tr>{CELLS}</tr><tr><td><p>ج</p></td><td></td></tr></tbody></table>",
    "<table><tbody><tr><td><h3>أ</h3><p>ب<br>ج</p></td><td><ul><li><p>د</p></li></ul></td></tr></tbody></table>",
    '<table><tbody><tr><td><blockquote><p>أ</p></blockquote><hr><figure data-picture="7"></figure></td></tr>'
    "</tbody></table>",
]
# Buttons, one after the other, over a text of three lines.
DEEDS = [
    ["heading2"], ["heading3"], ["heading4"], ["bold"], ["italic"], ["bold", "italic"], ["bulletList"],
    ["orderedList"],
    ["bulletList", "bold"], ["blockquote"], ["blockquote", "attribution"], ["pullQuote"], ["pullQuote", "attribution"],
    ["blockquote", "pullQuote"], ["bulletList", "blockquote"], ["blockquote", "heading3"], ["horizontalRule"],
    ["table"],
    ["table", "bulletList"], ["table", "table:mergeCells"], ["table", "table:deleteRow", "table:addColumnAfter"],
    ["table", "table:toggleHeaderCell", "blockquote"], ["heading2", "bold", "orderedList"],
]  # fmt: skip


@pytest.fixture
def desk(open_page: OpenPage, let_in: SignIn) -> Callable[..., Page]:
    def open_desk(path: str = ADD, username: str = "editor", **options: object) -> Page:
        page = open_page("about:blank", **options)
        let_in(page, username)
        page.goto(path)
        expect(page.get_by_role("toolbar")).to_be_visible()
        return page

    return open_desk


def press(page: Page, name: str) -> None:
    page.locator(f".prose-menubar [data-name='{name}']").click()


def markup(name: str) -> str:
    return Path(MARKUP / f"{name}.html").read_text(encoding="utf-8").strip()


class TestAgreement:
    @pytest.mark.parametrize("html", KEPT)
    def test_sanitiser_keeps_it(self, html: str) -> None:
        assert sanitize(html) == html

    def test_editor_keeps_what_the_sanitiser_keeps(self, desk: Callable[..., Page]) -> None:
        page = desk()
        for html in [*KEPT, "".join(KEPT)]:
            assert page.evaluate(TAKE_IN, html) == html

    def test_sanitiser_keeps_what_the_editor_makes(self, desk: Callable[..., Page]) -> None:
        page = desk()
        for deeds in DEEDS:
            page.evaluate(TAKE_IN, "<p>سطر أول</p><p>سطر ثان</p><p>سطر ثالث</p>")
            page.locator(".ProseMirror").focus()
            page.keyboard.press("Control+a")
            for deed in deeds:
                press(page, deed)
            page.keyboard.press("End")
            page.keyboard.type("وبعد")
            made = body_of(page)
            assert "وبعد" in made, deeds
            assert sanitize(made) == made, deeds
            assert page.evaluate(TAKE_IN, made) == made, deeds


class TestPasting:
    @pytest.mark.parametrize("name", ["pasted_word", "pasted_docs", "pasted_page"])
    def test_it_comes_out_clean(self, desk: Callable[..., Page], name: str) -> None:
        page = desk()
        paste(page, html=markup(name), plain="x")
        assert sanitize(body_of(page)) == markup(f"{name}_expected")
        expect(page.locator(".body-note")).to_have_text("لم تُنقل الصور: أضفها من المكتبة.")

    def test_messages_keep_their_lines_and_blank_lines(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="[12:05] رباب: السلام عليكم\nأين الخطة؟\n\n[12:06] سعد: هنا\r\n")
        assert body_of(page) == "<p>[12:05] رباب: السلام عليكم<br>أين الخطة؟</p><p>[12:06] سعد: هنا</p>"

    def test_own_text_moves_as_it_is(self, desk: Callable[..., Page]) -> None:
        page = desk()
        html = '<p>قبل</p><figure data-picture="7"><figcaption>شرح</figcaption></figure><p>بعد</p>'
        page.evaluate(TAKE_IN, html)
        page.locator(".ProseMirror").focus()
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+x")
        assert body_of(page) == ""
        page.keyboard.press("Control+z")
        assert body_of(page) == html


class TestWireCopy:
    def test_one_button_makes_headings_drops_the_title_and_can_be_taken_back(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.fill("#id_title", WIRE.split("\n")[0])
        paste(page, plain=WIRE)
        pasted = body_of(page)
        page.get_by_role("button", name="نسّق النص الملصق").click()
        expect(page.locator(".ProseMirror h2")).to_have_count(4)
        assert body_of(page).startswith("<p>أقرّ مجلس مدينة قصر الغيم")
        page.keyboard.press("Control+z")
        assert body_of(page) == pasted

    def test_what_is_more_than_plain_text_stays(self, desk: Callable[..., Page]) -> None:
        page = desk()
        link = '<p>نص فيه <a href="/a">رابط</a></p><figure data-picture="7"></figure>'
        page.evaluate(TAKE_IN, f"<p>عنوان صغير</p><p>{'كلام ' * 20}ينتهي.</p>{link}")
        press(page, "format")
        expect(page.locator(".ProseMirror h2")).to_have_text("عنوان صغير")
        assert body_of(page).endswith(link)


class TestQuotations:
    def test_enter_behind_the_name_leaves_the_quotation(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="قول")
        press(page, "attribution")
        page.keyboard.type("رباب")
        page.keyboard.press("Enter")
        page.keyboard.type("بعد")
        assert body_of(page) == "<blockquote><p>قول</p><cite>رباب</cite></blockquote><p>بعد</p>"

    def test_second_press_takes_the_quotation_away_and_keeps_the_name(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.evaluate(TAKE_IN, "<blockquote><p>قول</p><cite>رباب</cite></blockquote>")
        page.locator(".ProseMirror blockquote p").click()
        press(page, "blockquote")
        assert body_of(page) == "<p>قول</p><p>رباب</p>"


class TestFigures:
    def test_picture_is_chosen_shown_and_gets_its_caption(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="قبل")
        press(page, "picture")
        page.locator("dialog button:has(img)").first.click()
        shown = page.locator(".ProseMirror figure img")
        expect(shown).to_be_visible()
        assert shown.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
        page.keyboard.type("شرح")
        key = body_of(page).split('data-picture="')[1].split('"')[0]
        assert body_of(page) == f'<p>قبل</p><figure data-picture="{key}"><figcaption>شرح</figcaption></figure>'
        page.locator(".story-remove").click()
        assert body_of(page) == "<p>قبل</p>"

    def test_dead_address_is_refused_in_the_dialog_and_a_good_one_is_taken(self, desk: Callable[..., Page]) -> None:
        page = desk()
        press(page, "embed")
        page.locator("dialog input").fill("https://www.youtube.com/@desk")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="لا يدل هذا العنوان على مقطع في يوتيوب")).to_be_visible()
        page.locator("dialog input").fill("youtu.be/dQw4w9WgXcQ?t=30")
        page.keyboard.press("Enter")
        expect(page.locator(".ProseMirror figure")).to_contain_text("youtube.com")
        assert body_of(page) == f'<figure data-embed="{VIDEO}&amp;t=30"></figure>'

    def test_dead_address_in_a_saved_text_is_an_error_and_nothing_is_lost(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.fill("#id_title", "عنوان")
        html = '<p>نص</p><figure data-embed="https://x.com/desk"></figure>'
        page.evaluate(TAKE_IN, html)
        page.locator("[name=_continue]").click()
        expect(page.locator(".field-body .errorlist")).to_contain_text("https://x.com/desk")
        expect(page.locator(".ProseMirror p").first).to_have_text("نص")
        assert body_of(page) == html


class TestDesk:
    def test_words_and_reading_time_are_counted_while_one_writes(self, desk: Callable[..., Page]) -> None:
        page = desk()
        expect(page.locator(".body-count")).to_have_text("لا كلمات بعد")
        paste(page, plain="كلمة " * 360)
        expect(page.locator(".body-count")).to_have_text("360 كلمة · دقيقتان للقراءة")

    def test_tools_are_reached_by_keyboard_and_left_again(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.locator(".ProseMirror").click()
        page.keyboard.press("Alt+F10")
        assert page.evaluate("document.activeElement.dataset.name") == "format"
        page.keyboard.press("Escape")
        expect(page.locator(".ProseMirror")).to_be_focused()

    @pytest.mark.parametrize("back", [False, True], ids=["on", "back"])
    def test_escape_and_tab_lead_out_of_a_table(self, desk: Callable[..., Page], back: bool) -> None:
        page = desk()
        page.evaluate(TAKE_IN, "<table><tbody><tr><td>الأول</td><td>الثاني</td></tr></tbody></table>")
        text = page.locator(".ProseMirror")
        assert page.locator(f"#{text.get_attribute('aria-describedby').split()[-1]}").inner_text().count("Tab") == 1
        page.locator(".ProseMirror td").first.click()
        # The editor reads a moment later where a click has put the caret.
        page.wait_for_function("document.querySelector('.ProseMirror').editor.state.selection.$from.pos < 10")
        page.keyboard.press("Tab")
        expect(text).to_be_focused()
        page.keyboard.press("Escape")
        page.keyboard.press("Shift+Tab" if back else "Tab")
        expect(text).not_to_be_focused()
        assert page.locator(".ProseMirror tr").count() == 1

    def test_tools_stay_in_sight_of_a_long_text(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="سطر.\n\n" * 200)
        # The end of it lies so low that the wheel would leave the text.
        page.locator(".ProseMirror p").nth(100).scroll_into_view_if_needed()
        expect(page.get_by_role("toolbar")).to_be_in_viewport()

    def test_text_that_is_nearly_too_large_is_warned_of(self, desk: Callable[..., Page]) -> None:
        page = desk()
        page.evaluate(TAKE_IN, "<p>كلمة</p>" * 8_100)
        expect(page.locator(".body-warning")).to_contain_text("يكاد هذا النص")

    def test_link_dialog_says_what_an_address_looks_like(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="كلام")
        page.keyboard.press("Control+a")
        press(page, "link")
        page.locator("dialog input").fill("javascript:alert(1)")
        page.keyboard.press("Enter")
        expect(page.locator("dialog [role=alert]")).to_contain_text("ليس هذا عنواناً")
        page.locator("dialog input").fill("/news/12/")
        page.keyboard.press("Enter")
        assert body_of(page) == '<p><a href="/news/12/">كلام</a></p>'


class TestLinks:
    # Each names a page of the web, and holds what the sanitiser takes in no address.
    ODD = ['https://a.example/"b"', "https://a.example/?q=`c`", "https://a.example/d\\e", "https://a.example/?f=\\<g>"]
    LONG = f"https://a.example/?q={'ب' * 2_000}"

    def link(self, page: Page, address: str) -> None:
        page.evaluate(TAKE_IN, "<p>كلام</p>")
        # After a click the editor still moves its selection, when keys have been pressed already.
        page.locator(".ProseMirror").focus()
        page.keyboard.press("Control+a")
        press(page, "link")
        page.locator("dialog input").fill(address)
        page.keyboard.press("Enter")

    def test_what_the_dialog_takes_is_kept(self, desk: Callable[..., Page]) -> None:
        page = desk()
        for address in [*self.ODD, "https://a.example/خبر"]:
            self.link(page, address)
            expect(page.locator("dialog")).to_have_count(0)
            made = body_of(page)
            assert '<a href="https://a.example/' in made
            assert sanitize(made) == made

    @pytest.mark.parametrize(
        ("address", "told"),
        [(LONG, "هذا العنوان أطول"), ("/\\a.example", "ليس هذا عنواناً"), ("https://@", "ليس هذا عنواناً")],
    )
    def test_what_would_be_dropped_is_refused_in_the_dialog(
        self, desk: Callable[..., Page], address: str, told: str
    ) -> None:
        page = desk()
        self.link(page, address)
        expect(page.locator("dialog [role=alert]")).to_contain_text(told)

    def test_pasted_ones_are_mended_or_become_words(self, desk: Callable[..., Page]) -> None:
        page = desk()
        links = "".join(f'<p><a href="{escape(address)}">كلام</a></p>' for address in [*self.ODD, self.LONG])
        paste(page, html=links, plain="x")
        made = body_of(page)
        assert (made.count("<a "), made.count("كلام")) == (len(self.ODD), len(self.ODD) + 1)
        assert sanitize(made) == made

    def test_too_long_a_one_pasted_over_words_is_words(self, desk: Callable[..., Page]) -> None:
        page = desk()
        paste(page, plain="كلام")
        page.keyboard.press("Control+a")
        page.evaluate(PASTE, {"text/plain": self.LONG.replace("ب", "b")})
        assert "<a " not in body_of(page)


class TestReaders:
    def test_nothing_is_loaded_before_the_click(self, portal: Portal, open_page: OpenPage) -> None:
        body = f'<p>نص</p><figure data-embed="{VIDEO}&amp;t=7"><figcaption>شرح</figcaption></figure>'
        made = portal.run(
            "from django.utils import timezone; from articles.models import *\n"
            "a = Article.objects.create(title='مقطع', section=Section.objects.first(), status='published',"
            f" published_at=timezone.now(), body={body!r})\nprint(a.get_absolute_url())",
        )
        # A page that names its icon: for others the browser asks /favicon.ico, and complains a while later.
        page = open_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type in TOLD else None)
        # Nothing of a test leaves this machine. The pattern "https://**" matches no address.
        page.route(re.compile("^https:"), lambda route: route.fulfill(body="<p>player</p>", content_type="text/html"))
        page.goto(made.split()[-1], wait_until="networkidle")
        assert [url for url in asked if not url.startswith((portal.url, "data:"))] == []
        page.get_by_role("button", name="شغّل المقطع من يوتيوب").click()
        frame = page.locator(".embed-player iframe")
        expect(frame).to_have_attribute("title", "شرح")
        address = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=7"
        expect(frame).to_have_attribute("src", address)
        expect(frame).to_be_focused()
        expect(page.frame_locator(".embed-player iframe").get_by_text("player")).to_be_visible()
        assert complaints == []
