"""Branches of a thread are folded, by mouse and by keyboard; badges stand beside names."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.rendering]

REPLIES = "الردود"

# A root with a reply that is answered, a deleted one that is answered, and another root.
ROWS = """
from django.utils import timezone
from articles.models import Article, Section
from comments import moderation
from comments.models import Comment
section, _ = Section.objects.get_or_create(name="طيّ الردود")
article = Article.objects.create(
    title="خبر تُطوى ردوده", section=section, status="published", published_at=timezone.now(), body="<p>نص</p>"
)
made = {}
parents = {"root": "", "reply": "root", "deep": "reply", "gone": "root", "below": "gone", "last": ""}
for name, parent in parents.items():
    comment = Comment(article=article, name=name, email="reader@example.com", text="نص", parent=made.get(parent))
    moderation.receive(comment)
    moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
    made[name] = comment
    print("key", name, comment.pk)
moderation.refuse(Comment.objects.filter(pk=made["gone"].pk), by=None)
Comment.objects.filter(pk=made["reply"].pk).update(is_staff=True)
Comment.objects.filter(pk=made["last"].pk).update(is_pick=True)
print("path", article.get_absolute_url())
"""


@pytest.fixture(scope="module")
def thread(portal: Portal) -> dict[str, str]:
    """Return the address of the story under "path", and the keys of its comments under their names."""
    lines = [line.split() for line in portal.run(ROWS).splitlines()]
    return {words[-2]: words[-1] for words in lines if words and words[0] in {"key", "path"}}


def comment(page: Page, thread: dict[str, str], name: str) -> Locator:
    return page.locator(f"#comment-{thread[name]}")


def expect_shown(page: Page, thread: dict[str, str], *names: str) -> None:
    for name in ("root", "reply", "deep", "gone", "below", "last"):
        expect(comment(page, thread, name)).to_be_visible(visible=name in names)


class TestFolding:
    def test_a_button_hides_what_lies_below_and_shows_it_again(
        self, open_page: OpenPage, thread: dict[str, str], viewport: dict[str, int]
    ) -> None:
        page = open_page(thread["path"], viewport=viewport)
        expect_shown(page, thread, "root", "reply", "deep", "gone", "below", "last")
        button = comment(page, thread, "root").get_by_role("button")
        expect(button).to_have_text(REPLIES)
        expect(button).to_have_accessible_name("الردود على root")
        button.click()
        expect(button).to_have_attribute("aria-expanded", "false")
        expect_shown(page, thread, "root", "last")
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
        expect_shown(page, thread, "root", "reply", "deep", "gone", "below", "last")

    def test_only_comments_with_replies_have_one(self, open_page: OpenPage, thread: dict[str, str]) -> None:
        page = open_page(thread["path"])
        for name in ("root", "reply", "gone"):
            expect(comment(page, thread, name).get_by_role("button", name=REPLIES)).to_have_count(1)
        for name in ("deep", "below", "last"):
            expect(comment(page, thread, name).get_by_role("button")).to_have_count(0)

    def test_a_branch_inside_stays_folded_when_the_outer_one_opens(
        self, open_page: OpenPage, thread: dict[str, str]
    ) -> None:
        page = open_page(thread["path"])
        outer, inner = (comment(page, thread, name).get_by_role("button") for name in ("root", "reply"))
        inner.click()
        expect_shown(page, thread, "root", "reply", "gone", "below", "last")
        outer.click()
        outer.click()
        expect_shown(page, thread, "root", "reply", "gone", "below", "last")

    def test_the_keyboard_folds_and_its_place_is_seen(self, open_page: OpenPage, thread: dict[str, str]) -> None:
        page = open_page(thread["path"])
        root = comment(page, thread, "root")
        root.locator("[href$='/report/']").focus()
        page.keyboard.press("Tab")
        button = root.get_by_role("button")
        expect(button).to_be_focused()
        assert button.evaluate("element => parseFloat(getComputedStyle(element).outlineWidth)") >= 2
        for key, names in (("Enter", ("root", "last")), ("Space", ("root", "reply", "deep", "gone", "below", "last"))):
            page.keyboard.press(key)
            expect_shown(page, thread, *names)
            expect(button).to_be_focused()

    def test_an_address_inside_a_folded_branch_opens_it(self, open_page: OpenPage, thread: dict[str, str]) -> None:
        page = open_page(thread["path"])
        for name in ("reply", "root"):
            comment(page, thread, name).get_by_role("button").click()
        expect_shown(page, thread, "root", "last")
        page.evaluate("key => { location.hash = `comment-${key}`; }", thread["deep"])
        expect_shown(page, thread, "root", "reply", "deep", "gone", "below", "last")
        expect(comment(page, thread, "deep")).to_be_in_viewport()
        for name in ("reply", "root"):
            expect(comment(page, thread, name).get_by_role("button")).to_have_text(REPLIES)

    def test_its_buttons_move_nothing(
        self, open_page: OpenPage, thread: dict[str, str], viewport: dict[str, int]
    ) -> None:
        page = open_page(thread["path"], viewport=viewport)
        expect(page.locator(".thread button")).to_have_count(3)
        heights = "list => list.map(item => item.getBoundingClientRect().height)"
        before = page.locator(".comment").evaluate_all(heights)
        page.locator(".thread button").evaluate_all("list => list.forEach(button => button.remove())")
        assert page.locator(".comment").evaluate_all(heights) == before

    def test_in_english_it_speaks_english(self, open_page: OpenPage, thread: dict[str, str]) -> None:
        page = open_page(f"/en{thread['path']}")
        button = comment(page, thread, "root").get_by_role("button", name="Replies to root")
        button.click()
        expect(button).to_have_attribute("aria-expanded", "false")

    def test_without_script_all_is_open(self, open_page: OpenPage, thread: dict[str, str]) -> None:
        page = open_page(thread["path"], java_script_enabled=False)
        expect_shown(page, thread, "root", "reply", "deep", "gone", "below", "last")
        expect(page.locator(".thread button")).to_have_count(0)


class TestBadges:
    def test_they_stand_beside_their_names(
        self, open_page: OpenPage, thread: dict[str, str], viewport: dict[str, int]
    ) -> None:
        page = open_page(thread["path"], viewport=viewport)
        for name, words in (("reply", "هيئة التحرير"), ("last", "اختيار المحرر")):
            badge = comment(page, thread, name).get_by_text(words, exact=True)
            expect(badge).to_be_visible()
            beside, box = comment(page, thread, name).locator(".comment-name").bounding_box(), badge.bounding_box()
            assert beside
            assert box
            assert box["x"] + box["width"] <= beside["x"]
        expect(page.locator(".badge")).to_have_count(2)

    def test_the_newsroom_s_comment_has_no_report_link(self, open_page: OpenPage, thread: dict[str, str]) -> None:
        page = open_page(thread["path"])
        expect(comment(page, thread, "reply").locator("[href$='/report/']")).to_have_count(0)
        link = comment(page, thread, "last").get_by_role("link", name="الإبلاغ")
        expect(link).to_have_accessible_name(re.compile("^الإبلاغ عن تعليق .*last"))
