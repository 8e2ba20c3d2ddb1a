"""What a commenter does from the first comment to the last: letters of a real mail server, links, buttons."""

import email
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.demo import Demo
from tests.browser.portal import Portal
from tests.mail_sink import Sink, running_sink

pytestmark = pytest.mark.browser

STORY = "قانون المياه"
# What is written for later goes now.
HURRY = "from newsportal.models import OutboxMail\nfrom django.utils import timezone\n"
HURRY += "OutboxMail.objects.update(send_after=timezone.now())"


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with running_sink() as running:
        yield running


@pytest.fixture(scope="module")
def portal(sink: Sink, demo: Demo) -> Iterator[Portal]:
    """A portal of its own, whose letters go to the sink by SMTP."""
    with demo.served(
        EMAIL_URL=f"smtp://127.0.0.1:{sink.port}",
        COMMENTS_FLOOD_SECONDS="0",
        COMMENTS_PER_MINUTE="1000",
        COMMENTS_TRUST_AFTER="1",
    ) as running:
        yield running


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def reader(request: pytest.FixtureRequest, browser: Browser, portal: Portal) -> Iterator[Page]:
    context = browser.new_context(
        base_url=portal.url, viewport=DESKTOP, locale="ar", java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    return f"reader{abs(hash(request.node.name))}@example.com"


def comment(page: Page, portal: Portal, text: str, address: str, *, name: str = "قارئة من الوادي") -> str:
    """Post a comment, and return the address of its own page."""
    page.goto(portal.article_path(STORY))
    page.fill("[name=comment]", text)
    page.fill("[name=name]", name)
    page.fill("[name=email]", address)
    page.get_by_role("button", name="إرسال التعليق").click()
    page.wait_for_url(re.compile("/comments/[\\w-]{43}/$"))
    return page.url


def decide(portal: Portal, text: str, decision: str) -> None:
    portal.run(
        "from comments import moderation\nfrom comments.models import Comment\n"
        f"moderation.{decision}(Comment.objects.filter(text__contains={text!r}), by=None)",
    )
    portal.run(HURRY)


def link_in(letter: email.message.EmailMessage, path: str) -> str:
    body = letter.get_body(["plain"])
    assert body is not None
    found = re.search(rf"https?://\S+?{path}\S*", body.get_content())
    assert found, body.get_content()
    return found[0]


def ask_for_letters(page: Page, portal: Portal, sink: Sink, address: str) -> None:
    """Tick both boxes on a comment's own page, and confirm the address by the letter that comes."""
    page.get_by_label("عند نشره أو رفضه").check()
    page.get_by_label("عندما يردّ عليه أحد").check()
    page.get_by_role("button", name="احفظ").click()
    expect(page.get_by_role("status").get_by_text("تم الحفظ.")).to_be_visible()
    letter = sink.letter_to(address, "أكّد عنوان بريدك")
    page.goto(link_in(letter, "/mail/confirm/"))
    page.get_by_role("button", name="تأكيد عنواني").click()
    expect(page.get_by_role("heading", name="أُكِّد عنوان بريدك")).to_be_visible()


def test_letters_tell_of_the_decision_and_of_a_reply_until_they_are_stopped(
    portal: Portal, sink: Sink, reader: Page, address: str
) -> None:
    text = f"سؤال ينتظر جواباً {address}"
    own = comment(reader, portal, text, address)
    ask_for_letters(reader, portal, sink, address)

    decide(portal, text, "approve")
    letter = sink.letter_to(address, "نُشر تعليقك")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    reader.goto(link_in(letter, "/news/"))
    expect(reader.locator(".comment", has_text=text)).to_be_in_viewport()

    shown = reader.locator(".comment", has_text=text)
    reply = f"هذا هو الجواب {address}"
    shown.locator("[data-reply]").click()
    reader.fill("[name=comment]", reply)
    reader.fill("[name=name]", "مجيب")
    reader.fill("[name=email]", f"other-{address}")
    reader.get_by_role("button", name="إرسال التعليق").click()
    reader.wait_for_url(re.compile("/comments/[\\w-]{43}/$"))
    decide(portal, reply, "approve")
    letter = sink.letter_to(address, "على تعليقك")
    reader.goto(link_in(letter, "/news/"))
    expect(reader.locator(".comment", has_text=reply).last).to_be_in_viewport()

    reader.goto(link_in(letter, "/mail/unsubscribe/"))
    reader.get_by_role("button", name="إيقاف كل الرسائل").click()
    expect(reader.get_by_role("heading", name="لن تصلك رسائل بعد الآن")).to_be_visible()
    reader.goto(own)
    expect(reader.get_by_label("عندما يردّ عليه أحد")).not_to_be_checked()


def test_a_trusted_reader_publishes_by_the_button_in_a_letter(
    portal: Portal, sink: Sink, reader: Page, address: str
) -> None:
    first = f"أول تعليق {address}"
    comment(reader, portal, first, address)
    ask_for_letters(reader, portal, sink, address)
    decide(portal, first, "approve")
    second = f"ثاني تعليق {address}"
    own = comment(reader, portal, second, address)
    # Nobody types so fast; without script nothing says how long it took.
    clear = f"from comments.models import Comment\nComment.objects.filter(text={second!r}).update(held_because='')"
    portal.run(
        clear
        + f"""
from comments.mail.links import Purpose
from comments.mail.requests import ask
from comments.models import MailLink
comment = Comment.objects.get(text={second!r})
if not MailLink.objects.filter(comment=comment).exists():
    ask(Purpose.PUBLISH, email=comment.email, comment=comment)
""",
    )
    reader.goto(link_in(sink.letter_to(address, "انشر تعليقك"), "/mail/confirm/"))
    reader.get_by_role("button", name="نشر تعليقي").click()
    expect(reader.get_by_role("heading", name="نُشر تعليقك")).to_be_visible()
    reader.goto(own)
    expect(reader.get_by_role("heading", name="نُشر تعليقك")).to_be_visible()


def test_author_changes_and_takes_back_a_comment(portal: Portal, reader: Page, address: str) -> None:
    own = comment(reader, portal, f"فيه خطأ {address}", address)
    reader.get_by_role("link", name="تعديل").click()
    reader.fill("[name=comment]", "")
    reader.get_by_role("button", name="حفظ التعديل").click()
    expect(reader.locator(".field-error").first).to_be_visible()
    reader.fill("[name=comment]", f"صُحّح الخطأ {address}")
    reader.get_by_role("button", name="حفظ التعديل").click()
    expect(reader).to_have_url(f"{own}?saved=1")
    expect(reader.locator("main")).to_contain_text(f"صُحّح الخطأ {address}")

    reader.get_by_role("link", name="حذف التعليق").click()
    reader.get_by_role("button", name="حذف تعليقي").click()
    expect(reader).to_have_url(own)
    expect(reader.get_by_role("heading", name="حُذف تعليقك بطلبك")).to_be_visible()
    expect(reader.locator("main")).not_to_contain_text("صُحّح")


def test_author_sees_takes_along_and_deletes_everything(
    portal: Portal, sink: Sink, reader: Page, address: str
) -> None:
    text = f"سيُحذف هذا {address}"
    comment(reader, portal, text, address)
    decide(portal, text, "approve")
    reader.goto(portal.article_path(STORY))
    expect(reader.locator(".comment", has_text=text)).to_be_visible()

    reader.goto("/privacy/mine/")
    reader.get_by_label("البريد الإلكتروني").fill(address)
    reader.get_by_role("button", name="أرسل إليّ الرابط").click()
    expect(reader.locator("main")).to_contain_text("في طريقها إليه")
    reader.goto(link_in(sink.letter_to(address, "ما كتبته"), "/privacy/mine/"))
    reader.get_by_role("button", name="عرض تعليقاتي").click()
    expect(reader.locator("main")).to_contain_text(text)
    with reader.expect_download() as download:
        reader.get_by_role("button", name="تنزيلها كلها").click()
    assert text in download.value.path().read_text(encoding="utf-8")
    reader.get_by_label("نعم، احذفوها كلها").check()
    reader.get_by_role("button", name="حذفها كلها").click()
    expect(reader.get_by_role("heading", name="تم الحذف")).to_be_visible()
    reader.goto(portal.article_path(STORY))
    expect(reader.locator(".comment", has_text=text)).to_have_count(0)
