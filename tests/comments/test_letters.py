"""Letters about comments: to whom, when, and what they say."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext

from comments import moderation
from comments.mail.links import Purpose, find_link, make_link
from comments.mail.requests import answer_requests, ask
from comments.models import Comment, ConfirmedAddress, MailLink
from newsportal.arabic.bidi import isolate
from newsportal.models import OutboxMail
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}
EMAIL = "salma@example.com"


@pytest.fixture(autouse=True)
def mail_is_on(settings) -> None:
    settings.EMAIL_IS_ON = True


def make_wanting(*, is_confirmed: bool = True, status: str = "pending", **fields) -> Comment:
    """Return a comment whose author wants every letter."""
    wanted = {"email": EMAIL, "wants_decision": True, "wants_answers": True, **fields}
    comment = make_comment(status=status, **wanted)
    if is_confirmed:
        ConfirmedAddress.objects.get_or_create(email=wanted["email"])
    OutboxMail.objects.all().delete()
    return comment


def rows(comment: Comment):
    return Comment.objects.filter(pk=comment.pk)


def letters() -> list[OutboxMail]:
    return list(OutboxMail.objects.order_by("pk"))


def link_in(letter: OutboxMail) -> str:
    (address,) = re.findall(r"http://testserver(/(?:mail/confirm|privacy/mine)/\S+/)", letter.text)
    return address


class TestDecision:
    def test_approval_is_told_two_minutes_later(self):
        comment = make_wanting(text="نص التعليق")
        before = timezone.now()
        moderation.approve(rows(comment), by=make_user())
        (letter,) = letters()
        assert letter.recipient == EMAIL
        assert timedelta(minutes=2) <= letter.send_after - before < timedelta(minutes=2, seconds=20)
        assert "نُشر تعليقك" in letter.subject
        assert "نص التعليق" in letter.text
        assert f"http://testserver/news/{comment.article_id}/comments/{comment.pk}/" in letter.text

    def test_letter_is_arabic_and_runs_from_right_to_left(self):
        moderation.approve(rows(make_wanting()), by=make_user())
        assert '<html lang="ar" dir="rtl">' in letters()[0].html

    def test_refusal_names_the_rule(self):
        moderation.refuse(rows(make_wanting()), by=make_user(), rule="insult")
        (letter,) = letters()
        assert gettext("No insults, and nothing that degrades a person.") in letter.text

    def test_refusal_without_a_rule_of_the_paper_names_none(self):
        moderation.refuse(rows(make_wanting()), by=make_user(), rule="words")
        assert gettext("It does not follow our rules.") in letters()[0].text

    @pytest.mark.parametrize("deed", [moderation.mark_spam, moderation.withdraw])
    def test_spam_and_withdrawal_are_not_told(self, deed):
        deed(rows(make_wanting()), by=None)
        assert letters() == []

    def test_who_did_not_ask_hears_nothing(self):
        moderation.approve(rows(make_wanting(wants_decision=False)), by=make_user())
        assert letters() == []

    def test_an_address_that_was_not_confirmed_hears_nothing(self):
        moderation.approve(rows(make_wanting(is_confirmed=False)), by=make_user())
        assert letters() == []

    def test_without_email_url_nobody_hears(self, settings):
        settings.EMAIL_IS_ON = False
        moderation.approve(rows(make_wanting()), by=None)
        assert letters() == []

    def test_taking_it_back_recalls_the_letter(self):
        comment = make_wanting()
        moderation.approve(rows(comment), by=make_user())
        moderation.hold(rows(comment), by=make_user())
        assert letters() == []

    def test_another_decision_tells_the_last_one_alone(self):
        comment = make_wanting()
        moderation.approve(rows(comment), by=make_user())
        moderation.refuse(rows(comment), by=make_user())
        assert ["لم يُنشر" in letter.subject for letter in letters()] == [True]

    def test_a_slip_that_was_mended_is_not_told_again(self):
        comment = make_wanting()
        moderation.approve(rows(comment), by=make_user())
        OutboxMail.objects.update(sent_at=timezone.now())
        moderation.mark_spam(rows(comment), by=make_user())
        moderation.approve(rows(comment), by=make_user())
        assert len(letters()) == 1

    def test_names_of_any_direction_keep_to_themselves_in_a_subject(self):
        article = make_article(title="CNN بالعربية")
        moderation.approve(rows(make_wanting(article=article)), by=make_user())
        assert f"«{isolate('CNN بالعربية', is_arabic=True)}»" in letters()[0].subject

    def test_many_decisions_ask_no_more_questions_than_few(self):
        moderator = make_user()

        def queries(count: int) -> int:
            for _ in range(count):
                make_comment(status="pending")
            with CaptureQueriesContext(connection) as asked:
                moderation.approve(Comment.objects.pending(), by=moderator)
            return len(asked)

        assert queries(2) == queries(12)


class TestAnswer:
    def test_whoever_asked_hears_of_a_reply_once_it_is_shown(self):
        asked = make_wanting(status="approved")
        answer = make_comment(status="pending", article=asked.article, parent=asked, name="Omar", text="أوافقك")
        assert letters() == []
        moderation.approve(rows(answer), by=make_user())
        (letter,) = letters()
        assert letter.recipient == EMAIL
        assert isolate("Omar") in letter.subject
        assert "أوافقك" in letter.text
        assert f"/comments/{answer.pk}/" in letter.text

    def test_it_is_recalled_with_its_reply(self):
        asked = make_wanting(status="approved")
        answer = make_comment(article=asked.article, parent=asked)
        moderation.refuse(rows(answer), by=make_user())
        assert letters() == []

    @pytest.mark.parametrize(
        "fields", [{"wants_answers": False}, {"is_confirmed": False}, {"email": "other@example.com"}]
    )
    def test_nobody_else_hears(self, fields):
        asked = make_wanting(status="approved", **fields)
        make_comment(article=asked.article, parent=asked, email="other@example.com")
        assert letters() == []

    def test_below_the_deepest_step_hears_whoever_was_answered(self, settings):
        settings.COMMENTS_MAX_DEPTH = 2
        root = make_wanting(status="approved")
        asked = make_wanting(status="approved", article=root.article, parent=root, email="asked@example.com")
        make_comment(article=root.article, parent=asked, email="other@example.com")
        assert [letter.recipient for letter in letters()] == ["asked@example.com"]

    def test_it_is_recalled_with_the_comment_that_it_answers(self):
        asked = make_wanting(status="approved")
        make_comment(article=asked.article, parent=asked)
        moderation.withdraw(rows(asked), by=None)
        assert letters() == []

    def test_a_reply_below_a_comment_that_left_the_page_is_not_told(self):
        asked = make_wanting(status="approved")
        answer = make_comment(status="pending", article=asked.article, parent=asked)
        moderation.hold(rows(asked), by=make_user())
        moderation.approve(rows(answer), by=make_user())
        assert letters() == []


class TestAsking:
    def ask(self, client: Client, comment: Comment, **wanted: str) -> None:
        assert client.post(f"/comments/{comment.token}/notify/", wanted, headers=SAME).status_code == 303

    def test_first_a_letter_asks_whether_the_address_is_theirs(self, client: Client):
        comment = make_comment(status="pending", email=EMAIL, name="اسم", text="نص")
        self.ask(client, comment, wants_decision="on")
        assert Comment.objects.get(pk=comment.pk).wants_decision
        assert answer_requests() == 1
        (letter,) = letters()
        # It may be a stranger's: nothing that was typed goes there.
        assert "نص" not in letter.text
        assert comment.article.title not in letter.text
        assert not letter.unsubscribe_url
        answer = client.get(link_in(letter))
        assert not ConfirmedAddress.objects.exists()
        assert "<button" in answer.content.decode()
        address = link_in(letter)
        assert client.post(address, headers=SAME)["Location"] == address
        assert gettext("Your address is confirmed") in client.get(address).content.decode()
        assert ConfirmedAddress.objects.get().email == EMAIL

    def test_a_confirmed_address_is_not_asked_again_and_the_page_does_not_tell(self, client: Client):
        comments = [make_comment(status="pending", email=email) for email in (EMAIL, "other@example.com")]
        ConfirmedAddress.objects.create(email=EMAIL)
        pages = []
        for comment in comments:
            self.ask(client, comment, wants_answers="on")
            html = client.get(f"/comments/{comment.token}/").content.decode()
            pages.append(html[html.index("own-letters") : html.index("</main>")].replace(comment.token, ""))
        answer_requests()
        assert pages[0] == pages[1]
        assert [letter.recipient for letter in letters()] == ["other@example.com"]

    def test_wanting_nothing_asks_nothing(self, client: Client):
        comment = make_wanting(is_confirmed=False)
        self.ask(client, comment)
        stored = Comment.objects.get(pk=comment.pk)
        assert (stored.wants_decision, stored.wants_answers) == (False, False)
        assert not MailLink.objects.exists()

    def test_without_email_url_nothing_is_offered(self, client: Client, settings):
        settings.EMAIL_IS_ON = False
        comment = make_comment(status="pending")
        assert "notify/" not in client.get(f"/comments/{comment.token}/").content.decode()
        self.ask(client, comment, wants_decision="on")
        assert not Comment.objects.get(pk=comment.pk).wants_decision

    def test_link_works_once_and_for_48_hours(self, client: Client):
        token = make_link(Purpose.CONFIRM, email=EMAIL)
        assert client.post(f"/mail/confirm/{token}/", headers=SAME).status_code == 303
        assert (
            gettext("Your address is confirmed")
            in client.post(f"/mail/confirm/{token}/", headers=SAME).content.decode()
        )
        token = make_link(Purpose.CONFIRM, email="late@example.com")
        MailLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert client.get(f"/mail/confirm/{token}/").status_code == 410
        assert client.post(f"/mail/confirm/{token}/", headers=SAME).status_code == 410
        assert not ConfirmedAddress.objects.filter(email="late@example.com").exists()

    def test_a_token_opens_its_own_purpose_alone(self, client: Client):
        token = make_link(Purpose.CONFIRM, email=EMAIL)
        assert client.get(f"/privacy/mine/{token}/").status_code == 404
        assert client.get(f"/mail/unsubscribe/{token}/").status_code == 404
        assert client.get(f"/comments/{token}/").status_code == 404
        assert client.get("/mail/confirm/forged/").status_code == 404

    def test_another_site_confirms_nothing(self, client: Client):
        token = make_link(Purpose.CONFIRM, email=EMAIL)
        answer = client.post(f"/mail/confirm/{token}/", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert find_link(token, Purpose.CONFIRM).is_live

    def test_a_fault_of_ours_leaves_the_link_good(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        token = make_link(Purpose.CONFIRM, email=EMAIL)
        with monkeypatch.context() as broken:
            broken.setattr("comments.views.mail._press", lambda link: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                client.post(f"/mail/confirm/{token}/", headers=SAME)
        assert client.post(f"/mail/confirm/{token}/", headers=SAME).status_code == 303


class TestStopping:
    def stop_address(self) -> str:
        moderation.approve(rows(make_wanting()), by=make_user())
        return letters()[0].unsubscribe_url.removeprefix("http://testserver")

    def test_opening_stops_nothing(self, client: Client):
        assert "<button" in client.get(self.stop_address()).content.decode()
        assert Comment.objects.filter(wants_decision=True).exists()

    def test_mailbox_stops_all_with_one_click(self, client: Client):
        address = self.stop_address()
        other = make_comment(email=EMAIL, wants_answers=True)
        stranger = make_comment(email="other@example.com", wants_answers=True)
        # RFC 8058: the mailbox's server posts, from wherever it stands.
        answer = client.post(address, {"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"})
        assert answer.status_code == 200
        assert not Comment.objects.filter(email=EMAIL, wants_decision=True).exists()
        assert not Comment.objects.get(pk=other.pk).wants_answers
        assert Comment.objects.get(pk=stranger.pk).wants_answers
        assert letters() == []

    def test_a_second_click_is_no_error(self, client: Client):
        address = self.stop_address()
        assert [client.post(address).status_code for _ in range(2)] == [200, 200]

    def test_letter_says_how_to_stop_them(self):
        address = self.stop_address()
        (letter,) = letters()
        assert address in letter.text
        assert address in letter.html


class TestLimits:
    def request(self, email: str = EMAIL, network: str = "192.0.2.7", purpose: Purpose = Purpose.CONFIRM) -> int:
        expires_at = timezone.now() + timedelta(hours=1)
        MailLink.objects.create(purpose=purpose, email=email, network=network, expires_at=expires_at)
        return answer_requests()

    def age(self, **by: float) -> None:
        for link in MailLink.objects.all():
            link.created_at -= timedelta(**by)
            link.save()

    def test_one_letter_a_day_and_three_a_month_to_an_address(self):
        assert [self.request(), self.request()] == [1, 0]
        for _ in range(2):
            self.age(days=1, seconds=1)
            assert [self.request(), self.request()] == [1, 0]
        self.age(days=1, seconds=1)
        assert self.request() == 0
        self.age(days=30)
        assert self.request() == 1

    def test_letters_of_all_kinds_count(self):
        make_comment(email=EMAIL)
        assert self.request(purpose=Purpose.OWN_DATA) == 1
        assert self.request() == 0

    def test_ten_requests_an_hour_for_a_network(self):
        for number in range(11):
            ask(Purpose.CONFIRM, email=f"reader{number}@example.com", network="192.0.2.7")
        ask(Purpose.CONFIRM, email="other@example.com", network="192.0.2.8")
        assert answer_requests() == 11
        self.age(hours=1, seconds=1)
        ask(Purpose.CONFIRM, email="reader10@example.com", network="192.0.2.7")
        assert answer_requests() == 1

    def test_a_request_without_a_letter_keeps_no_address(self):
        self.request()
        self.request()
        assert [*MailLink.objects.order_by("pk").values_list("email", flat=True)] == [EMAIL, ""]

    def test_an_answered_letter_does_not_count(self):
        assert self.request() == 1
        MailLink.objects.update(used_at=timezone.now())
        assert self.request() == 1

    def test_a_confirmed_address_gets_one_an_hour(self):
        ConfirmedAddress.objects.create(email=EMAIL)
        make_comment(email=EMAIL)
        asked = [self.request(purpose=Purpose.OWN_DATA) for _ in range(2)]
        self.age(hours=1, seconds=1)
        assert [*asked, self.request(purpose=Purpose.OWN_DATA)] == [1, 0, 1]

    def test_nothing_asked_costs_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert answer_requests() == 0
