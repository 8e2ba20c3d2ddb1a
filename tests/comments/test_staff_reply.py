"""The newsroom answers readers, from the queue and from the page of a story."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article
from comments import moderation
from comments.models import Comment
from newsportal.desk.credentials import PASSWORD
from newsportal.models import Generation, StaffPreference
from tests.factories import make_author, make_comment, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:comments_comment_changelist")
HIDDEN = "هذا التعليق لا يراه القراء"


def page_of(comment: Comment) -> str:
    return reverse("admin:comments_comment_reply", args=[comment.pk])


def answers_to(comment: Comment) -> list[Comment]:
    return list(Comment.objects.filter(parent=comment))


def counts_of(article: Article) -> tuple[int, int]:
    return Article.objects.values_list("comment_count", "thread_count").get(pk=article.pk)


def generation_of(article: Article) -> int:
    return Generation.objects.values_list("number", flat=True).get(name=f"article:{article.pk}")


class TestDeed:
    def test_it_is_shown_at_once_under_a_byline_and_without_an_address(self):
        comment, account = make_comment(), make_user()
        make_author(name="هدى الكاتبة", user=account)
        number = generation_of(comment.article)
        reply = moderation.reply(comment, text="نعم\u200b، صُحّح.", by=account)
        assert (reply.status, reply.name, reply.email) == ("approved", "هدى الكاتبة", "")
        assert (reply.author, reply.is_staff, reply.parent, reply.depth) == (account, True, comment, 2)
        assert counts_of(comment.article) == (2, 1)
        assert generation_of(comment.article) > number
        comment.refresh_from_db()
        assert comment.approved_below == 1

    def test_its_record_says_that_it_came_in_and_who_approved_it(self):
        account = make_user()
        latest, first = moderation.reply(make_comment(), text="نعم", by=account).moves.all()
        assert (first.from_status, first.to_status, first.by) == ("", "pending", None)
        assert (latest.from_status, latest.to_status, latest.by) == ("pending", "approved", account)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"first_name": "هدى", "last_name": "سالم", "username": "huda"}, "هدى سالم"),
            ({"username": "huda"}, "huda"),
            ({"first_name": "ا" * 150, "last_name": "ب" * 150}, "ا" * 100),
        ],
    )
    def test_without_a_byline_it_bears_the_name_of_the_account(self, fields: dict[str, Any], name: str):
        assert moderation.reply(make_comment(), text="نعم", by=make_user(**fields)).name == name

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_what_readers_do_not_see_is_not_answered(self, status: str):
        comment = make_comment(status=status)
        with pytest.raises(ValidationError) as refusal:
            moderation.reply(comment, text="نعم", by=make_user())
        assert refusal.value.code == "hidden"
        assert answers_to(comment) == []

    def test_the_same_answer_is_given_once(self):
        comment, account = make_comment(), make_user()
        moderation.reply(comment, text="نعم", by=account)
        with pytest.raises(ValidationError) as refusal:
            moderation.reply(comment, text="نعـــم", by=account)
        assert refusal.value.code == "duplicate"
        assert len(answers_to(comment)) == 1
        moderation.reply(comment, text="نعم", by=make_user())
        moderation.reply(make_comment(article=comment.article), text="نعم", by=account)

    def test_below_the_deepest_step_it_hangs_where_a_reader_s_would(self, settings: Any):
        settings.COMMENTS_MAX_DEPTH = 2
        root = make_comment()
        child = make_comment(article=root.article, parent=root)
        assert moderation.reply(child, text="نعم", by=make_user()).parent == root

    def test_an_old_story_is_still_answered_on(self, settings: Any):
        settings.COMMENTS_OPEN_DAYS = 0
        comment = make_comment()
        Article.objects.filter(pk=comment.article_id).update(comments_open=False)
        assert moderation.reply(comment, text="نعم", by=make_user()).status == "approved"


class TestPage:
    def test_it_shows_what_is_answered_and_asks_for_the_text_alone(self, moderator: Client):
        comment = make_comment(name="<b>رنا", text="أول\n\nثان")
        html = moderator.get(page_of(comment)).content.decode()
        for shown in ("&lt;b&gt;رنا", '<p dir="auto">أول</p><p dir="auto">ثان</p>', comment.article.title):
            assert shown in html
        for asked in ('name="name"', 'name="email"', "<b>رنا"):
            assert asked not in html

    def test_it_answers_and_returns_to_the_view_of_the_queue(self, moderator: Client):
        comment = make_comment()
        html = moderator.get(f"{CHANGELIST}?status__exact=approved").content.decode()
        address = f"{page_of(comment)}?_changelist_filters=status__exact%3Dapproved"
        assert f'href="{address}"' in html
        answer = moderator.post(address, {"text": "شكراً"}, follow=True)
        assert answer.redirect_chain == [(f"{CHANGELIST}?status__exact=approved", 302)]
        assert "نُشر ردك على الصفحة." in answer.content.decode()
        (reply,) = answers_to(comment)
        assert (reply.text, reply.status) == ("شكراً", "approved")
        assert reply.text in Client().get(comment.article.get_absolute_url()).content.decode()

    def test_an_old_name_of_a_press_takes_only_the_reply_back(self, moderator: Client):
        other, comment, batch = make_comment(status="pending"), make_comment(), str(uuid4())
        moderator.post(reverse("admin:comments_comment_decide", args=[other.pk, "refuse"]), {"batch": batch})
        moderator.post(page_of(comment), {"text": "شكراً", "batch": batch})
        own = str(answers_to(comment)[0].moves.latest("pk").batch)
        moderator.post(page_of(comment), {"text": "شكراً", "batch": own})
        (reply,) = answers_to(comment)
        moderation.undo(UUID(own), by=make_user())
        reply.refresh_from_db()
        other.refresh_from_db()
        assert (reply.status, other.status) == ("withdrawn", "refused")

    def test_from_the_story_it_returns_to_the_reply_there(self, moderator: Client):
        comment = make_comment()
        answer = moderator.post(f"{page_of(comment)}?from=article", {"text": "شكراً"})
        (reply,) = answers_to(comment)
        assert answer["Location"] == f"/news/{comment.article_id}/comments/{reply.pk}/"
        # No later page of the admin repeats what the story shows.
        assert "messagelist" not in moderator.get(CHANGELIST).content.decode()

    def test_an_english_account_returns_to_the_story_and_not_to_its_english_frame(self, client: Client):
        account, comment = make_user(groups=("Moderators",)), make_comment()
        StaffPreference.objects.create(user=account, language="en")
        client.force_login(account)
        assert "Reply to" in client.get(f"{page_of(comment)}?from=article").content.decode()
        answer = client.post(f"{page_of(comment)}?from=article", {"text": "شكراً"})
        assert answer["Location"].startswith("/news/")

    @pytest.mark.parametrize("text", ["", "\u200b\u3164", "أ" * 5_001])
    def test_a_text_that_no_reader_may_post_comes_back(self, moderator: Client, text: str):
        comment = make_comment()
        answer = moderator.post(page_of(comment), {"text": text})
        assert answer.status_code == 422
        assert 'class="errorlist"' in answer.content.decode()
        assert "أ" * len(text.strip("\u200b\u3164")) in answer.content.decode()
        assert answers_to(comment) == []

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_what_is_no_longer_shown_is_told_and_the_text_stays(self, moderator: Client, status: str):
        comment = make_comment(status=status)
        answer = moderator.post(page_of(comment), {"text": "نص طويل"})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert HIDDEN in html
        assert "نص طويل</textarea>" in html

    def test_a_second_press_is_told(self, moderator: Client):
        comment = make_comment()
        answers = [moderator.post(page_of(comment), {"text": "شكراً"}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 409]
        assert "سبق أن نشرت هذا الرد هنا." in answers[1].content.decode()

    def test_bad_characters_are_cleaned(self, moderator: Client):
        comment = make_comment()
        assert moderator.post(page_of(comment), {"text": "نعم\x00\u202e\x07"}).status_code == 302
        assert "\x00" not in answers_to(comment)[0].text

    def test_an_address_outside_is_never_returned_to(self, moderator: Client):
        for query in ("_changelist_filters=//thief.example", "from=//thief.example"):
            answer = moderator.post(f"{page_of(make_comment())}?{query}", {"text": "شكراً"})
            assert answer["Location"].startswith(CHANGELIST)

    def test_what_is_gone_is_404(self, moderator: Client):
        for key in (999_999, 10**30):
            assert moderator.get(f"{CHANGELIST}{key}/reply/").status_code == 404


class TestQueue:
    def test_only_what_readers_see_or_will_see_can_be_answered(self, moderator: Client):
        for status in ("refused", "spam", "withdrawn"):
            make_comment(status=status)
        answered = {page_of(make_comment()), page_of(make_comment(status="pending"))}
        html = moderator.get(CHANGELIST).content.decode()
        assert {page for page in (page_of(comment) for comment in Comment.objects.all()) if page in html} == answered

    def test_a_reply_of_the_newsroom_says_so_and_has_no_mask(self, moderator: Client, trusted: Client):
        account = make_user(username="huda")
        reply = moderation.reply(make_comment(), text="نعم", by=account)
        for client in (moderator, trusted):
            assert gettext("by the newsroom") in client.get(CHANGELIST).content.decode()
            html = client.get(reverse("admin:comments_comment_change", args=[reply.pk])).content.decode()
            assert "•••" not in html
            assert "huda" in html


class TestRights:
    def test_without_the_right_it_is_refused(self, client: Client):
        comment = make_comment()
        client.force_login(make_user(groups=("Editors",)))
        assert client.get(page_of(comment)).status_code == 403
        assert client.post(page_of(comment), {"text": "شكراً"}).status_code == 403
        assert answers_to(comment) == []

    def test_a_stranger_is_asked_to_log_in(self, client: Client):
        comment = make_comment()
        assert client.get(page_of(comment))["Location"].startswith(reverse("admin:login"))
        answer = client.post(page_of(comment), {"text": "شكراً"})
        assert answer.status_code == 403
        assert PASSWORD in answer.content.decode()
        assert answers_to(comment) == []

    def test_a_post_without_the_token_answers_nothing(self):
        comment = make_comment()
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user(groups=("Moderators",)))
        assert client.post(page_of(comment), {"text": "شكراً"}).status_code == 403
        assert answers_to(comment) == []

    def test_a_guest_s_comment_is_nobody_s_whoever_is_signed_in(self, moderator: Client):
        comment = make_comment()
        address = reverse("comments:post_comment", args=[comment.article_id])
        data = {"comment": "تعليق", "name": "رنا", "email": "rana@example.com"}
        moderator.post(address, data, headers={"sec-fetch-site": "same-origin"})
        posted = Comment.objects.get(name="رنا")
        assert (posted.author, posted.is_staff, posted.status) == (None, False, "pending")
