"""What is kept for the law: nothing blurs, deletes or rewrites it until a moderator releases it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments import moderation, own_data, privacy
from comments.mail.links import Purpose, make_link
from comments.models import Comment, ConfirmedAddress, Move, Regular, Report, Revision
from comments.moderation import KeptForLawError
from comments.privacy import truncate_evidence
from newsportal import outbox
from newsportal.models import OutboxMail
from tests.factories import make_article, make_comment, make_regular, make_user

pytestmark = pytest.mark.django_db

SAME = {"Sec-Fetch-Site": "same-origin"}
EMAIL = "salma@example.com"
CHANGELIST = reverse("admin:comments_comment_changelist")
SENDER = {"ip_address": "198.51.100.77", "network": "198.51.100.77", "user_agent": "Netscape"}


def make_held(**fields: Any) -> Comment:
    comment = make_comment(**{"email": EMAIL, "text": "نص محفوظ", **SENDER, **fields})
    moderation.hold_for_law(Comment.objects.filter(pk=comment.pk), by=make_user(first_name="منى", last_name="عيد"))
    comment.refresh_from_db()
    return comment


def age_all(days: float = 31) -> None:
    then = timezone.now() - timedelta(days=days)
    Comment.objects.update(created_at=then)
    Move._base_manager.update(at=then)


def release(comment: Comment) -> None:
    moderation.release(Comment.objects.filter(pk=comment.pk), by=make_user())


def opened(client: Client) -> str:
    token = make_link(Purpose.OWN_DATA, email=EMAIL)
    return client.post(f"/privacy/mine/{token}/", headers=SAME)["Location"]


class TestEvidence:
    def test_it_stays_whole_and_goes_after_the_release(self):
        held = make_held()
        age_all()
        assert truncate_evidence() == 0
        assert Comment.objects.filter(pk=held.pk, **SENDER).exists()
        release(held)
        assert truncate_evidence() == 1
        held.refresh_from_db()
        assert (held.ip_address, held.network, held.user_agent) == ("198.51.100.0", "", "")

    def test_others_around_it_are_blurred_and_it_is_not_read_for_each_batch(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(privacy, "BATCH", 2)
        comments = [make_held() if number % 3 == 0 else make_comment(**SENDER) for number in range(10)]
        for number, comment in enumerate(comments):
            at = timezone.now() - timedelta(days=40, minutes=-number)
            Comment.objects.filter(pk=comment.pk).update(created_at=at)
        with CaptureQueriesContext(connection) as queries:
            assert truncate_evidence() == 6
        reads = [query["sql"] for query in queries if query["sql"].startswith('SELECT "comments_comment"')]
        # Each read but the first begins where the last one ended.
        assert len(reads) == 4
        assert all('"created_at" >=' in read for read in reads[1:])


class TestOwnWish:
    @pytest.fixture(autouse=True)
    def mail_is_on(self, settings: Any) -> None:
        settings.EMAIL_IS_ON = True

    def test_it_leaves_the_page_and_stays_whole(self, client: Client):
        held, free = make_held(), make_comment(email=EMAIL)
        answer = client.post(opened(client), {"deed": "delete", "sure": "on"}, headers=SAME)
        assert not Comment.objects.filter(pk=free.pk).exists()
        stored = Comment.objects.get(pk=held.pk)
        assert (stored.status, stored.text, stored.email, stored.legal_hold) == ("withdrawn", "نص محفوظ", EMAIL, True)
        assert (stored.ip_address, stored.user_agent) == (SENDER["ip_address"], SENDER["user_agent"])
        assert "نص محفوظ" not in client.get(held.article.get_absolute_url()).content.decode()
        html = client.get(answer["Location"]).content.decode()
        assert "أبقينا تعليقاً واحداً لأسباب قانونية" in html
        assert "حُذف كل ما عداه" in html

    def test_a_name_is_not_taken_away_from_it_either(self, client: Client):
        held, free = make_held(name="سلمى الحداد"), make_comment(email=EMAIL, name="سلمى الحداد")
        answer = client.post(opened(client), {"deed": "anonymise"}, headers=SAME)
        held.refresh_from_db()
        free.refresh_from_db()
        assert (held.name, held.status, held.email) == ("سلمى الحداد", "withdrawn", EMAIL)
        assert (free.status, free.email) == ("approved", "")
        assert "أبقينا تعليقاً واحداً" in client.get(answer["Location"]).content.decode()

    @pytest.mark.parametrize("deed", [own_data.delete, own_data.anonymise])
    def test_whatever_was_decided_it_is_withdrawn(self, deed: Any):
        comments = [make_held(status=status) for status in Comment.Status]
        assert deed(EMAIL) == len(comments)
        assert set(Comment.objects.values_list("status", flat=True)) == {"withdrawn"}

    @pytest.mark.parametrize("deed", [own_data.delete, own_data.anonymise])
    def test_letters_known_name_and_confirmed_address_go_all_the_same(self, deed: Any):
        held = make_held(wants_decision=True, wants_answers=True)
        ConfirmedAddress.objects.create(email=EMAIL)
        make_regular(email=EMAIL)
        outbox.write(key="a", recipient=EMAIL, subject="س", text="نص")
        Report.objects.create(comment=held, network="192.0.2.0", reason="hate", line="بلاغ")
        deed(EMAIL)
        for model in (ConfirmedAddress, Regular, OutboxMail):
            assert not model.objects.exists()
        held.refresh_from_db()
        assert (held.wants_decision, held.wants_answers) == (False, False)
        # What readers said against it is evidence, too.
        assert Report.objects.exists()

    def test_its_own_parent_keeps_a_place_for_it(self):
        root = make_comment(email=EMAIL, text="نص الأصل")
        held = make_held(article=root.article, parent=root)
        own_data.delete(EMAIL)
        root.refresh_from_db()
        assert (root.text, root.status) == ("", "withdrawn")
        assert Comment.objects.get(pk=held.pk).text == "نص محفوظ"

    def test_page_and_file_say_beforehand_what_is_kept(self, client: Client):
        make_held()
        make_held()
        make_comment(email=EMAIL)
        address = opened(client)
        html = client.get(address).content.decode()
        assert "يُلزمنا القانون بحفظ تعليقين مما كتبت." in html
        assert html.count("محفوظ لأسباب قانونية") == 2
        english = client.get(f"/en{address}").content.decode()
        assert "The law obliges us to keep 2 comments of yours." in english
        data = json.loads(client.post(address, {"deed": "download"}, headers=SAME).content)
        assert data["kept_for_law"] == 2
        assert data["note"].startswith("يُلزمنا القانون")
        assert sorted(comment["kept_for_law"] for comment in data["comments"]) == [False, True, True]

    def test_without_a_hold_nothing_is_said_of_it(self, client: Client):
        make_comment(email=EMAIL)
        address = opened(client)
        assert "القانون" not in client.get(address).content.decode()
        data = json.loads(client.post(address, {"deed": "download"}, headers=SAME).content)
        assert (data["kept_for_law"], data["note"]) == (0, "")
        answer = client.post(address, {"deed": "delete", "sure": "on"}, headers=SAME)
        assert answer["Location"] == "/privacy/mine/?done=delete"

    @pytest.mark.parametrize("number", ["-1", "x", "9" * 30, "0", "%00"])
    def test_an_address_made_by_hand_does_no_harm(self, client: Client, number: str):
        answer = client.get(f"/privacy/mine/?done=delete&kept={number}")
        assert answer.status_code == 200
        assert "أبقينا" not in answer.content.decode()

    def test_after_the_release_the_trash_takes_it_in_time(self):
        held = make_held()
        own_data.delete(EMAIL)
        age_all()
        assert moderation.empty_trash() == 0
        release(held)
        assert moderation.empty_trash() == 0
        age_all()
        assert moderation.empty_trash() == 1
        assert not Comment.objects.exists()

    def test_a_text_that_its_author_changes_is_kept_beside_the_new_one(self):
        held = make_held(status="pending")
        assert moderation.rewrite(held, text="نص آخر", broken=[])
        assert Revision.objects.get(comment=held).text == "نص محفوظ"

    def test_of_others_the_former_text_is_not_kept(self):
        comment = make_comment(status="pending")
        assert moderation.rewrite(comment, text="نص آخر", broken=[])
        assert not Revision.objects.exists()


class TestDeletion:
    @pytest.fixture(autouse=True)
    def chief(self, client: Client) -> None:
        client.force_login(make_user(is_superuser=True))

    REFUSED = "تعليق واحد محفوظ لأسباب قانونية ولا يجوز حذفه"

    def test_a_held_comment_is_not_deleted(self, client: Client):
        held = make_held()
        address = reverse("admin:comments_comment_delete", args=[held.pk])
        assert self.REFUSED in client.get(address).content.decode()
        assert self.REFUSED in client.post(address, {"post": "yes"}).content.decode()
        assert Comment.objects.filter(pk=held.pk).exists()

    def test_nor_among_others_that_are_selected(self, client: Client):
        held, free = make_held(), make_comment()
        data = {"action": "delete_selected", "_selected_action": [held.pk, free.pk]}
        assert self.REFUSED in client.post(CHANGELIST, data).content.decode()
        assert self.REFUSED in client.post(CHANGELIST, {**data, "post": "yes"}).content.decode()
        assert Comment.objects.count() == 2

    @pytest.mark.parametrize("others", [0, 5])
    def test_nor_with_its_article(self, client: Client, monkeypatch: pytest.MonkeyPatch, others: int):
        monkeypatch.setattr("newsportal.desk.deletion.NAMED", 4)
        held = make_held()
        for _ in range(others):
            make_comment(article=held.article)
        address = reverse("admin:articles_article_delete", args=[held.article_id])
        assert self.REFUSED in client.get(address).content.decode()
        assert self.REFUSED in client.post(address, {"post": "yes"}).content.decode()
        data = {"action": "delete_selected", "_selected_action": [held.article_id], "post": "yes"}
        assert self.REFUSED in client.post(reverse("admin:articles_article_changelist"), data).content.decode()
        assert Article.objects.filter(pk=held.article_id).exists()
        assert Comment.objects.filter(pk=held.pk).exists()

    def test_after_the_release_all_of_them_go(self, client: Client):
        held = make_held()
        release(held)
        client.post(reverse("admin:articles_article_delete", args=[held.article_id]), {"post": "yes"})
        assert not Article.objects.exists()

    def test_another_article_goes_as_ever(self, client: Client):
        make_held()
        article = make_article()
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        assert not Article.objects.filter(pk=article.pk).exists()

    def test_whoever_deletes_without_asking_is_refused(self):
        held, free = make_held(), make_comment()
        with pytest.raises(KeptForLawError):
            moderation.erase(Comment.objects.filter(pk__in=[held.pk, free.pk]))
        assert Comment.objects.count() == 2


class TestDesk:
    def test_queue_and_page_say_since_when_and_by_whom(self, moderator: Client):
        held, free = make_held(), make_comment()
        assert moderator.get(CHANGELIST).content.decode().count("state-law") == 1
        html = moderator.get(reverse("admin:comments_comment_change", args=[held.pk])).content.decode()
        assert "منى عيد" in html
        assert "ويبقى عنوان مرسله ومتصفحه كاملَين" in html
        # Who keeps evidence need not see it.
        assert SENDER["ip_address"] not in html
        html = moderator.get(reverse("admin:comments_comment_change", args=[free.pk])).content.decode()
        assert "legal-note" not in html

    def test_a_hold_that_came_back_by_an_undo_names_who_took_the_release_back(self, moderator: Client):
        held = make_held()
        batch = "6e0e3b3c-0d9a-4e6c-9f0e-0a7a3c1d2b11"
        moderation.release(Comment.objects.filter(pk=held.pk), by=make_user(), batch=batch)
        moderation.undo(batch, by=make_user(first_name="رنا", last_name="سعد"))
        html = moderator.get(reverse("admin:comments_comment_change", args=[held.pk])).content.decode()
        note = html[html.index("legal-note") :]
        assert "رنا سعد" in note[: note.index("</div>")]
