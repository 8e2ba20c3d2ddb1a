"""The private page of whoever sent a correction."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments.corrections.answering import accept, decline
from comments.models import ConfirmedAddress, MailLink, ReaderCorrection
from newsportal.models import OutboxMail
from tests.comments.corrections import RIGHT, WRONG, make_correction, make_editor
from tests.factories import make_article

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}


def read(client: Client, found: Any, prefix: str = "") -> str:
    answer = client.get(f"{prefix}/comments/{found.token}/")
    assert answer.status_code == 200
    return answer.content.decode()


class TestStatus:
    def test_it_says_that_the_editors_have_it(self, client: Client):
        html = read(client, make_correction())
        assert "وصل تصحيحك إلى المحررين." in html
        assert WRONG in html

    def test_it_is_private(self, client: Client):
        answer = client.get(f"/comments/{make_correction().token}/")
        assert answer["Cache-Control"] == "no-store"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies

    def test_it_says_what_was_corrected_and_answered(self, client: Client):
        found = make_correction()
        accept(found, text=RIGHT, answer="شكراً على <b>التنبيه</b>.", by=make_editor())
        html = read(client, found)
        assert "صُحح المقال. شكراً لك." in html
        assert RIGHT in html
        assert "شكراً على &lt;b&gt;التنبيه&lt;/b&gt;." in html
        assert f'{found.article.get_absolute_url()}#corrections"' in html

    def test_it_says_that_nothing_was_to_be_corrected(self, client: Client):
        found = make_correction()
        decline(found, answer="راجعنا المصدر.", by=make_editor())
        html = read(client, found)
        assert "لا يحتاج إلى تصحيح" in html
        assert "راجعنا المصدر." in html

    def test_english_chrome_says_it_in_english(self, client: Client):
        found = make_correction()
        decline(found, by=make_editor())
        assert "The editors found nothing to correct." in read(client, found, "/en")

    def test_it_ends_like_that_of_a_comment(self, client: Client):
        found = make_correction(created_at=timezone.now() - timedelta(days=91))
        assert client.get(f"/comments/{found.token}/").status_code == 410

    @pytest.mark.parametrize("token", ["x", "ا" * 43, "a" * 43])
    def test_unknown_token_is_404(self, client: Client, token: str):
        assert client.get(f"/comments/{token}/").status_code == 404

    def test_withdrawn_story_is_not_named(self, client: Client):
        found = make_correction(make_article(title="عنوان سُحب", status="withdrawn"))
        assert "عنوان سُحب" not in read(client, found)

    def test_no_comment_is_changed_through_it(self, client: Client):
        assert client.get(f"/comments/{make_correction().token}/edit/").status_code == 404


class TestTakingBack:
    def test_a_get_asks_and_a_post_deletes(self, client: Client):
        found = make_correction()
        address = f"/comments/{found.token}/withdraw/"
        assert WRONG in client.get(address).content.decode()
        assert ReaderCorrection.objects.exists()
        assert client.post(address, headers=SAME).status_code == 200
        assert not ReaderCorrection.objects.exists()
        assert client.get(f"/comments/{found.token}/").status_code == 404

    def test_another_sites_post_deletes_nothing(self, client: Client):
        found = make_correction()
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert client.post(f"/comments/{found.token}/withdraw/", headers=headers).status_code == 403
        assert ReaderCorrection.objects.exists()

    def test_what_is_answered_stays(self, client: Client):
        found = make_correction()
        decline(found, by=make_editor())
        assert client.post(f"/comments/{found.token}/withdraw/", headers=SAME).status_code == 303
        assert ReaderCorrection.objects.exists()


class TestLetters:
    @pytest.fixture(autouse=True)
    def mail_is_on(self, settings: Any) -> None:
        settings.EMAIL_IS_ON = True

    def wish(self, client: Client, found: Any, **data: str) -> None:
        assert client.post(f"/comments/{found.token}/notify/", data, headers=SAME).status_code == 303

    def test_a_wish_asks_to_confirm_the_address(self, client: Client):
        found = make_correction()
        self.wish(client, found, wants_answer="on")
        found.refresh_from_db()
        assert found.wants_answer
        assert MailLink.objects.get().purpose == MailLink.Purpose.CONFIRM

    def test_answer_goes_to_a_confirmed_address_that_wants_it(self):
        found = make_correction(wants_answer=True)
        ConfirmedAddress.objects.create(email=found.email)
        accept(found, text=RIGHT, answer="شكراً لك.", by=make_editor())
        letter = OutboxMail.objects.get()
        assert letter.recipient == found.email
        assert "شكراً لك." in letter.text
        assert letter.unsubscribe_url

    @pytest.mark.parametrize(("wants", "is_confirmed"), [(True, False), (False, True)])
    def test_it_goes_to_nobody_else(self, wants: bool, is_confirmed: bool):
        found = make_correction(wants_answer=wants)
        if is_confirmed:
            ConfirmedAddress.objects.create(email=found.email)
        decline(found, by=make_editor())
        assert not OutboxMail.objects.exists()

    def test_without_mail_no_page_offers_any(self, client: Client, settings: Any):
        settings.EMAIL_IS_ON = False
        found = make_correction()
        assert "wants_answer" not in read(client, found)
        self.wish(client, found, wants_answer="on")
        found.refresh_from_db()
        assert not found.wants_answer

    def test_one_click_stops_it(self, client: Client):
        found = make_correction(wants_answer=True)
        ConfirmedAddress.objects.create(email=found.email)
        other = make_correction(wants_answer=True, text="خطأ آخر")
        decline(found, by=make_editor())
        path = OutboxMail.objects.get().unsubscribe_url.removeprefix("http://testserver")
        client.post(path)
        other.refresh_from_db()
        assert not other.wants_answer
        assert not OutboxMail.objects.exists()
