"""The digest of a shift: to whom, at which hours, once, and what it says."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from comments import moderation
from comments.backlog import backlog, waiting_by_section
from comments.mail.digest import send_digests
from comments.models import Comment, Move
from newsportal import outbox
from newsportal.arabic.bidi import isolate
from newsportal.due import DUE
from newsportal.models import OutboxMail, StaffPreference
from tests.factories import make_article, make_comment, make_section, make_user
from tests.mail_sink import Sink, point_mail_at, running_sink

pytestmark = pytest.mark.django_db

# Eight in the morning in Riyadh.
EIGHT = datetime(2026, 11, 23, 5, 0, 30, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def mail_is_on(settings: Any) -> None:
    settings.EMAIL_IS_ON = True


def make_moderator(hours: str = "8", *, language: str = "ar", **fields: Any) -> User:
    account = make_user(**{"groups": ("Moderators",), "email": "muna@example.com", **fields})
    StaffPreference.objects.create(user=account, language=language, digest_hours=hours)
    return account


def make_waiting(hours: float = 3, **fields: Any) -> Comment:
    return make_comment(status="pending", created_at=EIGHT - timedelta(hours=hours), **fields)


def decide(deed: Any, before: timedelta, *, is_person: bool = True, **facts: Any) -> None:
    comment = make_waiting(30)
    deed(Comment.objects.filter(pk=comment.pk), by=make_user() if is_person else None, **facts)
    Move._base_manager.filter(comment=comment).exclude(from_status="").update(at=EIGHT - before)


def letters() -> list[OutboxMail]:
    return list(OutboxMail.objects.order_by("pk"))


class TestHours:
    @pytest.mark.parametrize(("later", "number"), [(0, 1), (1, 0), (7, 0), (8, 1), (24, 1)])
    def test_a_letter_goes_at_the_chosen_hours_alone(self, later: int, number: int):
        make_moderator("8,16")
        make_waiting()
        send_digests(EIGHT + later * AN_HOUR)
        assert len(letters()) == number

    def test_hours_are_those_of_the_paper(self, settings: Any):
        settings.TIME_ZONE = "America/New_York"
        make_moderator("0")
        make_waiting()
        send_digests(EIGHT)
        assert [letter.key.rpartition("-")[2] for letter in letters()] == ["23:0"]

    def test_an_hour_that_comes_twice_brings_one_letter(self, settings: Any):
        # In New York the clock was put back on the first of November at six, universal time.
        settings.TIME_ZONE = "America/New_York"
        make_moderator("1")
        make_comment(status="pending", created_at=datetime(2026, 10, 31, tzinfo=UTC))
        for hour in (5, 6):
            send_digests(datetime(2026, 11, 1, hour, tzinfo=UTC))
        assert len(letters()) == 1

    def test_scheduled_work_asks_every_hour(self):
        (work,) = [work for work in DUE if work.name == "send_digests"]
        assert work.every == AN_HOUR

    def test_no_hour_is_no_letter(self):
        make_moderator("")
        make_waiting()
        assert send_digests(EIGHT) == 0


class TestOnce:
    def test_the_same_hour_writes_no_second_letter(self):
        make_moderator()
        make_waiting()
        send_digests(EIGHT)
        make_waiting()
        send_digests(EIGHT + timedelta(minutes=59))
        (letter,) = letters()
        assert "ينتظر تعليق واحد" in letter.subject

    def test_its_key_holds_no_address(self):
        account = make_moderator()
        make_waiting()
        send_digests(EIGHT)
        assert letters()[0].key == f"digest:{account.pk}:2026-11-23:8"

    def test_the_next_day_writes_again(self):
        make_moderator()
        make_waiting()
        send_digests(EIGHT)
        send_digests(EIGHT + timedelta(days=1))
        assert len(letters()) == 2

    def test_each_account_gets_its_own(self):
        make_moderator()
        make_moderator(email="hala@example.com")
        make_waiting()
        send_digests(EIGHT)
        assert [letter.recipient for letter in letters()] == ["muna@example.com", "hala@example.com"]


class TestWhom:
    @pytest.mark.parametrize(
        "fields", [{"groups": ("Editors",)}, {"is_active": False}, {"is_staff": False}, {"email": ""}], ids=str
    )
    def test_who_may_not_read_comments_or_cannot_be_reached_gets_none(self, fields: dict[str, Any]):
        make_moderator(**fields)
        make_waiting()
        assert send_digests(EIGHT) == 0
        assert letters() == []

    def test_the_right_to_see_comments_is_enough(self):
        account = make_moderator(groups=())
        account.user_permissions.add(Permission.objects.get(codename="view_comment"))
        make_waiting()
        assert send_digests(EIGHT) == 1

    def test_where_nothing_waits_no_letter_goes(self):
        make_moderator()
        make_comment()
        send_digests(EIGHT)
        assert letters() == []

    def test_without_email_url_no_letter_goes(self, settings: Any):
        settings.EMAIL_IS_ON = False
        make_moderator()
        make_waiting()
        assert send_digests(EIGHT) == 0


class TestWords:
    def letter(self, **fields: Any) -> OutboxMail:
        make_moderator(**fields)
        send_digests(EIGHT)
        (letter,) = letters()
        return letter

    def test_it_says_how_many_wait_and_since_when(self):
        for hours in (3, 26, 1):
            make_waiting(hours)
        letter = self.letter()
        assert letter.subject == f"تنتظر 3 تعليقات في {isolate('الضحى', is_arabic=True)}"
        assert "تنتظر 3 تعليقات، أقدمها منذ 26 ساعة (22\u00a0نوفمبر 2026، 06:00)." in letter.text

    def test_sections_stand_in_the_order_of_what_waits(self):
        politics, sport = make_section(name="سياسة"), make_section(name="رياضة")
        make_waiting(article=make_article(section=sport))
        for _ in range(2):
            make_waiting(article=make_article(section=politics))
        make_comment(article=make_article(section=sport))
        letter = self.letter()
        assert re.findall(r"^- .(\w+).: (\d)$", letter.text, re.MULTILINE) == [("سياسة", "2"), ("رياضة", "1")]
        assert letter.html.index("سياسة") < letter.html.index("رياضة")

    def test_reports_are_told_where_there_are_some(self):
        make_waiting()
        assert "أبلغ القراء" not in self.letter().text
        OutboxMail.objects.all().delete()
        Comment.objects.filter(pk__in=[make_comment().pk, make_comment().pk]).update(open_reports=3)
        send_digests(EIGHT)
        assert "أبلغ القراء عن تعليقين." in letters()[0].text

    def test_decisions_of_a_day_are_told_in_the_first_one(self):
        make_waiting()
        decide(moderation.approve, 23 * AN_HOUR)
        decide(moderation.refuse, AN_HOUR)
        decide(moderation.refuse, 25 * AN_HOUR)
        assert "بُتّ في تعليقين منذ 22\u00a0نوفمبر 2026، 08:00: منشور 1، مرفوض 1." in self.letter().text

    def test_later_ones_tell_what_was_decided_since_the_one_before(self):
        make_moderator("4,8")
        make_waiting()
        send_digests(EIGHT - 4 * AN_HOUR)
        decide(moderation.approve, 5 * AN_HOUR)
        decide(moderation.mark_spam, 3 * AN_HOUR)
        send_digests(EIGHT)
        assert "بُتّ في تعليق واحد منذ 23\u00a0نوفمبر 2026، 04:00: مزعج 1." in letters()[1].text

    def test_what_the_portal_decided_or_was_taken_back_is_not_told(self):
        make_waiting()
        decide(moderation.approve, AN_HOUR, is_person=False)
        decide(moderation.approve, AN_HOUR, batch=(batch := uuid4()))
        moderation.undo(batch, by=make_user())
        assert "لم يُبتّ في أي تعليق منذ" in self.letter().text

    def test_buttons_lead_to_the_queue_and_to_the_preferences(self):
        make_waiting()
        letter = self.letter()
        for page in ("comments/comment", "preferences"):
            assert f"http://testserver/admin/{page}/" in letter.text
            assert f'href="http://testserver/admin/{page}/"' in letter.html
        assert "يصلك هذا الملخص يومياً في الساعات التي اخترتها: 08:00." in letter.text

    def test_it_names_no_reader(self):
        make_waiting(name="سلمى القارئة", email="salma@example.com", text="رأي لا يُنسى")
        letter = self.letter()
        for private in ("سلمى", "salma", "رأي"):
            assert private not in letter.text + letter.html + letter.subject + letter.key

    def test_its_language_is_that_of_the_account(self):
        make_waiting()
        letter = self.letter(language="en")
        assert letter.subject.startswith("1 comment is waiting at")
        assert "1 comment has been waiting for 3 hours (23 November 2026, 05:00)." in letter.text
        assert '<html lang="en" dir="ltr">' in letter.html

    def test_an_arabic_one_runs_from_right_to_left(self):
        make_waiting()
        assert '<html lang="ar" dir="rtl">' in self.letter().html

    def test_a_flood_is_counted_to_a_bound(self, monkeypatch: pytest.MonkeyPatch):
        for module in ("comments.backlog", "comments.mail.digest"):
            monkeypatch.setattr(f"{module}.MOST", 2)
        for _ in range(3):
            make_waiting()
        text = self.letter().text
        assert "بحسب الأقسام، من أقدم 2 تعليق:" in text
        assert sum(number for _, number in waiting_by_section()) == 2
        assert backlog().waiting.is_more


class TestMailServer:
    @pytest.fixture
    def sink(self, settings: Any) -> Iterator[Sink]:
        with running_sink() as running:
            point_mail_at(settings, running.port)
            yield running

    def test_a_letter_arrives_once(self, sink: Sink):
        make_moderator()
        make_waiting()
        for _ in range(2):
            send_digests(EIGHT)
            # The outbox looks at the clock of this machine.
            OutboxMail.objects.filter(sent_at=None).update(send_after=timezone.now())
            outbox.deliver()
        (letter,) = sink.letters
        assert letter["To"] == "muna@example.com"
        assert "ينتظر تعليق واحد" in letter["Subject"]
        assert letter["List-Unsubscribe"] is None
        body = letter.get_body(("plain",))
        assert body
        assert "بحسب الأقسام" in body.get_content()
