"""What a comment's author does on its private page."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from comments import moderation
from comments.models import Comment, Move, WordEntry
from comments.rules.house import HOUSE_RULES
from comments.waiting import in_words, usual_wait
from tests.factories import make_article, make_comment, make_settings, make_user

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}


def send(client: Client, comment: Comment, deed: str, /, **data):
    return client.post(f"/comments/{comment.token}/{deed}/", data, headers=SAME)


def page_of(client: Client, comment: Comment) -> str:
    return client.get(f"/comments/{comment.token}/").content.decode()


def fresh(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


class TestEdit:
    def test_text_changes_while_it_waits_and_the_record_says_so(self, client: Client):
        comment = make_comment(status="pending", text="قبل")
        answer = send(client, comment, "edit", comment="بعد")
        assert (answer.status_code, answer["Location"]) == (303, f"/comments/{comment.token}/?saved=1")
        assert (fresh(comment).text, fresh(comment).html) == ("بعد", '<p dir="auto">بعد</p>')
        assert Move.objects.filter(comment=comment).first().rule == "edited"

    def test_form_holds_the_text(self, client: Client):
        comment = make_comment(status="pending", text="نصي كما كتبته")
        assert "نصي كما كتبته</textarea>" in client.get(f"/comments/{comment.token}/edit/").content.decode()

    def test_rules_are_judged_anew(self, client: Client):
        WordEntry(word="غبي").save()
        comment = make_comment(status="pending")
        send(client, comment, "edit", comment="أنت غبي")
        assert (fresh(comment).status, fresh(comment).held_because) == ("pending", "words")
        send(client, comment, "edit", comment="لا بأس")
        assert fresh(comment).held_because == ""

    def test_how_it_was_sent_is_not_undone(self, client: Client):
        comment = make_comment(status="pending")
        Comment.objects.filter(pk=comment.pk).update(held_because="origin,links")
        send(client, comment, "edit", comment="بلا روابط")
        assert fresh(comment).held_because == "origin"

    def test_a_word_of_the_spam_list_makes_it_spam(self, client: Client):
        WordEntry(word="كازينو", list="spam").save()
        comment = make_comment(status="pending")
        send(client, comment, "edit", comment="تعال إلى كازينو")
        assert fresh(comment).status == "spam"

    @pytest.mark.parametrize("status", ["approved", "refused", "spam", "withdrawn"])
    def test_after_a_decision_nothing_changes_and_the_text_comes_back(self, client: Client, status: str):
        comment = make_comment(status=status, text="قبل")
        answer = send(client, comment, "edit", comment="نص جديد كله")
        assert answer.status_code == 409
        assert "نص جديد كله</textarea>" in answer.content.decode()
        assert fresh(comment).text == "قبل"

    def test_after_fifteen_minutes_nothing_changes(self, client: Client):
        comment = make_comment(status="pending", created_at=timezone.now() - timedelta(minutes=16))
        assert send(client, comment, "edit", comment="متأخر").status_code == 409
        assert f"/comments/{comment.token}/edit/" not in page_of(client, comment)

    def test_zero_minutes_offer_no_change(self, client: Client, settings):
        settings.COMMENTS_EDIT_MINUTES = 0
        comment = make_comment(status="pending")
        assert f"/comments/{comment.token}/edit/" not in page_of(client, comment)
        assert send(client, comment, "edit", comment="نص").status_code == 409

    @pytest.mark.parametrize("text", ["", "\u200b \u2066", "أ" * 5_001])
    def test_a_text_that_no_comment_may_have_is_refused_at_its_field(self, client: Client, text: str):
        comment = make_comment(status="pending", text="قبل")
        answer = send(client, comment, "edit", comment=text)
        assert answer.status_code == 422
        assert "field-error" in answer.content.decode()
        assert fresh(comment).text == "قبل"

    def test_it_does_not_become_another_one(self, client: Client):
        other = make_comment(text="سبق أن كُتب")
        comment = make_comment(status="pending", article=other.article, text="قبل")
        answer = send(client, comment, "edit", comment="سبق أن كُتِبَ")
        assert answer.status_code == 409
        assert "سبق أن كُتِبَ</textarea>" in answer.content.decode()
        assert fresh(comment).text == "قبل"

    def test_twenty_changes_are_enough(self, client: Client):
        comment = make_comment(status="pending")
        codes = [send(client, comment, "edit", comment=f"نص {number}").status_code for number in range(21)]
        assert codes == [303] * 20 + [409]

    def test_a_moderator_who_was_faster_wins(self, client: Client):
        comment = make_comment(status="pending", text="قبل")
        stale = fresh(comment)
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=None)
        assert moderation.rewrite(stale, text="بعد", broken=[]) is False
        assert (fresh(comment).status, fresh(comment).text) == ("refused", "قبل")


class TestWithdraw:
    def test_a_published_comment_leaves_the_page_at_once(self, client: Client):
        article = make_article()
        comment = make_comment(article=article, text="يغيب هذا النص")
        assert "يغيب هذا النص" in client.get(article.get_absolute_url()).content.decode()
        assert send(client, comment, "withdraw").status_code == 303
        assert "يغيب هذا النص" not in client.get(article.get_absolute_url()).content.decode()
        assert fresh(comment).status == "withdrawn"

    def test_asking_first_changes_nothing(self, client: Client):
        comment = make_comment(status="pending", text="نصي")
        assert "نصي" in client.get(f"/comments/{comment.token}/withdraw/").content.decode()
        assert fresh(comment).status == "pending"

    @pytest.mark.parametrize("status", ["refused", "spam"])
    def test_a_refusal_is_not_undone_by_it(self, client: Client, status: str):
        comment = make_comment(status=status)
        send(client, comment, "withdraw")
        assert fresh(comment).status == status


class TestGuard:
    @pytest.mark.parametrize("deed", ["edit", "withdraw", "notify"])
    @pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
    def test_another_site_changes_nothing(self, client: Client, deed: str, headers: dict[str, str]):
        comment = make_comment(status="pending", text="قبل")
        answer = client.post(f"/comments/{comment.token}/{deed}/", {"comment": "بعد"}, headers=headers)
        assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
        assert (fresh(comment).text, fresh(comment).status) == ("قبل", "pending")

    @pytest.mark.parametrize("deed", ["edit", "withdraw", "notify"])
    def test_a_forged_token_is_404(self, client: Client, deed: str):
        for token in ("x", "أ" * 50, "%00", "a" * 3_000):
            assert client.post(f"/comments/{token}/{deed}/", headers=SAME).status_code == 404

    @pytest.mark.parametrize("deed", ["edit", "withdraw", "notify"])
    def test_pages_set_no_cookie_and_stay_out_of_caches(self, client: Client, deed: str):
        answer = client.get(f"/comments/{make_comment(status='pending').token}/{deed}/")
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert not client.cookies

    def test_after_ninety_days_it_is_gone(self, client: Client):
        old = make_comment(status="pending", created_at=timezone.now() - timedelta(days=91))
        assert send(client, old, "withdraw").status_code == 410


class TestReason:
    @pytest.mark.parametrize("rule", HOUSE_RULES, ids=lambda rule: rule.code)
    def test_author_reads_the_rule_that_the_moderator_chose(self, client: Client, rule):
        comment = make_comment(status="pending")
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=make_user(), rule=rule.code)
        assert str(rule.reason) in page_of(client, comment)

    def test_rules_of_the_portal_stay_with_the_moderators(self, client: Client):
        comment = make_comment(status="pending")
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=make_user(), rule="words")
        html = page_of(client, comment)
        assert gettext("It does not follow our rules for comments.") in html
        assert gettext("Listed word") not in html


class TestWaiting:
    def decide_after(self, *minutes: int) -> None:
        for number in minutes:
            comment = make_comment(status="pending", created_at=timezone.now() - timedelta(minutes=number))
            moderation.approve(Comment.objects.filter(pk=comment.pk), by=make_user())

    def test_author_reads_how_long_it_really_takes(self, client: Client):
        self.decide_after(5, 8, 29, 300, 900)
        assert "خلال 30 دقيقة" in page_of(client, make_comment(status="pending"))

    def test_few_decisions_promise_nothing(self, client: Client):
        self.decide_after(5, 8, 29, 300)
        assert "بُتّ في نصف" not in page_of(client, make_comment(status="pending"))

    def test_decisions_of_the_portal_and_of_long_ago_do_not_count(self, client: Client):
        self.decide_after(5, 8, 29, 300)
        make_comment(created_at=timezone.now() - timedelta(minutes=30))
        self.decide_after(90)
        Move._base_manager.filter(comment__created_at__lt=timezone.now() - timedelta(minutes=80)).update(
            at=timezone.now() - timedelta(days=8)
        )
        assert "بُتّ في نصف" not in page_of(client, make_comment(status="pending"))

    def test_what_changed_or_marked_a_comment_decided_nothing(self, client: Client):
        self.decide_after(*([60] * 5))
        for comment in Comment.objects.filter(status="approved"):
            first = comment.moves.order_by("pk").last()
            Move._base_manager.filter(pk=first.pk).update(by=None)
        assert usual_wait() is None
        for comment in Comment.objects.all():
            Move.objects.create(comment=comment, by=make_user(), from_status="pending", to_status="pending")
        assert usual_wait() is None

    def test_what_was_held_again_did_not_wait_all_the_time(self, client: Client):
        self.decide_after(5, 5, 5, 5, 5)
        long_ago = timezone.now() - timedelta(days=9)
        Move._base_manager.filter(from_status="pending").update(at=long_ago + timedelta(minutes=5))
        Comment.objects.update(created_at=long_ago)
        moderation.hold(Comment.objects.all(), by=make_user())
        moderation.approve(Comment.objects.all(), by=make_user())
        assert "بُتّ في نصف" not in page_of(client, make_comment(status="pending"))

    @pytest.mark.parametrize(
        ("wait", "words"),
        [
            (timedelta(0), "دقيقة واحدة"),
            (timedelta(minutes=1, seconds=1), "دقيقتين"),
            (timedelta(minutes=120), "120 دقيقة"),
            (timedelta(minutes=121), "3 ساعات"),
            (timedelta(hours=48), "48 ساعة"),
            (timedelta(hours=48, seconds=1), "3 أيام"),
            (timedelta(days=11), "11 يوماً"),
        ],
    )
    def test_a_wait_is_said_as_it_is_counted(self, wait: timedelta, words: str):
        assert in_words(wait) == words

    def test_hours_stand_there_if_they_are_set(self, client: Client):
        comment = make_comment(status="pending")
        assert gettext("Hours of the moderators:") not in page_of(client, comment)
        make_settings(moderation_hours="يومياً من 8 صباحاً إلى 11 مساءً")
        assert "يومياً من 8 صباحاً إلى 11 مساءً" in page_of(client, comment)


class TestDatabaseDown:
    def test_an_edit_comes_back_whole(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        def refuse(*args: object, **kwargs: object) -> None:
            raise OperationalError("connection refused\nDETAIL: salma@example.com")

        monkeypatch.setattr(moderation, "rewrite", refuse)
        answer = send(client, make_comment(status="pending"), "edit", comment="نص لا يضيع")
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "نص لا يضيع</textarea>" in answer.content.decode()
