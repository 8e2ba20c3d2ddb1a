"""A reader reports a comment, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.portal import Portal

pytestmark = pytest.mark.browser

ROWS = """
from django.utils import timezone
from articles.models import Article, Section
from comments import moderation
from comments.models import Comment
section, _ = Section.objects.get_or_create(name="بلاغات")
article = Article.objects.create(
    title="خبر يُبلَّغ عن تعليق عليه", section=section, status="published", published_at=timezone.now(), body="<p>نص</p>"
)
for number in range(2):
    comment = Comment(article=article, name="ناشر إعلانات", email="seller@example.com", text=f"اشتروا مني {number}")
    moderation.receive(comment)
    moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
    print("key", comment.pk)
print("path", article.get_absolute_url())
"""
STORED = """
from comments.models import Comment
comment = Comment.objects.get(pk={key})
print("stored", comment.open_reports, *comment.reports.values_list("network", "reason", "line")[0])
"""


@pytest.fixture(scope="module")
def story(portal: Portal) -> tuple[str, list[str]]:
    """Return the address of a story, and the keys of its two comments."""
    lines = [line.split() for line in portal.run(ROWS).splitlines()]
    *keys, path = [words[1] for words in lines if len(words) == 2 and words[0] in {"key", "path"}]
    return path, keys


class TestReport:
    @pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
    def test_it_is_asked_for_kept_and_thanked_for(
        self, portal: Portal, open_page: OpenPage, story: tuple[str, list[str]], script: bool
    ) -> None:
        path, keys = story
        key = keys[script]
        page = open_page(path, java_script_enabled=script)
        page.locator(f"#comment-{key}").get_by_role("link", name="الإبلاغ").click()
        expect(page.get_by_role("heading", name="الإبلاغ عن تعليق", exact=True)).to_be_visible()
        expect(page.locator(".reported")).to_contain_text(f"اشتروا مني {int(script)}")
        page.get_by_label("كلمة إلى المشرفين").fill("ينسخه تحت كل خبر")
        send = page.get_by_role("button", name="إرسال البلاغ")
        send.click()
        summary = page.locator(".error-summary")
        expect(summary).to_be_focused()
        expect(page).to_have_title(re.compile("^لم يُرسل بلاغك"))
        expect(page.get_by_label("كلمة إلى المشرفين")).to_have_value("ينسخه تحت كل خبر")
        summary.get_by_role("link").click()
        expect(page.get_by_label("فيه إساءة إلى شخص")).to_be_focused()
        page.get_by_label("إعلان", exact=True).check()
        send.click()
        page.wait_for_url("**/report/?sent=1")
        expect(page.get_by_role("heading", name="شكراً على بلاغك")).to_be_visible()
        page.get_by_role("link", name="العودة إلى التعليق").click()
        page.wait_for_url(f"**{path}#comment-{key}")
        assert page.context.cookies() == []
        stored = portal.run(STORED.format(key=key))
        assert "stored 1 127.0.0.0 advertising ينسخه تحت كل خبر" in stored
