"""The queue as a file: what it holds, for whom, and that the newsroom's log knows of it."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments import moderation
from comments.admin import export
from comments.models import Comment, Report
from newsportal.models import StaffPreference
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")
EXPORT = reverse("admin:comments_comment_export")
SECRETS = ["salma@example.com", "198.51.100.77", "Netscape"]
SENDER = {"email": "salma@example.com", "ip_address": "198.51.100.77", "user_agent": "Netscape Navigator"}


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8")


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = text_of(answer)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def select(client: Client, *comments: Comment) -> Any:
    return client.post(
        CHANGELIST, {"action": "export_selected", "_selected_action": [comment.pk for comment in comments]}
    )


class TestFile:
    def test_a_row_tells_all_that_the_desk_may_know(self, moderator: Client):
        article = make_article(title="عنوان الخبر")
        parent = make_comment(article=article)
        comment = make_comment(
            article=article,
            parent=parent,
            status="pending",
            name="سلمى",
            text='سطر، و"سطر"\nثانٍ',
            created_at=datetime(2026, 3, 5, 9, 30, tzinfo=UTC),
            held_because="",
        )
        Comment.objects.filter(pk=comment.pk).update(held_because="words,links")
        Report.objects.create(comment=comment, network="192.0.2.0", reason="hate")
        by = make_user(first_name="منى", last_name="عيد")
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=by)
        # A mark is no decision.
        moderation.hold_for_law(Comment.objects.filter(pk=comment.pk), by=make_user())
        (row,) = rows_of(select(moderator, comment))
        assert row["الرقم"] == str(comment.pk)
        assert row["الحالة"] == "مرفوض"
        assert row["كُتب في"] == "2026-03-05T12:30:00+03:00"
        assert (row["الاسم"], row["تعليق"]) == ("سلمى", 'سطر، و"سطر"\nثانٍ')
        assert row["خبر"] == "عنوان الخبر"
        assert row["رابط الخبر"].endswith(article.get_absolute_url())
        assert row["رابط الخبر"].startswith("http")
        assert row["رداً على"] == str(parent.pk)
        assert row["سبب الحجز"]
        assert "words" not in row["سبب الحجز"]
        assert row["قرار"] == "منى عيد"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00", row["تاريخ القرار"])
        assert row["البلاغات"] == "1"

    def test_what_waits_was_decided_by_nobody(self, moderator: Client):
        (row,) = rows_of(select(moderator, make_comment(status="pending")))
        assert (row["قرار"], row["تاريخ القرار"], row["رداً على"]) == ("", "", "")

    def test_words_are_those_of_the_account(self, client: Client):
        user = make_user(groups=("Moderators",))
        StaffPreference.objects.create(user=user, language="en")
        client.force_login(user)
        comment = make_comment()
        (row,) = rows_of(select(client, comment))
        assert (row["status"], row["decided by"]) == ("Approved", "the portal")
        assert "/en/" not in row["address of the article"]

    def test_headers_keep_it_from_caches_and_name_a_plain_file(self, moderator: Client):
        answer = select(moderator, make_comment())
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(r'attachment; filename="comments-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])
        assert "no-store" in answer["Cache-Control"]

    def test_formulas_are_made_harmless_in_every_cell(self, trusted: Client):
        article = make_article(title="=1+1")
        comment = make_comment(article=article, name="@سلمى", text="+1", user_agent="-1", email="=1@example.com")
        (row,) = rows_of(select(trusted, comment))
        cells = [row["خبر"], row["الاسم"], row["تعليق"], row["المتصفح"], row["البريد الإلكتروني"]]
        assert cells == ["'=1+1", "'@سلمى", "'+1", "'-1", "'=1@example.com"]

    def test_no_row_costs_a_query(self, trusted: Client):
        rows_of(select(trusted, make_comment()))
        numbers = []
        for number in (1, 20):
            comments = [make_comment() for _ in range(number)]
            with CaptureQueriesContext(connection) as queries:
                assert len(rows_of(select(trusted, *comments))) == number
            numbers.append(len(queries))
        assert numbers[0] == numbers[1]

    def test_what_is_gone_meanwhile_is_left_out(self, moderator: Client):
        comments = [make_comment(), make_comment()]
        answer = select(moderator, *comments)
        moderation.erase(Comment.objects.filter(pk=comments[0].pk))
        assert [row["الرقم"] for row in rows_of(answer)] == [str(comments[1].pk)]


class TestPrivate:
    def test_without_the_right_there_are_no_such_columns(self, moderator: Client):
        comment = make_comment(**SENDER)
        for answer in (select(moderator, comment), moderator.get(EXPORT)):
            text = text_of(answer)
            for secret in [*SECRETS, "البريد", "عنوان IP", "المتصفح"]:
                assert secret not in text

    def test_with_it_they_are_there(self, trusted: Client):
        comment = make_comment(**SENDER)
        for answer in (select(trusted, comment), trusted.get(EXPORT)):
            (row,) = rows_of(answer)
            assert row["البريد الإلكتروني"] == "salma@example.com"
            assert row["عنوان IP"] == "198.51.100.77"
            assert row["المتصفح"] == "Netscape Navigator"


class TestView:
    def test_it_holds_what_the_filters_leave_in_the_order_of_the_queue(self, moderator: Client):
        comments = [make_comment(status="pending") for _ in range(3)]
        make_comment(status="spam")
        rows = rows_of(moderator.get(f"{EXPORT}?status__exact=pending"))
        assert [row["الرقم"] for row in rows] == [str(comment.pk) for comment in comments]

    def test_it_holds_all_pages(self, moderator: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("comments.admin.queue.CommentAdmin.list_per_page", 2)
        for _ in range(5):
            make_comment()
        assert len(rows_of(moderator.get(EXPORT))) == 5

    def test_it_searches_as_the_queue_does(self, moderator: Client):
        make_comment(text="كلام عن المدرسة")
        make_comment(text="كلام آخر")
        (row,) = rows_of(moderator.get(EXPORT, {"q": "مدرسه"}))
        assert row["تعليق"] == "كلام عن المدرسة"

    def test_beyond_the_most_it_says_so(self, moderator: Client, monkeypatch: pytest.MonkeyPatch):
        for module in ("desk.counting", "desk.lists"):
            monkeypatch.setattr(f"newsportal.{module}.MOST", 2)
        monkeypatch.setattr(export, "MOST", 2)
        monkeypatch.setattr("comments.admin.queue.CommentAdmin.list_per_page", 1)
        comments = [make_comment() for _ in range(3)]
        assert len(rows_of(moderator.get(EXPORT))) == 2
        assert "يضم الملف أول 2" in moderator.get(CHANGELIST).content.decode()
        assert len(rows_of(select(moderator, *comments))) == 2

    @pytest.mark.parametrize("lookup", ["email__startswith=s", "ip_address=198.51.100.77", "parent__email=a"])
    def test_lookups_need_the_right_here_too(self, moderator: Client, lookup: str):
        assert moderator.get(f"{EXPORT}?{lookup}").status_code == 400

    def test_with_the_right_they_work(self, trusted: Client):
        make_comment(**SENDER)
        make_comment()
        assert len(rows_of(trusted.get(f"{EXPORT}?email__startswith=salma"))) == 1

    def test_nothing_is_an_empty_file_with_headings(self, moderator: Client):
        assert text_of(moderator.get(EXPORT)).startswith('\ufeff"الرقم","الحالة"')

    def test_the_queue_leads_there_with_its_filters(self, moderator: Client):
        html = moderator.get(f"{CHANGELIST}?status__exact=spam").content.decode()
        assert f'href="{EXPORT}?status__exact=spam"' in html

    def test_nobody_posts_there(self, moderator: Client):
        assert moderator.post(EXPORT).status_code == 405


class TestBadFilters:
    def test_a_broken_one_leads_to_the_list(self, moderator: Client):
        answer = moderator.get(f"{EXPORT}?created_at__gte=foo")
        assert (answer.status_code, answer["Location"]) == (302, f"{CHANGELIST}?e=1")


class TestRights:
    def test_without_the_right_to_view_there_is_no_file(self, client: Client):
        client.force_login(make_user(groups=("Editors",)))
        assert client.get(EXPORT).status_code == 403

    def test_with_it_alone_there_is(self, client: Client):
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="view_comment"))
        client.force_login(user)
        comment = make_comment()
        assert len(rows_of(client.get(EXPORT))) == 1
        assert len(rows_of(select(client, comment))) == 1

    def test_a_stranger_is_asked_to_log_in(self, client: Client):
        assert client.get(EXPORT)["Location"].startswith(reverse("admin:login"))


class TestLog:
    def test_it_says_who_exported_how_many_and_names_nobody(self, client: Client):
        user = make_user(groups=("Moderators",))
        client.force_login(user)
        comments = [make_comment(name="سلمى", **SENDER) for _ in range(3)]
        text_of(select(client, *comments))
        entry = LogEntry.objects.get()
        assert (entry.user, entry.object_id) == (user, None)
        assert entry.object_repr == entry.change_message == "صُدِّرت 3 تعليقات بصيغة CSV"
        assert "صُدِّرت 3 تعليقات" in client.get(reverse("admin:index")).content.decode()

    def test_it_tells_whether_addresses_went_along(self, trusted: Client):
        make_comment(**SENDER)
        text_of(trusted.get(EXPORT))
        stored = LogEntry.objects.get().object_repr
        assert stored == "صُدِّر تعليق واحد بصيغة CSV، مع عناوين البريد الإلكتروني وIP"
