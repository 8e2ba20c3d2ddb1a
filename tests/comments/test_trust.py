"""Readers who publish by a button in a letter."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from comments import moderation
from comments.mail.links import Purpose, make_link
from comments.mail.requests import answer_requests
from comments.mail.stopping import stop_letters
from comments.models import Comment, ConfirmedAddress, MailLink, Move, WordEntry
from newsportal import generations
from newsportal.models import OutboxMail
from tests.comments.posting import post
from tests.factories import make_article, make_comment, make_restriction, make_user

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}
EMAIL = "salma@example.com"


@pytest.fixture
def trusts_after_two(settings) -> None:
    settings.EMAIL_IS_ON = True
    settings.COMMENTS_TRUST_AFTER = 2


def make_trusted(*, is_confirmed: bool = True, approved: int = 2, name: str = "سلمى") -> None:
    for _ in range(approved):
        make_comment(email=EMAIL, name=name, created_at=timezone.now() - timedelta(days=1))
    if is_confirmed:
        ConfirmedAddress.objects.create(email=EMAIL)


def posted(client: Client, **changes) -> Comment:
    """Post a comment, and let the worker write the letters that it is due."""
    assert post(client, make_article(), **changes).status_code == 303
    answer_requests()
    return Comment.objects.latest("pk")


def link() -> str:
    (address,) = re.findall(r"http://testserver(/mail/confirm/\S+/)", OutboxMail.objects.get().text)
    return address


@pytest.mark.usefixtures("trusts_after_two")
class TestTrusted:
    def test_publishes_by_the_button_behind_the_link(self, client: Client):
        make_trusted()
        comment = posted(client, name="سَلْمى")
        assert comment.status == "pending"
        address = link()
        assert OutboxMail.objects.get().recipient == EMAIL
        client.get(address)
        assert Comment.objects.get(pk=comment.pk).status == "pending"
        client.post(address, headers=SAME)
        assert Comment.objects.get(pk=comment.pk).status == "approved"
        assert Move.objects.filter(comment=comment).first().rule == "trusted"

    def test_status_page_says_the_same_to_everybody(self, client: Client):
        pages = []
        make_trusted()
        for email in (EMAIL, "other@example.com"):
            answer = post(client, make_article(), email=email)
            answer_requests()
            pages.append("رسالة إلى بريدك" in client.get(answer["Location"]).content.decode())
        assert pages == [True, True]

    @pytest.mark.parametrize(
        "regular", [{"approved": 1}, {"is_confirmed": False}, {"name": "ليلى"}], ids=["few", "unconfirmed", "name"]
    )
    def test_nobody_else_gets_a_letter(self, client: Client, regular):
        make_trusted(**regular)
        posted(client)
        assert not OutboxMail.objects.exists()

    def test_what_a_rule_holds_waits_whoever_wrote_it(self, client: Client):
        make_trusted()
        WordEntry(word="غبي").save()
        posted(client, comment="أنت غبي")
        assert not OutboxMail.objects.exists()

    def test_a_moderator_who_was_faster_wins(self, client: Client):
        make_trusted()
        comment = posted(client)
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=make_user())
        # The letter went out before the decision.
        token = make_link(Purpose.PUBLISH, email=comment.email, comment=comment)
        client.post(f"/mail/confirm/{token}/", headers=SAME)
        assert Comment.objects.get(pk=comment.pk).status == "refused"

    def test_what_was_changed_into_something_else_is_not_published(self, client: Client):
        make_trusted()
        WordEntry(word="غبي").save()
        answer = post(client, make_article())
        answer_requests()
        address = link()
        client.post(f"{answer['Location']}edit/", {"comment": "أنت غبي"}, headers=SAME)
        client.post(address, headers=SAME)
        assert Comment.objects.latest("pk").status == "pending"

    @pytest.mark.parametrize("deeds", [["approve", "hold"], ["mark_spam", "hold"], ["refuse"]])
    def test_what_anybody_decided_about_waits_for_moderators(self, client: Client, deeds: list[str]):
        make_trusted()
        comment = posted(client)
        address = link()
        for deed in deeds:
            getattr(moderation, deed)(Comment.objects.filter(pk=comment.pk), by=make_user())
        status = Comment.objects.get(pk=comment.pk).status
        client.post(address, headers=SAME)
        assert Comment.objects.get(pk=comment.pk).status == status != "approved"

    def test_an_author_who_was_restricted_meanwhile_publishes_nothing(self, client: Client):
        make_trusted()
        comment = posted(client)
        address = link()
        make_restriction(email=EMAIL)
        # The commit, which tells other processes, never comes in a test.
        generations.forget()
        client.post(address, headers=SAME)
        assert Comment.objects.get(pk=comment.pk).status == "pending"

    def test_nor_where_comments_have_closed(self, client: Client):
        make_trusted()
        comment = posted(client)
        address = link()
        comment.article.comments_open = False
        comment.article.save()
        client.post(address, headers=SAME)
        assert Comment.objects.get(pk=comment.pk).status == "pending"

    def test_one_letter_at_a_time_goes_to_an_address(self, client: Client, settings):
        settings.COMMENTS_FLOOD_SECONDS = 0
        make_trusted()
        for _ in range(3):
            posted(client)
        assert OutboxMail.objects.count() == 1

    def test_where_the_letter_cannot_be_asked_for_nothing_is_stored(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ):
        def refuse(*args: object, **kwargs: object) -> None:
            raise OperationalError("disk full")

        make_trusted()
        stored = Comment.objects.count()
        monkeypatch.setattr("comments.intake.ask", refuse)
        assert post(client, make_article(), comment="نص يعود").status_code == 503
        assert Comment.objects.count() == stored

    def test_letters_can_be_stopped(self, client: Client):
        make_trusted()
        posted(client)
        assert OutboxMail.objects.get().unsubscribe_url
        stop_letters(EMAIL)
        assert not OutboxMail.objects.exists()

    def test_link_works_once(self, client: Client):
        make_trusted()
        comment = posted(client)
        address = link()
        client.post(address, headers=SAME)
        moderation.hold(Comment.objects.filter(pk=comment.pk), by=make_user())
        assert client.post(address, headers=SAME).status_code == 410
        assert Comment.objects.get(pk=comment.pk).status == "pending"


class TestOff:
    def test_by_default_everybody_waits_and_nothing_is_asked(self, client: Client, settings):
        settings.EMAIL_IS_ON = True
        make_trusted(approved=30)
        posted(client)
        assert not OutboxMail.objects.exists()
        assert not MailLink.objects.exists()
