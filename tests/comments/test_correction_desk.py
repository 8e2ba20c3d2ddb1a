"""The editors' side: the list of what readers want corrected, one of them, and the answer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Correction
from comments.corrections.answering import AnsweredError, accept, decline
from comments.models import ReaderCorrection
from tests.articles.newsroom import change_of
from tests.comments.corrections import LIST, RIGHT, WRONG, make_correction, make_editor, page_of
from tests.comments.test_rights import give
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

State = ReaderCorrection.State
INDEX = reverse("admin:index")


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor())
    return client


def answer(client: Client, found: ReaderCorrection, **changes: Any) -> Any:
    return client.post(page_of(found), {"outcome": "corrected", "text": RIGHT, "answer": "", **changes})


def shown(client: Client, query: str = "") -> list[int]:
    return [row.pk for row in client.get(LIST + query).context["cl"].result_list]


class TestList:
    def test_open_ones_stand_first_the_oldest_on_top(self, editor: Client):
        now = timezone.now()
        answered = make_correction(state="unneeded", answered_at=now, created_at=now)
        younger = make_correction(created_at=now - timedelta(hours=1))
        older = make_correction(created_at=now - timedelta(hours=2))
        assert shown(editor) == [older.pk, younger.pk, answered.pk]

    def test_it_shows_story_text_name_and_time(self, editor: Client):
        found = make_correction(name="<b>سلمى</b>", text="خطأ\u202e في العنوان")
        html = editor.get(LIST).content.decode()
        assert found.article.title in html
        assert "&lt;b&gt;سلمى&lt;/b&gt;" in html
        assert "خطأ[RLO] في العنوان" in html
        assert "<time datetime=" in html

    def test_what_was_kept_out_has_a_list_of_its_own(self, editor: Client):
        found, out = make_correction(), make_correction(state="kept_out")
        assert shown(editor) == [found.pk]
        assert shown(editor, "?state=kept_out") == [out.pk]

    def test_it_narrows_to_a_state_and_a_story(self, editor: Client):
        found, other = make_correction(), make_correction()
        done = make_correction(found.article, state="unneeded", answered_at=timezone.now())
        assert shown(editor, f"?article={found.article_id}") == [found.pk, done.pk]
        assert shown(editor, f"?state=open&article={found.article_id}") == [found.pk]
        assert shown(editor, "?state=answered") == [done.pk]
        assert shown(editor, "?article=x&state=y") == [found.pk, other.pk, done.pk]

    def test_rows_are_read_in_as_many_queries_as_one(self, editor: Client, django_assert_max_num_queries: Any):
        make_correction()
        editor.get(LIST)
        with django_assert_max_num_queries(12):
            editor.get(LIST)
        for _ in range(9):
            make_correction()
        with django_assert_max_num_queries(12):
            assert len(shown(editor)) == 10

    def test_later_pages_follow(self, editor: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("comments.admin.corrections.ReaderCorrectionAdmin.list_per_page", 2)
        rows = [make_correction(created_at=timezone.now() + timedelta(minutes=number)).pk for number in range(3)]
        page = editor.get(LIST).content.decode()
        address = re.search(r'<a rel="next" href="([^"]+)"', page)
        assert address
        assert shown(editor, address[1].replace("&amp;", "&")) == rows[2:]


class TestWhoReads:
    def test_reporter_reads_what_concerns_their_own_stories(self, client: Client):
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        own, other = make_correction(make_article(created_by=reporter)), make_correction()
        assert shown(client) == [own.pk]
        assert WRONG in client.get(page_of(own)).content.decode()
        assert client.get(page_of(other)).status_code == 404

    def test_reporter_answers_none(self, client: Client):
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        own = make_correction(make_article(created_by=reporter))
        assert 'name="outcome"' not in client.get(page_of(own)).content.decode()
        assert answer(client, own).status_code == 403
        own.refresh_from_db()
        assert own.state == State.OPEN

    @pytest.mark.parametrize("group", ["Editors", "Administrators"])
    def test_whoever_publishes_answers(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        found = make_correction()
        assert answer(client, found).status_code == 302
        found.refresh_from_db()
        assert found.state == State.CORRECTED

    def test_moderator_reads_and_answers_none(self, moderator: Client):
        found = make_correction()
        assert moderator.get(LIST).status_code == 403
        assert moderator.get(page_of(found)).status_code in {403, 404}
        assert answer(moderator, found).status_code in {403, 404}
        assert WRONG not in moderator.get(INDEX).content.decode()

    @pytest.mark.parametrize("deed", ["accept", "decline"])
    def test_without_the_right_to_publish_nothing_is_answered(self, deed: str):
        found, reporter = make_correction(), make_user(groups=("Reporters",))
        with pytest.raises(PermissionDenied):
            accept(found, text=RIGHT, by=reporter) if deed == "accept" else decline(found, by=reporter)
        assert not Correction.objects.exists()

    def test_a_deleted_story_takes_it_along(self, editor: Client):
        found = make_correction()
        address = reverse("admin:articles_article_delete", args=[found.article_id])
        assert editor.post(address, {"post": "yes"}).status_code == 302
        assert not Article.objects.exists()
        assert not ReaderCorrection.objects.exists()

    def test_nobody_adds_changes_or_deletes_one_there(self, editor: Client):
        found = make_correction()
        for path in (f"{LIST}add/", f"{LIST}{found.pk}/delete/"):
            assert editor.post(path).status_code == 403
        editor.post(LIST, {"action": "delete_selected", "_selected_action": [found.pk]})
        assert ReaderCorrection.objects.filter(pk=found.pk).exists()


class TestPrivacy:
    SECRET = "salma@example.com"

    def test_address_is_for_holders_of_the_right(self, client: Client):
        user = make_editor()
        client.force_login(user)
        found = make_correction(ip_address="198.51.100.77", network="198.51.100.77", user_agent="Netscape")
        for path in (LIST, page_of(found)):
            html = client.get(path).content.decode()
            assert not [secret for secret in (self.SECRET, "198.51.100", "Netscape") if secret in html]
        give(user, "view_private_email")
        assert self.SECRET in client.get(page_of(found)).content.decode()

    @pytest.mark.parametrize(
        "lookup",
        ["email=salma@example.com", "email__startswith=s", "network=1", "ip_address__gte=1", "user_agent__contains=N"],
    )
    def test_it_is_not_looked_up_without_it(self, editor: Client, lookup: str):
        make_correction()
        assert editor.get(f"{LIST}?{lookup}").status_code in {302, 400}

    @pytest.mark.parametrize("lookup", ["status_digest__startswith=a", "folded__startswith=a"])
    def test_digests_are_looked_up_by_nobody(self, editor: Client, lookup: str):
        assert editor.get(f"{LIST}?{lookup}").status_code in {302, 400}

    def test_no_way_leads_to_it_through_stories(self, editor: Client):
        make_correction()
        path = reverse("admin:articles_article_changelist")
        assert editor.get(f"{path}?reader_corrections__email__startswith=s").status_code in {302, 400}


class TestAnswer:
    def test_correction_stands_below_the_story_without_a_name(self, editor: Client):
        found = make_correction()
        answer(editor, found, answer="شكراً لك.", is_credited="on")
        found.refresh_from_db()
        made = found.article.corrections.get()
        assert (made.text, made.credit) == (RIGHT, "")
        assert (found.correction_id, found.answer, found.state) == (made.pk, "شكراً لك.", State.CORRECTED)
        html = editor.get(found.article.get_absolute_url()).content.decode()
        assert RIGHT in html
        assert "سلمى" not in html

    @pytest.mark.parametrize(("tick", "credit"), [({"is_credited": "on"}, "سلمى"), ({}, "")])
    def test_reader_who_agreed_is_named_where_the_editor_says_so(
        self, editor: Client, tick: dict[str, str], credit: str
    ):
        found = make_correction(may_be_named=True)
        answer(editor, found, **tick)
        assert found.article.corrections.get().credit == credit

    def test_tick_is_there_for_who_agreed_alone(self, editor: Client):
        assert 'name="is_credited"' not in editor.get(page_of(make_correction())).content.decode()
        html = editor.get(page_of(make_correction(may_be_named=True))).content.decode()
        assert " checked" in html[html.index('name="is_credited"') :].partition(">")[0]

    def test_nothing_to_correct_changes_no_story(self, editor: Client):
        found = make_correction()
        answer(editor, found, outcome="unneeded", text="")
        found.refresh_from_db()
        assert (found.state, found.correction) == (State.UNNEEDED, None)
        assert found.answered_by is not None
        assert Article.objects.get(pk=found.article_id).corrected_at is None

    def test_missing_words_are_asked_for_and_the_others_kept(self, editor: Client):
        found = make_correction()
        page = answer(editor, found, text=" ", answer="رد لا يضيع")
        assert page.status_code == 422
        assert "اكتبه هنا" in page.content.decode()
        assert "رد لا يضيع" in page.content.decode()
        assert not Correction.objects.exists()

    @pytest.mark.parametrize(
        "wrong", [{"outcome": ""}, {"outcome": "kept_out"}, {"text": "ن" * 501}, {"answer": "ن" * 1_001}]
    )
    def test_bad_input_is_refused(self, editor: Client, wrong: dict[str, str]):
        assert answer(editor, make_correction(), **wrong).status_code == 422

    @pytest.mark.parametrize("status", ["withdrawn", "draft"])
    def test_story_that_readers_do_not_see_is_not_corrected(self, editor: Client, status: str):
        found = make_correction(make_article(status=status))
        page = answer(editor, found)
        assert page.status_code == 422
        assert "لا يرى القراء هذا الخبر الآن" in page.content.decode()
        assert answer(editor, found, outcome="unneeded").status_code == 302

    def test_second_answer_is_told_that_it_came_late(self, editor: Client):
        found = make_correction()
        answer(editor, found)
        page = editor.post(page_of(found), {"outcome": "unneeded", "answer": ""}, follow=True)
        assert "رُدّ على هذا التصحيح في أثناء ذلك" in page.content.decode()
        found.refresh_from_db()
        assert found.state == State.CORRECTED
        assert Correction.objects.count() == 1

    def test_what_was_taken_back_is_not_answered(self):
        found = make_correction()
        ReaderCorrection.objects.all().delete()
        with pytest.raises(AnsweredError):
            accept(found, text=RIGHT, by=make_editor())
        assert not Correction.objects.exists()

    def test_what_was_kept_out_wrongly_is_answered(self, editor: Client):
        found = make_correction(state="kept_out")
        assert answer(editor, found).status_code == 302

    def test_page_shows_the_answer_that_was_given(self, editor: Client):
        found = make_correction()
        answer(editor, found, answer="شكراً لك.")
        html = editor.get(page_of(found)).content.decode()
        assert RIGHT in html
        assert "شكراً لك." in html
        assert 'name="outcome"' not in html

    @pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 30])
    def test_impossible_key_is_404(self, editor: Client, key: str):
        assert editor.get(f"{LIST}{key}/change/").status_code == 404


class TestHearing:
    def test_form_of_the_story_says_how_many_are_open(self, editor: Client):
        found = make_correction()
        make_correction(found.article, state="unneeded", answered_at=timezone.now())
        make_correction()
        html = editor.get(change_of(found.article)).content.decode()
        assert "تصحيح واحد من القراء ينتظر رداً." in html
        assert f"?state=open&amp;article={found.article_id}" in html

    def test_form_without_any_says_nothing(self, editor: Client):
        html = editor.get(change_of(make_article())).content.decode()
        assert "panel-reader-corrections" not in html
        assert editor.get(reverse("admin:articles_article_add")).status_code == 200

    def test_front_page_says_how_many_are_open(self, editor: Client):
        assert "desk-corrections" not in editor.get(INDEX).content.decode()
        make_correction(), make_correction(), make_correction(state="kept_out")
        assert "تصحيحان من القراء ينتظران رداً." in editor.get(INDEX).content.decode()

    def test_front_page_of_a_reporter_counts_their_own(self, client: Client):
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        make_correction(make_article(created_by=reporter)), make_correction()
        assert "تصحيح واحد من القراء ينتظر رداً." in client.get(INDEX).content.decode()

    def test_moderators_hear_nothing(self, moderator: Client):
        make_correction()
        assert "desk-corrections" not in moderator.get(INDEX).content.decode()

    def test_queue_of_comments_does_not_hold_them(self, moderator: Client):
        make_correction(text="نص سري")
        make_comment(status="pending")
        assert "نص سري" not in moderator.get(reverse("admin:comments_comment_changelist")).content.decode()
