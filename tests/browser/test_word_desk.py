"""Words, restrictions and known readers in Chromium: what a trial finds is in sight, and axe finds nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, SignIn
from tests.browser.portal import Portal
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


ADD, LIST = "/admin/comments/wordentry/add/", "/admin/comments/wordentry/"
both = pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])


@pytest.fixture
def chief(open_page: OpenPage, let_in: SignIn) -> Callable[..., Page]:
    """Return a function that opens a page of the newsroom as an administrator."""

    def open_as_chief(path: str, **options: object) -> Page:
        page = open_page("about:blank", **options)
        let_in(page, "admin")
        page.goto(path)
        return page

    return open_as_chief


class TestTrial:
    @both
    def test_what_it_finds_is_in_sight_and_has_the_focus(
        self, chief: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        page = chief(ADD, viewport=viewport, color_scheme=scheme)
        page.get_by_label("كلمة أو عبارة").fill("شكراً")
        page.get_by_role("button", name="جرّب هذه الكلمة").click()
        found = page.locator("#trial-title")
        expect(found).to_be_focused()
        expect(found).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]

    @both
    def test_a_refused_word_says_why_beside_it(
        self, chief: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        page = chief(ADD, viewport=viewport, color_scheme=scheme)
        page.get_by_label("كلمة أو عبارة").fill("الـ")
        page.locator("[name=_save]").click()
        reason = page.locator(".errorlist").get_by_text("لا يكاد يخلو تعليق من هذا")
        expect(reason).to_be_in_viewport()
        expect(page.get_by_label("كلمة أو عبارة")).to_have_value("الـ")


@pytest.mark.npm
@pytest.mark.rendering
class TestAccessibility:
    @both
    def test_axe_finds_nothing_on_words(
        self, chief: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        page = chief(LIST, viewport=viewport, color_scheme=scheme)
        assert violations(page) == []
        page.locator("th.field-word a").first.click()
        page.get_by_role("button", name="جرّب هذه الكلمة").click()
        expect(page.locator("#trial-title")).to_be_focused()
        assert violations(page) == []
        page.goto(ADD)
        page.get_by_label("كلمة أو عبارة").fill("من")
        page.locator("[name=_save]").click()
        expect(page.locator(".errorlist").get_by_text("لا يكاد يخلو تعليق من هذا")).to_be_visible()
        assert violations(page) == []

    @both
    def test_axe_finds_nothing_on_restrictions_and_known_readers(
        self, portal: Portal, chief: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        lines = (
            "from comments.models import Comment, Regular, Restriction\n"
            "Restriction.objects.get_or_create(email='salma@example.com', defaults={'reason': 'شتائم متكررة'})\n"
            "Regular.objects.get_or_create(email='najwa@example.com', defaults={'name': 'نجوى السعيد'})\n"
            "print(Comment.objects.exclude(email='').filter(status='approved')[0].pk)"
        )
        key = portal.run(lines).split()[-1]
        page = chief("/admin/comments/restriction/", viewport=viewport, color_scheme=scheme)
        assert violations(page) == []
        page.locator("#result_list tbody a").first.click()
        expect(page.locator("#id_reason")).to_be_visible()
        assert violations(page) == []
        page.goto(f"/admin/comments/restriction/add/?comment={key}")
        expect(page.get_by_text("صاحب التعليق:")).to_be_visible()
        assert violations(page) == []
        page.goto("/admin/comments/regular/")
        assert violations(page) == []
        page.locator("#result_list tbody a").first.click()
        page.wait_for_url("**/change/")
        assert violations(page) == []

    @both
    def test_axe_finds_nothing_where_something_is_deleted(
        self, chief: Callable[..., Page], viewport: dict[str, int], scheme: str
    ) -> None:
        page = chief(LIST, viewport=viewport, color_scheme=scheme)
        page.locator("[name=_selected_action]").first.check()
        page.locator("[name=action]").first.select_option("delete_selected")
        page.get_by_role("button", name="نفّذ").first.click()
        expect(page.get_by_role("button", name="نعم، احذف")).to_be_visible()
        assert violations(page) == []
        page.goto(LIST)
        page.locator("th.field-word a").first.click()
        page.locator(".deletelink").click()
        expect(page.get_by_role("button", name="نعم، احذف")).to_be_visible()
        assert violations(page) == []

    @both
    @pytest.mark.parametrize("path", ["/admin/password_change/", "/admin/password_change/done/"])
    def test_axe_finds_nothing_on_pages_of_passwords(
        self, chief: Callable[..., Page], viewport: dict[str, int], scheme: str, path: str
    ) -> None:
        assert violations(chief(path, viewport=viewport, color_scheme=scheme)) == []
