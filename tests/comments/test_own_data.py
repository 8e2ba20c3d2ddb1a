"""What was written under an address, for its owner."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from comments import moderation, own_data
from comments.mail.links import Purpose, clear_links, make_link
from comments.mail.requests import answer_requests
from comments.models import Comment, ConfirmedAddress, MailLink, Move, Regular, Report
from newsportal import outbox
from newsportal.models import OutboxMail
from tests.factories import make_article, make_comment, make_regular, make_user

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}
EMAIL = "salma@example.com"


@pytest.fixture(autouse=True)
def mail_is_on(settings) -> None:
    settings.EMAIL_IS_ON = True


def ask(client: Client, email: str = EMAIL):
    return client.post("/privacy/mine/", {"email": email}, headers=SAME)


def opened(client: Client, email: str = EMAIL) -> str:
    """Return the address of the page behind a letter's link."""
    token = make_link(Purpose.OWN_DATA, email=email)
    return client.post(f"/privacy/mine/{token}/", headers=SAME)["Location"]


class TestAsking:
    def test_answer_is_the_same_whether_the_address_is_known(self, client: Client):
        make_comment(email=EMAIL)
        answers = [ask(client), ask(client, "unknown@example.com")]
        assert [answer.status_code for answer in answers] == [303, 303]
        assert {answer["Location"] for answer in answers} == {"/privacy/mine/?sent=1"}

    def test_so_is_the_work_that_is_done_for_it(self, client: Client, django_assert_num_queries):
        make_comment(email=EMAIL)
        ConfirmedAddress.objects.create(email=EMAIL)
        for email in (EMAIL, EMAIL, "unknown@example.com"):
            with django_assert_num_queries(2):
                ask(client, email)

    def test_letter_goes_to_a_known_address_alone(self, client: Client):
        make_comment(email=EMAIL)
        ask(client, "Salma@Example.com")
        ask(client, "unknown@example.com")
        assert answer_requests() == 1
        assert OutboxMail.objects.get().recipient == EMAIL
        assert not MailLink.objects.filter(email="unknown@example.com").exists()

    def test_letters_of_others_tell_nothing_of_an_address(self, client: Client):
        # A network's requests are counted, and not its letters: these would differ where an address is known.
        for number in range(11):
            make_comment(email=f"own{number}@example.com")
        for address in [*(f"own{number}@example.com" for number in range(9)), "unknown@example.com"]:
            ask(client, address)
        ask(client, "own9@example.com")
        while answer_requests():
            pass
        assert not OutboxMail.objects.filter(recipient="own9@example.com").exists()

    def test_letter_holds_nothing_that_was_typed(self, client: Client):
        comment = make_comment(email=EMAIL, name="سلمى الحداد", text="نص خاص")
        ask(client)
        answer_requests()
        letter = OutboxMail.objects.get()
        for typed in ("سلمى", "نص خاص", comment.article.title):
            assert typed not in letter.subject + letter.text + letter.html

    @pytest.mark.parametrize("email", ["", "salma", "a\n@b.c", "أ" * 300, "\x00@example.com"])
    def test_what_is_no_address_is_refused_at_its_field(self, client: Client, email: str):
        answer = ask(client, email)
        assert answer.status_code == 422
        assert "field-error" in answer.content.decode()
        assert not MailLink.objects.exists()

    def test_another_site_asks_nothing(self, client: Client):
        answer = client.post("/privacy/mine/", {"email": EMAIL}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert not MailLink.objects.exists()

    def test_without_email_url_there_is_no_such_page(self, client: Client, settings):
        settings.EMAIL_IS_ON = False
        assert client.get("/privacy/mine/").status_code == 404
        assert "/privacy/mine/" not in client.get("/").content.decode()


class TestOpening:
    def test_opening_the_link_spends_nothing_and_shows_nothing(self, client: Client):
        make_comment(email=EMAIL, text="نص خاص")
        token = make_link(Purpose.OWN_DATA, email=EMAIL)
        for _ in range(2):
            assert "نص خاص" not in client.get(f"/privacy/mine/{token}/").content.decode()
        assert client.post(f"/privacy/mine/{token}/", headers=SAME).status_code == 303

    def test_link_works_once(self, client: Client):
        token = make_link(Purpose.OWN_DATA, email=EMAIL)
        client.post(f"/privacy/mine/{token}/", headers=SAME)
        assert client.post(f"/privacy/mine/{token}/", headers=SAME).status_code == 410

    @pytest.mark.parametrize("purpose", [Purpose.OWN_DATA, Purpose.OPENED_DATA])
    def test_after_an_hour_it_opens_nothing(self, client: Client, purpose: Purpose):
        make_comment(email=EMAIL)
        token = make_link(purpose, email=EMAIL)
        MailLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        for answer in (
            client.get(f"/privacy/mine/{token}/"),
            client.post(f"/privacy/mine/{token}/", {"deed": "delete", "sure": "on"}, headers=SAME),
        ):
            assert answer.status_code == 410
        assert Comment.objects.exists()

    def test_page_shows_all_of_ones_own_and_nothing_of_others(self, client: Client):
        for status in Comment.Status:
            make_comment(email=EMAIL, status=status, text=f"نص {status}")
        make_comment(email="other@example.com", text="نص غيري")
        html = client.get(opened(client)).content.decode()
        assert all(f"نص {status}" in html for status in Comment.Status)
        assert "نص غيري" not in html

    def test_page_asks_as_much_for_many_as_for_few(self, client: Client, django_assert_num_queries):
        for _ in range(7):
            make_comment(email=EMAIL)
        address = opened(client)
        # What every page shows is known to the process by then.
        client.get("/about/")
        # The link, comments, their stories, corrections.
        with django_assert_num_queries(4):
            client.get(address)


class TestDownload:
    def test_file_holds_text_name_and_dates(self, client: Client):
        comment = make_comment(email=EMAIL, name="سلمى", text="سطر\nوسطر")
        answer = client.post(opened(client), {"deed": "download"}, headers=SAME)
        assert answer["Content-Disposition"] == 'attachment; filename="comments.json"'
        (entry,) = json.loads(answer.content)["comments"]
        assert (entry["text"], entry["name"]) == ("سطر\nوسطر", "سلمى")
        assert entry["written_at"] == comment.created_at.isoformat()
        assert "سلمى" in answer.content.decode()


class TestDelete:
    def delete(self, client: Client, **data: str):
        return client.post(opened(client), {"deed": "delete", "sure": "on", **data}, headers=SAME)

    def test_everything_goes_and_others_keep_theirs(self, client: Client):
        for status in Comment.Status:
            make_comment(email=EMAIL, status=status)
        other = make_comment()
        answer = self.delete(client)
        assert (answer.status_code, answer["Location"]) == (303, "/privacy/mine/?done=delete")
        assert gettext("Everything is deleted") in client.get(answer["Location"]).content.decode()
        assert list(Comment.objects.all()) == [other]

    def test_what_others_answered_keeps_its_place_empty(self, client: Client):
        article = make_article()
        root = make_comment(article=article, email=EMAIL, name="سلمى", text="نص خاص")
        reply = make_comment(article=article, parent=root, text="رد يبقى")
        leaf = make_comment(article=article, parent=reply, email=EMAIL)
        self.delete(client)
        assert not Comment.objects.filter(pk=leaf.pk).exists()
        stored = Comment.objects.values().get(pk=root.pk)
        assert "سلمى" not in str(stored)
        assert EMAIL not in str(stored)
        assert "نص خاص" not in str(stored)
        html = client.get(article.get_absolute_url()).content.decode()
        assert "حذف صاحب التعليق تعليقه." in html
        assert "رد يبقى" in html

    def test_ones_own_thread_goes_whole(self, client: Client):
        article = make_article()
        root = make_comment(article=article, email=EMAIL)
        make_comment(article=article, email=EMAIL, parent=root)
        self.delete(client)
        assert not Comment.objects.exists()
        article.refresh_from_db()
        assert (article.comment_count, article.thread_count) == (0, 0)

    def test_page_shows_it_at_once(self, client: Client):
        comment = make_comment(email=EMAIL, text="يغيب هذا النص")
        self.delete(client)
        assert "يغيب هذا النص" not in client.get(comment.article.get_absolute_url()).content.decode()

    def test_it_reaches_every_table_that_held_the_address_or_the_name(self, client: Client):
        comment = make_comment(email=EMAIL, name="سلمى الحداد", text="نص خاص", user_agent="Mozilla")
        make_comment(parent=comment, article=comment.article)
        ConfirmedAddress.objects.create(email=EMAIL)
        make_regular(name="سلمى الحداد", email=EMAIL)
        make_link(Purpose.UNSUBSCRIBE, email=EMAIL)
        outbox.write(key="a", recipient=EMAIL, subject="س", text="نص")
        kind = ContentType.objects.get_for_model(Comment)
        LogEntry.objects.create(
            user=make_user(), content_type=kind, object_id=comment.pk, object_repr=str(comment), action_flag=CHANGE
        )
        Report.objects.create(comment=comment, network="192.0.2.0", reason="other", line="سلمى الحداد تشتم")
        self.delete(client)
        for model in (Comment, ConfirmedAddress, Regular, MailLink, OutboxMail, LogEntry, Move, Report):
            stored = str(list(model.objects.values()))
            assert EMAIL not in stored, model
            assert "سلمى الحداد" not in stored, model

    def test_an_empty_one_is_never_published(self, client: Client):
        article = make_article()
        root = make_comment(article=article, email=EMAIL)
        make_comment(article=article, parent=root)
        moderation.refuse(Comment.objects.filter(pk=root.pk), by=make_user())
        self.delete(client)
        assert moderation.approve(Comment.objects.filter(pk=root.pk), by=make_user()) == 0

    def test_a_letter_about_it_is_recalled(self, client: Client):
        asked = make_comment(email="other@example.com", wants_answers=True)
        ConfirmedAddress.objects.create(email="other@example.com")
        make_comment(article=asked.article, parent=asked, email=EMAIL, name="سلمى")
        assert OutboxMail.objects.filter(recipient="other@example.com").exists()
        own_data.anonymise(EMAIL)
        assert not OutboxMail.objects.exists()

    def test_a_second_press_says_that_its_time_is_over(self, client: Client):
        make_comment(email=EMAIL)
        address = opened(client)
        data = {"deed": "delete", "sure": "on"}
        answers = [client.post(address, data, headers=SAME).status_code for _ in range(2)]
        assert answers == [303, 410]

    def test_without_being_sure_nothing_goes(self, client: Client):
        make_comment(email=EMAIL)
        address = opened(client)
        for data in ({"deed": "delete"}, {"deed": "everything"}, {}):
            assert client.post(address, data, headers=SAME).status_code == 303
        assert Comment.objects.exists()

    def test_another_site_deletes_nothing(self, client: Client):
        make_comment(email=EMAIL)
        data = {"deed": "delete", "sure": "on"}
        assert client.post(opened(client), data, headers={"Origin": "https://evil.example"}).status_code == 403
        assert Comment.objects.exists()


class TestAnonymise:
    def test_texts_stay_and_say_nothing_of_their_author(self, client: Client):
        comment = make_comment(
            email=EMAIL, name="سلمى الحداد", text="نص باق", website="https://salma.example", ip_address="192.0.2.7"
        )
        assert "سلمى الحداد" in client.get(comment.article.get_absolute_url()).content.decode()
        answer = client.post(opened(client), {"deed": "anonymise"}, headers=SAME)
        assert gettext("Your name has been removed") in client.get(answer["Location"]).content.decode()
        html = client.get(comment.article.get_absolute_url()).content.decode()
        assert "نص باق" in html
        assert gettext("A reader") in html
        stored = str(Comment.objects.values().get(pk=comment.pk))
        assert not re.search(r"سلمى|salma|192\.0\.2", stored)

    def test_statuses_stay(self, client: Client):
        for status in Comment.Status:
            make_comment(email=EMAIL, status=status)
        own_data.anonymise(EMAIL)
        assert sorted(Comment.objects.values_list("status", flat=True)) == sorted(Comment.Status.values)


class TestRetention:
    def test_expired_links_go_after_a_month(self):
        for days in (30, 32):
            make_link(Purpose.CONFIRM, email=EMAIL)
            MailLink.objects.filter(expires_at__gt=timezone.now()).update(
                expires_at=timezone.now() - timedelta(days=days)
            )
        assert clear_links() == 1

    def test_a_decided_comment_without_its_author_moves_on(self):
        comment = make_comment(email=EMAIL, wants_decision=True)
        own_data.anonymise(EMAIL)
        assert moderation.refuse(Comment.objects.filter(pk=comment.pk), by=make_user()) == 1
        assert not OutboxMail.objects.exists()
