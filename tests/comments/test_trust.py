"""Readers who publish by a button in a letter."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments import moderation
from comments.mail.links import Purpose, make_link
from comments.models import Comment, ConfirmedAddress, MailLink, Move, WordEntry
from newsportal.models import OutboxMail
from tests.comments.posting import post
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}
EMAIL = "salma@example.com"


@pytest.fixture
def trusts_after_two(settings) -> None:
    settings.EMAIL_IS_ON = True
    settings.COMMENTS_TRUST_AFTER = 2


def make_regular(*, is_confirmed: bool = True, approved: int = 2, name: str = "سلمى") -> None:
    for _ in range(approved):
        make_comment(email=EMAIL, name=name, created_at=timezone.now() - timedelta(days=1))
    if is_confirmed:
        ConfirmedAddress.objects.create(email=EMAIL)


def posted(client: Client, **changes) -> Comment:
    assert post(client, make_article(), **changes).status_code == 303
    return Comment.objects.latest("pk")


def link() -> str:
    (address,) = re.findall(r"http://testserver(/mail/confirm/\S+/)", OutboxMail.objects.get().text)
    return address


@pytest.mark.usefixtures("trusts_after_two")
class TestTrusted:
    def test_publishes_by_the_button_behind_the_link(self, client: Client):
        make_regular()
        comment = posted(client, name="سَلْمى")
        assert comment.status == "pending"
        address = link()
        assert OutboxMail.objects.get().recipient == EMAIL
        client.get(address)
        assert Comment.objects.get(pk=comment.pk).status == "pending"
        client.post(address, headers=SAME)
        assert Comment.objects.get(pk=comment.pk).status == "approved"
        assert Move.objects.filter(comment=comment).first().rule == "trusted"

    def test_status_page_tells_of_the_letter(self, client: Client):
        make_regular()
        answer = post(client, make_article())
        assert "الرسالة التي أرسلناها" in client.get(answer["Location"]).content.decode()

    @pytest.mark.parametrize(
        "regular", [{"approved": 1}, {"is_confirmed": False}, {"name": "ليلى"}], ids=["few", "unconfirmed", "name"]
    )
    def test_nobody_else_gets_a_letter(self, client: Client, regular):
        make_regular(**regular)
        posted(client)
        assert not OutboxMail.objects.exists()

    def test_what_a_rule_holds_waits_whoever_wrote_it(self, client: Client):
        make_regular()
        WordEntry(word="غبي").save()
        posted(client, comment="أنت غبي")
        assert not OutboxMail.objects.exists()

    def test_a_moderator_who_was_faster_wins(self, client: Client):
        make_regular()
        comment = posted(client)
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=make_user())
        # The letter went out before the decision.
        token = make_link(Purpose.PUBLISH, email=comment.email, comment=comment)
        client.post(f"/mail/confirm/{token}/", headers=SAME)
        assert Comment.objects.get(pk=comment.pk).status == "refused"

    def test_what_was_changed_into_something_else_is_not_published(self, client: Client):
        make_regular()
        WordEntry(word="غبي").save()
        answer = post(client, make_article())
        address = link()
        client.post(f"{answer['Location']}edit/", {"comment": "أنت غبي"}, headers=SAME)
        client.post(address, headers=SAME)
        assert Comment.objects.latest("pk").status == "pending"

    def test_link_works_once(self, client: Client):
        make_regular()
        comment = posted(client)
        address = link()
        client.post(address, headers=SAME)
        moderation.hold(Comment.objects.filter(pk=comment.pk), by=make_user())
        assert client.post(address, headers=SAME).status_code == 410
        assert Comment.objects.get(pk=comment.pk).status == "pending"


class TestOff:
    def test_by_default_everybody_waits_and_nothing_is_asked(self, client: Client, settings):
        settings.EMAIL_IS_ON = True
        make_regular(approved=30)
        posted(client)
        assert not OutboxMail.objects.exists()
        assert not MailLink.objects.exists()
