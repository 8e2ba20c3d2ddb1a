import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from newsportal import outbox
from newsportal.models import OutboxMail
from tests.browser.portal import free_port
from tests.mail_sink import Sink, point_mail_at, running_sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    with running_sink() as running:
        point_mail_at(settings, running.port)
        yield running


@pytest.fixture
def mail_is_on(settings) -> None:
    settings.EMAIL_IS_ON = True


def write(key: str = "welcome-1", **values) -> None:
    defaults = {"recipient": "reader@example.com", "subject": "تعليقك منشور", "text": "أهلاً بك.\n"}
    outbox.write(key=key, **(defaults | values))


def make_due() -> None:
    OutboxMail.objects.update(send_after=timezone.now() - timedelta(seconds=1))


def deliver_and_disconnect() -> int:
    try:
        return outbox.deliver()
    finally:
        connection.close()


class TestWrite:
    def test_row_waits_in_the_outbox(self, mail_is_on):
        write()
        letter = OutboxMail.objects.get()
        assert (letter.recipient, letter.attempts, letter.sent_at) == ("reader@example.com", 0, None)

    def test_second_letter_of_the_same_key_changes_nothing(self, mail_is_on):
        write(text="first")
        write(text="second")
        assert OutboxMail.objects.get().text == "first"

    def test_letter_vanishes_with_the_transaction_that_it_tells_about(self, mail_is_on):
        with transaction.atomic():
            write()
            transaction.set_rollback(True)
        assert not OutboxMail.objects.exists()

    def test_without_email_url_nothing_is_kept(self, settings, django_assert_num_queries):
        settings.EMAIL_IS_ON = False
        with django_assert_num_queries(0):
            write()
        assert not OutboxMail.objects.exists()

    def test_subject_of_several_lines_becomes_one_of_at_most_300_characters(self, mail_is_on):
        write(subject="رد\r\nBcc: all@example.com " + "ط" * 400)
        subject = OutboxMail.objects.get().subject
        assert subject.startswith("رد Bcc: all@example.com ط")
        assert len(subject) == 300


class TestDeliver:
    def test_letter_arrives_whole(self, sink):
        write(html="<p>أهلاً <b>بك</b>.</p>")
        assert outbox.deliver() == 1
        (letter,) = sink.letters
        assert letter["Subject"] == "تعليقك منشور"
        assert letter["To"] == "reader@example.com"
        assert letter["From"] == "noreply@testserver"
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter.get_body(["plain"]).get_content().strip() == "أهلاً بك."
        assert letter.get_body(["html"]).get_content().strip() == "<p>أهلاً <b>بك</b>.</p>"

    def test_letter_keeps_neither_text_nor_links_once_it_is_gone(self, sink):
        write(html="<p>أهلاً</p>", unsubscribe_url="http://testserver/mail/unsubscribe/abc/")
        outbox.deliver()
        letter = OutboxMail.objects.get()
        assert (letter.text, letter.html, letter.unsubscribe_url) == ("", "", "")

    def test_mailbox_is_told_where_one_click_stops_such_letters(self, sink):
        write(unsubscribe_url="http://testserver/mail/unsubscribe/abc/")
        outbox.deliver()
        assert sink.letters[0]["List-Unsubscribe"] == "<http://testserver/mail/unsubscribe/abc/>"
        assert sink.letters[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_letter_that_cannot_be_stopped_says_nothing_of_it(self, sink):
        write()
        outbox.deliver()
        assert sink.letters[0]["List-Unsubscribe"] is None

    def test_letter_without_html_is_plain(self, sink):
        write()
        outbox.deliver()
        assert sink.letters[0].get_content_type() == "text/plain"

    def test_letter_goes_once(self, sink):
        write()
        assert (outbox.deliver(), outbox.deliver()) == (1, 0)
        make_due()
        assert outbox.deliver() == 0
        assert len(sink.letters) == 1

    def test_letter_waits_for_its_time(self, sink):
        write(send_after=timezone.now() + timedelta(minutes=2))
        assert outbox.deliver() == 0
        make_due()
        assert outbox.deliver() == 1

    def test_longest_waiting_goes_first(self, sink):
        write("b", subject="later", send_after=timezone.now() - timedelta(minutes=1))
        write("a", subject="sooner", send_after=timezone.now() - timedelta(minutes=9))
        outbox.deliver()
        assert [letter["Subject"] for letter in sink.letters] == ["sooner", "later"]

    def test_nothing_due_costs_one_query(self, sink, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert outbox.deliver() == 0

    def test_without_email_url_nothing_is_sent(self, sink, settings, django_assert_num_queries):
        write()
        settings.EMAIL_IS_ON = False
        with django_assert_num_queries(0):
            assert outbox.deliver() == 0

    def test_one_round_is_short(self, sink):
        for number in range(outbox.ROUND + 1):
            write(f"n{number}")
        assert outbox.deliver() == outbox.ROUND
        assert outbox.deliver() == 1

    def test_letter_claimed_by_another_worker_is_left_to_it(self, sink):
        write()
        outbox._claim()
        assert outbox.deliver() == 0

    def test_repeated_letter_has_the_same_message_id(self, sink):
        write()
        outbox.deliver()
        OutboxMail.objects.update(sent_at=None)
        make_due()
        outbox.deliver()
        assert sink.letters[0]["Message-ID"] == sink.letters[1]["Message-ID"]


class TestFailure:
    def test_refused_letter_does_not_hold_up_the_others(self, sink):
        sink.refused.add("gone@example.com")
        write("a", recipient="gone@example.com")
        write("b")
        assert outbox.deliver() == 1
        assert [letter["To"] for letter in sink.letters] == ["reader@example.com"]

    def test_refused_letter_is_kept_with_its_error_and_tried_again(self, sink):
        sink.refused.add("reader@example.com")
        write()
        assert outbox.deliver() == 0
        letter = OutboxMail.objects.get()
        assert (letter.attempts, letter.sent_at, letter.given_up_at) == (1, None, None)
        assert "550" in letter.last_error
        sink.refused.clear()
        assert outbox.deliver() == 0
        make_due()
        assert outbox.deliver() == 1
        assert OutboxMail.objects.get().last_error == ""

    def test_each_pause_is_twice_as_long(self, sink):
        sink.refused.add("reader@example.com")
        write()
        pauses = []
        for _ in range(3):
            make_due()
            outbox.deliver()
            pauses.append((OutboxMail.objects.get().send_after - timezone.now()).total_seconds())
        assert pauses == pytest.approx([120, 240, 480], abs=5)

    def test_last_attempt_gives_up_and_keeps_the_error(self, sink):
        sink.refused.add("reader@example.com")
        write()
        OutboxMail.objects.update(attempts=outbox.MOST_ATTEMPTS - 1)
        outbox.deliver()
        letter = OutboxMail.objects.get()
        assert letter.given_up_at is not None
        assert "550" in letter.last_error
        sink.refused.clear()
        make_due()
        assert outbox.deliver() == 0

    def test_server_that_is_away_ends_the_round(self, settings):
        point_mail_at(settings, free_port())
        write("a")
        write("b")
        assert outbox.deliver() == 0
        assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 1]

    def test_log_holds_no_address(self, sink, caplog):
        sink.refused.add("reader@example.com")
        write()
        with caplog.at_level(logging.DEBUG, "newsportal"):
            outbox.deliver()
        assert "welcome-1" in caplog.text
        assert "reader@example.com" not in caplog.text


class TestRecall:
    def test_unsent_letters_about_something_are_dropped(self, sink):
        later = timezone.now() + timedelta(minutes=2)
        write("decided", about="comment:1", send_after=later)
        write("answered", about="comment:1", send_after=later)
        write("other", about="comment:11", send_after=later)
        assert outbox.recall("comment:1") == 2
        make_due()
        assert outbox.deliver() == 1

    def test_sent_letter_stays(self, sink):
        write(about="comment:1")
        outbox.deliver()
        assert outbox.recall("comment:1") == 0
        assert OutboxMail.objects.exists()

    def test_what_no_letter_is_about_is_no_error(self):
        assert outbox.recall("comment:1") == 0


class TestClearSent:
    @pytest.mark.parametrize(
        ("values", "is_left"),
        [
            ({"sent_at": timedelta(days=31)}, False),
            ({"sent_at": timedelta(days=29)}, True),
            ({"given_up_at": timedelta(days=31)}, False),
            ({"given_up_at": timedelta(days=29)}, True),
            ({"send_after": timedelta(days=31)}, True),
        ],
    )
    def test_only_old_finished_letters_go(self, mail_is_on, values, is_left):
        write()
        OutboxMail.objects.update(**{name: timezone.now() - age for name, age in values.items()})
        assert outbox.clear_sent() == (0 if is_left else 1)
        assert OutboxMail.objects.exists() is is_left


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def test_locked_letter_is_passed_over(self, sink):
        write("a")
        write("b", subject="free")
        with ThreadPoolExecutor(1) as other_worker, transaction.atomic():
            OutboxMail.objects.select_for_update().get(key="a")
            assert other_worker.submit(deliver_and_disconnect).result(timeout=10) == 1
        assert [letter["Subject"] for letter in sink.letters] == ["free"]
