"""What becomes of a reader's correction with time, and at its sender's wish."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments import own_data
from comments.corrections.answering import accept, decline
from comments.corrections.keeping import clear_corrections
from comments.mail.requests import answer_requests
from comments.models import ConfirmedAddress, ReaderCorrection
from newsportal.models import OutboxMail
from tests.comments.corrections import RIGHT, WRONG, make_correction, make_editor
from tests.comments.test_own_data import EMAIL, SAME, ask, opened
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

OLD = timezone.now() - timedelta(days=91)


@pytest.fixture(autouse=True)
def mail_is_on(settings: Any) -> None:
    settings.EMAIL_IS_ON = True


def credited(**fields: Any) -> ReaderCorrection:
    found = make_correction(may_be_named=True, **fields)
    accept(found, text=RIGHT, is_credited=True, by=make_editor())
    return ReaderCorrection.objects.get(pk=found.pk)


class TestOwnData:
    def test_letter_is_written_for_a_correction_alone(self, client: Client):
        make_correction(email=EMAIL)
        ask(client)
        assert answer_requests() == 1

    def test_page_and_file_show_it(self, client: Client):
        found = make_correction(email=EMAIL)
        decline(found, answer="راجعنا المصدر.", by=make_editor())
        make_correction(email="other@example.com", text="نص غيرها")
        address = opened(client)
        html = client.get(address).content.decode()
        assert WRONG in html
        assert "نص غيرها" not in html
        (stored,) = json.loads(client.post(address, {"deed": "download"}, headers=SAME).content)["corrections"]
        assert (stored["text"], stored["answer"], stored["story"]) == (WRONG, "راجعنا المصدر.", found.article.title)

    def test_story_that_readers_do_not_see_is_not_named(self):
        make_correction(make_article(status="withdrawn"), email=EMAIL)
        assert own_data.as_data(EMAIL)["corrections"][0]["story"] == ""

    def test_anonymised_it_keeps_its_words_and_nobody(self):
        found = make_correction(email=EMAIL, ip_address="198.51.100.77", network="n", may_be_named=True)
        own_data.anonymise(EMAIL)
        found.refresh_from_db()
        assert (found.text, found.name, found.email) == (WRONG, "قارئ", "")
        assert (found.ip_address, found.network, found.may_be_named) == (None, "", False)

    def test_deleted_it_is_gone_and_others_stay(self):
        make_correction(email=EMAIL), make_comment(email=EMAIL)
        other = make_correction(email="other@example.com")
        own_data.delete(EMAIL)
        assert list(ReaderCorrection.objects.all()) == [other]

    @pytest.mark.parametrize("deed", ["anonymise", "delete"])
    def test_name_leaves_the_story_and_the_correction_stays(self, client: Client, deed: str):
        found = credited(email=EMAIL)
        path = found.article.get_absolute_url()
        assert "سلمى" in client.get(path).content.decode()
        getattr(own_data, deed)(EMAIL)
        html = client.get(path).content.decode()
        assert "سلمى" not in html
        assert RIGHT in html

    @pytest.mark.parametrize("deed", ["anonymise", "delete"])
    def test_letters_about_it_go(self, deed: str):
        found = make_correction(email=EMAIL, wants_answer=True)
        ConfirmedAddress.objects.create(email=EMAIL)
        decline(found, by=make_editor())
        assert OutboxMail.objects.exists()
        getattr(own_data, deed)(EMAIL)
        assert not OutboxMail.objects.filter(recipient=EMAIL).exists()


class TestRetention:
    def test_answered_and_kept_out_ones_go_when_their_page_ends(self):
        make_correction(created_at=OLD, state="unneeded", answered_at=OLD)
        make_correction(created_at=OLD, state="kept_out")
        assert clear_corrections() == 2
        assert not ReaderCorrection.objects.exists()

    def test_open_one_is_kept_without_its_address(self):
        found = make_correction(created_at=OLD)
        assert clear_corrections() == 0
        found.refresh_from_db()
        assert (found.email, found.text) == ("", WRONG)

    @pytest.mark.parametrize("state", ["open", "kept_out"])
    def test_young_one_stays_whole(self, state: str):
        found = make_correction(state=state)
        assert clear_corrections() == 0
        found.refresh_from_db()
        assert found.email

    def test_late_answer_is_kept_for_as_long(self):
        make_correction(created_at=OLD, state="unneeded", answered_at=timezone.now())
        assert clear_corrections() == 0

    def test_whose_name_is_printed_may_still_take_it_away(self):
        found = credited(created_at=OLD)
        ReaderCorrection.objects.filter(pk=found.pk).update(answered_at=OLD)
        assert clear_corrections() == 0
        own_data.delete(found.email)
        assert not ReaderCorrection.objects.exists()
