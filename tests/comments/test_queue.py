import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from comments import moderation
from comments.models import Comment
from comments.rules.content import LINKS
from comments.rules.sending import ORIGIN
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")


def rows_of(client: Client, query: str = "") -> list[int]:
    html = client.get(f"{CHANGELIST}{query}").content.decode()
    return [int(key) for key in re.findall(r'name="_selected_action" value="(\d+)"', html)]


def make_aged(hours: float, **fields: Any) -> Comment:
    return make_comment(created_at=timezone.now() - timedelta(hours=hours), **fields)


def status_of(comment: Comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


class TestOrder:
    def test_what_waits_longest_stands_first_and_what_is_decided_last(self, moderator: Client):
        approved, old_spam = make_aged(9), make_aged(30, status="spam")
        young, old = make_aged(1, status="pending"), make_aged(5, status="pending")
        assert rows_of(moderator) == [old.pk, young.pk, approved.pk, old_spam.pk]

    def test_one_status_alone(self, moderator: Client):
        young, old = make_aged(1, status="pending"), make_aged(5, status="pending")
        first, last = make_aged(2), make_aged(9)
        assert rows_of(moderator, "?status__exact=pending") == [old.pk, young.pk]
        assert rows_of(moderator, "?status__exact=approved") == [first.pk, last.pk]


class TestFilters:
    def test_by_section(self, moderator: Client):
        here, _ = make_comment(), make_comment()
        assert rows_of(moderator, f"?article__section__id__exact={here.article.section_id}") == [here.pk]

    def test_by_article_among_those_where_comments_wait(self, moderator: Client):
        here, other = make_comment(status="pending"), make_comment(status="pending")
        assert rows_of(moderator, f"?article={here.article_id}") == [here.pk]
        html = moderator.get(CHANGELIST).content.decode()
        assert f"?article={other.article_id}" in html

    def test_any_article_can_be_asked_for_by_its_number(self, moderator: Client):
        here, _ = make_comment(), make_comment()
        assert rows_of(moderator, f"?article={here.article_id}") == [here.pk]

    @pytest.mark.parametrize("value", ["x", "0", "-1"])
    def test_nonsense_filters_nothing(self, moderator: Client, value: str):
        make_comment()
        assert moderator.get(CHANGELIST, {"article": value}).status_code == 200

    def test_a_number_beyond_all_keys_is_refused(self, moderator: Client):
        assert moderator.get(CHANGELIST, {"article": "9" * 30}).status_code == 400

    def test_search_reads_texts_and_names(self, moderator: Client):
        by_text, by_name = make_comment(text="عن الميناء"), make_comment(name="ميناء")
        make_comment()
        assert set(rows_of(moderator, "?q=ميناء")) == {by_text.pk, by_name.pk}


class TestRow:
    def test_it_shows_what_a_decision_needs(self, moderator: Client):
        parent = make_comment(name="رنا")
        comment = Comment(
            article=parent.article, parent=parent, name="سلمى", email="salma@example.com", text="أول\n\nثان"
        )
        moderation.receive(comment, broken=[LINKS, ORIGIN])
        html = moderator.get(CHANGELIST).content.decode()
        for shown in (
            f'<bdi id="author-{comment.pk}">سلمى</bdi>',
            '<p dir="auto">أول</p><p dir="auto">ثان</p>',
            "<bdi>رنا</bdi>",
            parent.article.title,
            gettext("Several links"),
            gettext("Unknown origin"),
        ):
            assert shown in html

    def test_a_long_comment_folds_and_stays_whole(self, moderator: Client):
        text = "كلمة " * 200 + "خاتمة"
        make_comment(status="pending", text=text)
        html = moderator.get(CHANGELIST).content.decode()
        assert '<details><summary dir="auto">' in html
        assert f'<p dir="auto">{text}</p></details>' in html

    def test_what_was_typed_is_escaped(self, moderator: Client):
        make_comment(status="pending", name="<b>1</b>", text="<i>2</i>" * 100)
        html = moderator.get(CHANGELIST).content.decode()
        assert "<b>1" not in html
        assert "<i>2" not in html

    def test_only_decisions_that_change_something_are_offered(self, moderator: Client):
        offered = {
            "pending": {"approve", "spam", "refuse"},
            "approved": {"hold", "spam", "refuse"},
            "withdrawn": set(),
        }
        for status, names in offered.items():
            comment = make_comment(status=status)
            html = moderator.get(CHANGELIST).content.decode()
            assert set(re.findall(rf"/{comment.pk}/decide/(\w+)/", html)) == names

    def test_a_page_of_the_queue_asks_the_same_queries_for_any_number(
        self, moderator: Client, django_assert_max_num_queries: Any
    ):
        parent = make_comment()
        for _ in range(12):
            make_comment(article=make_article(), status="pending")
            make_comment(article=parent.article, parent=parent, status="pending")
        Comment.objects.update(open_reports=3)
        with django_assert_max_num_queries(20):
            assert moderator.get(CHANGELIST).status_code == 200


class TestDecision:
    @pytest.mark.parametrize(
        ("name", "status"), [("approve", "approved"), ("spam", "spam"), ("refuse", "refused"), ("hold", "pending")]
    )
    def test_a_button_moves_one_comment(self, moderator: Client, name: str, status: str):
        comment, other = (make_comment(status="pending" if name != "hold" else "spam") for _ in range(2))
        moderator.post(reverse("admin:comments_comment_decide", args=[comment.pk, name]))
        assert status_of(comment) == status
        assert status_of(other) != status

    def test_it_returns_to_the_same_view_and_says_what_happened(self, moderator: Client):
        comment = make_comment(status="pending")
        html = moderator.get(f"{CHANGELIST}?status__exact=pending").content.decode()
        (address,) = re.findall(r'formaction="([^"]*approve[^"]*)"', html)
        answer = moderator.post(address.replace("&amp;", "&"), follow=True)
        assert answer.redirect_chain == [(f"{CHANGELIST}?status__exact=pending", 302)]
        with translation.override("ar"):
            said = translation.ngettext("%(count)d comment was approved.", "%(count)d comments were approved.", 1)
            assert said in answer.content.decode()
        assert status_of(comment) == "approved"

    def test_a_double_click_is_one_decision(self, moderator: Client):
        comment = make_comment(status="pending")
        address = reverse("admin:comments_comment_decide", args=[comment.pk, "approve"])
        answers = [moderator.post(address, follow=True) for _ in range(2)]
        assert "لم يتغير شيء: حال التعليق «منشور» من قبل" in answers[1].content.decode()
        assert comment.moves.count() == 2

    def test_a_comment_that_is_gone_is_told(self, moderator: Client):
        for key in (999999, 10**30):
            answer = moderator.post(f"{CHANGELIST}{key}/decide/approve/", follow=True)
            assert answer.status_code == 200

    def test_what_is_no_decision_is_404(self, moderator: Client):
        comment = make_comment()
        assert moderator.post(f"{CHANGELIST}{comment.pk}/decide/withdraw/").status_code == 404

    def test_following_a_link_decides_nothing(self, moderator: Client):
        comment = make_comment(status="pending")
        answer = moderator.get(f"{CHANGELIST}{comment.pk}/decide/approve/", follow=True)
        assert gettext("A link decides nothing. Press the button beside the comment.") in (answer.content.decode())
        assert status_of(comment) == "pending"

    def test_a_post_without_the_token_decides_nothing(self):
        comment = make_comment(status="pending")
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user(groups=("Moderators",)))
        assert client.post(f"{CHANGELIST}{comment.pk}/decide/approve/").status_code == 403
        assert status_of(comment) == "pending"

    def test_an_address_outside_is_never_returned_to(self, moderator: Client):
        comment = make_comment(status="pending")
        address = f"{CHANGELIST}{comment.pk}/decide/approve/?_changelist_filters=//thief.example%0d%0aX: 1"
        answer = moderator.post(address)
        assert answer["Location"].startswith(f"{CHANGELIST}?")

    @pytest.mark.parametrize(
        ("name", "status"), [("approve", "approved"), ("spam", "spam"), ("refuse", "refused"), ("hold", "pending")]
    )
    def test_a_bulk_moves_all_that_are_ticked(self, moderator: Client, name: str, status: str):
        comments = [make_comment(status="pending" if name != "hold" else "spam") for _ in range(3)]
        ticked = [comment.pk for comment in comments[:2]]
        moderator.post(CHANGELIST, {"action": f"{name}_selected", "_selected_action": ticked})
        assert [status_of(comment) == status for comment in comments] == [True, True, False]


class TestRecord:
    def test_the_record_is_there_to_read_and_not_to_change(self, moderator: Client):
        comment = make_comment(status="pending")
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=None, reason="إساءة إلى شخص")
        html = moderator.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
        assert "إساءة إلى شخص" in html
        assert re.findall(r'<(?:input|textarea|select)[^>]* name="(?!_|csrf)(\w+)"', html) == [
            "batch",
            "seen",
            "batch",
            "seen",
            "text",
        ]

    def test_status_and_sender_are_not_in_the_form(self, moderator: Client):
        comment = make_comment(status="pending", text="قديم")
        data = {
            "text": "جديد",
            "status": "approved",
            "email": "thief@example.com",
            "name": "غيري",
        }
        moderator.post(reverse("admin:comments_comment_change", args=[comment.pk]), data)
        stored = Comment.objects.get(pk=comment.pk)
        assert (stored.text, stored.status, stored.email, stored.name) == (
            "جديد", "pending", comment.email, comment.name,
        )  # fmt: skip

    @pytest.mark.parametrize("text", ["", "\u200b\u3164", "أ" * 5001])
    def test_a_text_that_no_reader_may_post_no_moderator_may_store(self, moderator: Client, text: str):
        comment = make_comment(text="قديم")
        data = {"text": text}
        answer = moderator.post(reverse("admin:comments_comment_change", args=[comment.pk]), data)
        assert answer.status_code == 200
        assert Comment.objects.get(pk=comment.pk).text == "قديم"
