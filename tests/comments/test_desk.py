"""What a moderator is told and offered at the desk: sentences, tabs, history, pages that ask for more."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from comments import moderation
from comments.admin import outcomes
from comments.admin.history import LATEST, History, histories
from comments.admin.rows import history_in_words
from comments.models import Comment, Move
from comments.rules.words import WORDS
from tests.comments.test_word_desk import make_word
from tests.factories import make_article, make_comment, make_settings, make_user

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:comments_comment_changelist")


def address(name: str, comment: Comment, *more: str) -> str:
    return reverse(f"admin:comments_comment_{name}", args=[comment.pk, *more])


def decide(client: Client, comment: Comment, name: str, *, seen: int | None = None, **data: Any) -> str:
    """Press a button beside a comment in the version that was seen; return the page that follows."""
    data = {**({} if seen is None else {"seen": f"{comment.pk}:{seen}"}), **data}
    return client.post(address("decide", comment, name), data, follow=True).content.decode()


def status_of(comment: Comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


def version_of(comment: Comment) -> int:
    return Comment.objects.values_list("version", flat=True).get(pk=comment.pk)


class TestSentences:
    @pytest.mark.parametrize(
        ("count", "words"),
        [
            (0, "لم يُرفض أي تعليق."), (1, "رُفض تعليق واحد."), (2, "رُفض تعليقان."), (3, "رُفضت 3 تعليقات."),
            (10, "رُفضت 10 تعليقات."), (11, "رُفض 11 تعليقاً."), (99, "رُفض 99 تعليقاً."), (100, "رُفض 100 تعليق."),
            (101, "رُفض 101 تعليق."), (102, "رُفض 102 تعليق."), (103, "رُفضت 103 تعليقات."),
        ],
    )  # fmt: skip
    def test_a_count_changes_the_whole_sentence(self, count: int, words: str):
        with override("ar"):
            assert outcomes.in_words(outcomes.refused, count) == words

    def test_they_obey_the_papers_digits(self):
        make_settings(digits="eastern")
        with override("ar"):
            assert outcomes.in_words(outcomes.approved, 11) == "نُشر ١١ تعليقاً."


class TestPress:
    def test_the_same_form_twice_is_answered_twice_and_obeyed_once(self, moderator: Client):
        comment, batch = make_comment(status="pending"), str(uuid4())
        for _ in range(2):
            html = decide(moderator, comment, "approve", seen=comment.version, batch=batch)
            assert "نُشر تعليق واحد." in html
        assert comment.moves.count() == 2

    @pytest.mark.parametrize("name", ["spam", "hold"])
    def test_an_old_name_of_a_press_loses_no_decision(self, moderator: Client, name: str):
        first, second = make_comment(status="pending"), make_comment(status="approved")
        batch = str(uuid4())
        decide(moderator, first, "approve", batch=batch)
        decide(moderator, second, name, batch=batch)
        assert (status_of(first), status_of(second)) == ("approved", "spam" if name == "spam" else "pending")
        decide(moderator, first, "refuse", batch=batch)
        assert status_of(first) == "refused"

    def test_what_was_taken_back_is_not_said_to_stand(self, moderator: Client):
        comment, batch = make_comment(status="pending"), uuid4()
        decide(moderator, comment, "approve", batch=str(batch))
        moderation.undo(batch, by=make_user())
        decide(moderator, comment, "approve", batch=str(batch))
        assert status_of(comment) == "approved"

    def test_a_stale_row_is_told_who_was_faster(self, moderator: Client):
        comment = make_comment(status="pending")
        colleague = make_user(first_name="هدى", last_name="سالم")
        moderation.refuse(Comment.objects.filter(pk=comment.pk), by=colleague)
        html = decide(moderator, comment, "approve", seen=comment.version)
        assert "هدى سالم" in html
        assert "حال التعليق الآن «مرفوض»، ولم يُنفَّذ قرارك." in html
        assert status_of(comment) == "refused"

    def test_an_edited_text_is_not_approved_unread(self, moderator: Client):
        comment = make_comment(status="pending")
        moderation.rewrite(comment, text="نص آخر", broken=[])
        assert "اقرأ النص الجديد ثم قرّر." in decide(moderator, comment, "approve", seen=comment.version)
        assert status_of(comment) == "pending"

    def test_a_comment_that_is_gone_says_so(self, moderator: Client):
        comment = make_comment(status="pending")
        page = address("decide", comment, "approve")
        moderation.erase(Comment.objects.all())
        assert "هذا التعليق لم يعد موجوداً" in moderator.post(page, follow=True).content.decode()

    def test_what_its_author_took_back_says_so(self, moderator: Client):
        assert "حذف صاحب التعليق تعليقه" in decide(moderator, make_comment(status="withdrawn"), "approve")

    @pytest.mark.parametrize("seen", ["", "x", "1:", ":1", "1:x", "1:-1", "9" * 40 + ":1", "1:" + "9" * 40, "1:2:3"])
    def test_nonsense_about_what_was_seen_counts_as_nothing(self, moderator: Client, seen: str):
        comment = make_comment(status="pending")
        moderator.post(address("decide", comment, "approve"), {"seen": seen, "batch": "x"})
        assert status_of(comment) == "approved"

    def test_a_bulk_in_a_tab_tells_of_what_left_it(self, moderator: Client):
        first, second, third = (make_comment(status="pending") for _ in range(3))
        ticked = [first.pk, second.pk, third.pk]
        moderation.mark_spam(Comment.objects.filter(pk=second.pk), by=make_user())
        moderation.erase(Comment.objects.filter(pk=third.pk))
        data = {"action": "refuse_selected", "_selected_action": ticked, "seen": [f"{second.pk}:{second.version}"]}
        html = moderator.post(f"{QUEUE}?status__exact=pending", data, follow=True).content.decode()
        assert "رُفض تعليق واحد." in html
        assert "تُرك تعليقان على حالهما" in html
        assert (status_of(first), status_of(second)) == ("refused", "spam")

    def test_a_bulk_of_one_that_is_gone_says_so(self, moderator: Client):
        comment = make_comment(status="pending")
        data = {"action": "refuse_selected", "_selected_action": [comment.pk]}
        moderation.erase(Comment.objects.all())
        assert "هذا التعليق لم يعد موجوداً" in moderator.post(QUEUE, data, follow=True).content.decode()

    def test_a_bulk_leaves_what_changed_and_says_how_many(self, moderator: Client):
        first, second, third = (make_comment(status="pending") for _ in range(3))
        moderation.rewrite(second, text="نص آخر", broken=[])
        data = {
            "action": "refuse_selected",
            "_selected_action": [first.pk, second.pk, third.pk],
            "seen": [f"{comment.pk}:{comment.version}" for comment in (first, second, third)],
        }
        html = moderator.post(QUEUE, data, follow=True).content.decode()
        assert "رُفض تعليقان." in html
        assert "تُرك تعليق واحد على حاله" in html
        assert [status_of(comment) for comment in (first, second, third)] == ["refused", "pending", "refused"]


class TestTakingBack:
    def undo_address(self, html: str) -> str:
        (found,) = re.findall(r'formaction="([^"]*/undo/[^"]*)"', html)
        return found.replace("&amp;", "&")

    def test_the_queue_offers_the_latest_press_and_then_the_one_before(self, moderator: Client):
        first, second = make_comment(status="pending"), make_comment(status="pending")
        decide(moderator, first, "approve")
        html = decide(moderator, second, "refuse")
        html = moderator.post(self.undo_address(html), follow=True).content.decode()
        assert "تراجعتَ عن القرار: عاد تعليق واحد كما كان." in html
        assert (status_of(first), status_of(second)) == ("approved", "pending")
        html = moderator.post(self.undo_address(html), follow=True).content.decode()
        assert status_of(first) == "pending"
        assert "/undo/" not in html

    def test_a_link_takes_nothing_back(self, moderator: Client):
        comment = make_comment(status="pending")
        page = self.undo_address(decide(moderator, comment, "approve"))
        moderator.get(page)
        assert status_of(comment) == "approved"

    def test_without_the_right_nothing_is_taken_back(self, client: Client):
        comment, batch = make_comment(status="pending"), uuid4()
        moderation.approve(Comment.objects.filter(pk=comment.pk), by=make_user(), batch=batch)
        account = make_user()
        account.user_permissions.add(*Permission.objects.filter(codename__in=["view_comment", "change_comment"]))
        client.force_login(account)
        assert client.post(reverse("admin:comments_comment_undo", args=[batch])).status_code == 403
        assert status_of(comment) == "approved"

    def test_on_a_comments_own_page_the_others_of_a_bulk_stay(self, moderator: Client):
        first, second, batch = make_comment(status="pending"), make_comment(status="pending"), uuid4()
        moderation.refuse(Comment.objects.all(), by=make_user(), batch=batch)
        html = moderator.get(address("change", first)).content.decode()
        moderator.post(self.undo_address(html))
        assert (status_of(first), status_of(second)) == ("pending", "refused")

    def test_what_never_was_is_answered(self, moderator: Client):
        page = reverse("admin:comments_comment_undo", args=[uuid4()])
        assert "لا شيء يُتراجع عنه" in moderator.post(page, follow=True).content.decode()


class TestTabs:
    def test_each_has_its_number_and_keeps_the_search(self, moderator: Client):
        for status in ("pending", "pending", "approved", "spam", "refused"):
            make_comment(status=status)
        Comment.objects.filter(status="approved").update(open_reports=2)
        html = moderator.get(f"{QUEUE}?q=تعليق&status__exact=spam").content.decode()
        tabs = re.findall(r'<a href="([^"]*)"( aria-current="page")?>([^<]+) <span>(\d+)</span>', html)
        assert [(label, int(number)) for _, _, label, number in tabs] == [
            ("الكل", 5), ("بانتظار المراجعة", 2), ("مُبلَّغ عنها", 1), ("منشورة", 1), ("مزعجة", 1), ("مرفوضة", 1),
        ]  # fmt: skip
        assert [label for _, current, label, _ in tabs if current] == ["مزعجة"]
        assert all("q=" in address for address, *_ in tabs)

    def test_of_one_story_they_count_its_own(self, moderator: Client):
        here, _ = make_comment(status="pending"), make_comment(status="pending")
        html = moderator.get(f"{QUEUE}?article={here.article_id}").content.decode()
        assert "بانتظار المراجعة <span>1</span>" in html


class TestHistory:
    def test_it_counts_what_was_decided_under_the_address(self):
        for status in ("approved", "approved", "refused", "spam", "pending", "withdrawn"):
            last = make_comment(status=status, email="salma@example.com")
        other = make_comment(email="other@example.com")
        assert histories([last, other]) == {
            "salma@example.com": History(2, 2), "other@example.com": History(1, 0),
        }  # fmt: skip

    def test_it_ends_at_the_latest_hundred(self):
        old = make_comment(email="salma@example.com", created_at=timezone.now() - timedelta(days=1))
        row = {field.attname: getattr(old, field.attname) for field in Comment._meta.concrete_fields}
        del row["id"]
        Comment.objects.bulk_create(
            Comment(**{**row, "status": "spam", "status_digest": f"{n:064}", "created_at": timezone.now()})
            for n in range(LATEST)
        )
        assert histories([old]) == {"salma@example.com": History(0, LATEST)}

    def test_the_newsroom_has_none(self):
        reply = moderation.reply(make_comment(), text="نعم", by=make_user())
        assert histories([reply]) == {}

    @pytest.mark.parametrize(
        ("approved", "refused", "words"),
        [
            (0, 0, "بلا قرار سابق"), (1, 0, "قُبل واحد"), (2, 1, "قُبل اثنان · رُفض واحد"),
            (3, 10, "قُبلت 3 · رُفضت 10"), (11, 99, "قُبل 11 · رُفض 99"), (100, 0, "قُبل 100"),
        ],
    )  # fmt: skip
    def test_it_is_told_in_words(self, approved: int, refused: int, words: str):
        with override("ar"):
            assert history_in_words(History(approved, refused)) == words

    def test_the_row_shows_it(self, moderator: Client):
        make_comment(email="salma@example.com")
        make_comment(email="salma@example.com", status="pending")
        assert "s•••@e•••.com</bdi> · قُبل واحد" in moderator.get(QUEUE).content.decode()


class TestText:
    def test_characters_that_show_nothing_are_named(self, moderator: Client):
        make_comment(status="pending", text="غ\u200bبي \u202e معكوس 👨\u200d👩\u200d👧")
        html = moderator.get(QUEUE).content.decode()
        assert re.findall(r'class="unseen"[^>]*>([^<]+)<', html) == ["ZWSP", "RLO"]
        assert "👨\u200d👩\u200d👧" in html

    def test_inside_a_link_they_break_nothing(self, moderator: Client):
        make_comment(status="pending", text="انظر http://good.example/a\u3164b")
        html = moderator.get(QUEUE).content.decode()
        assert 'href="http://good.example/a\u3164b" rel="nofollow ugc"' in html
        assert ">U+3164</span>b</a>" in html

    def test_in_the_opening_of_a_long_one_and_in_a_name(self, moderator: Client):
        comment = make_comment(status="pending", text="غ\u200bبي " + "كلمة " * 200)
        Comment.objects.filter(pk=comment.pk).update(name="سل\u2800مى")
        html = moderator.get(QUEUE).content.decode()
        assert html.count(">ZWSP</span>") == 2
        assert ">U+2800</span>" in html

    def test_on_its_own_page_too(self, moderator: Client):
        comment = make_comment(status="pending", text="غ\u200bبي")
        assert ">ZWSP</span>" in moderator.get(address("change", comment)).content.decode()


class TestQuickEdit:
    def test_a_text_is_stored_and_recorded(self, moderator: Client):
        comment = make_comment(status="pending", text="الأصل")
        data = {"text": "مهذب", "seen": f"{comment.pk}:{version_of(comment)}"}
        html = moderator.post(address("quick_edit", comment), data, follow=True).content.decode()
        assert "عُدّل النص." in html
        assert Comment.objects.get(pk=comment.pk).text == "مهذب"
        assert comment.moves.latest("pk").rule == "revised"

    @pytest.mark.parametrize("name", ["quick_edit", "change"])
    def test_a_stale_text_comes_back_beside_the_present_one(self, moderator: Client, name: str):
        comment = make_comment(status="pending", text="الأصل")
        seen = f"{comment.pk}:{version_of(comment)}"
        moderation.rewrite(comment, text="بيد صاحبه", broken=[])
        answer = moderator.post(address(name, comment), {"text": "بيد المشرف", "seen": seen})
        html = answer.content.decode()
        assert answer.status_code == (409 if name == "quick_edit" else 200)
        assert "تغيّر التعليق بعد أن فتحته" in html
        assert "بيد المشرف</textarea>" in html
        assert "بيد صاحبه" in html
        assert Comment.objects.get(pk=comment.pk).text == "بيد صاحبه"

    def test_a_stale_page_shows_the_text_of_now_where_listed_words_are_marked(self, moderator: Client):
        make_word("غبي")
        comment = Comment(article=make_article(), name="سلمى", email="s@example.com", text="كلام غبي قديم")
        moderation.receive(comment, broken=[WORDS])
        seen = f"{comment.pk}:{comment.version}"
        moderation.rewrite(comment, text="كلام غبي جديد", broken=[WORDS])
        html = moderator.post(address("change", comment), {"text": "بيد المشرف", "seen": seen}).content.decode()
        assert "كلام <mark>غبي</mark> جديد" in html

    def test_a_change_on_its_own_page_is_said_once(self, moderator: Client):
        comment = make_comment(text="الأصل")
        html = moderator.post(address("change", comment), {"text": "غيره"}, follow=True).content.decode()
        assert html.count('<li class="success">') == 1

    def test_what_a_colleague_changed_says_whose_text_it_is(self, moderator: Client):
        comment = make_comment(status="pending")
        moderation.revise(comment, text="نص آخر", by=make_user(first_name="هدى", last_name="سالم"))
        html = decide(moderator, comment, "approve", seen=comment.version)
        assert "هدى سالم" in html
        assert "عدّل النص" in html or "النص" in html
        assert status_of(comment) == "pending"

    def test_an_empty_text_is_refused_and_the_comment_stays(self, moderator: Client):
        comment = make_comment(text="الأصل")
        assert moderator.post(address("quick_edit", comment), {"text": " \u200b"}).status_code == 422
        assert Comment.objects.get(pk=comment.pk).text == "الأصل"

    def test_a_text_that_stays_the_same_leaves_no_record(self, moderator: Client):
        comment = make_comment(text="الأصل")
        html = moderator.post(address("quick_edit", comment), {"text": "الأصل"}, follow=True).content.decode()
        assert "النص كما كان." in html
        assert not Move.objects.filter(rule="revised").exists()


class TestWays:
    @pytest.mark.parametrize("name", ["reply", "quick_edit", "refusal"])
    def test_from_a_comments_own_page_they_lead_back_there_and_to_the_queue(self, moderator: Client, name: str):
        comment = make_comment()
        html = moderator.get(f"{address(name, comment)}?at={comment.pk}").content.decode()
        assert f'<a href="{QUEUE}">قائمة المراجعة</a>' in html
        assert f'<a class="closelink" href="{address("change", comment)}">' in html


class TestRefusal:
    def test_rule_and_note_stand_in_the_record(self, moderator: Client):
        comment = make_comment(status="pending")
        moderator.post(address("refusal", comment), {"rule": "insult", "reason": "يشتم"})
        move = comment.moves.latest("pk")
        assert (move.to_status, move.rule, move.reason) == ("refused", "insult", "يشتم")

    def test_a_note_is_one_clean_line(self, moderator: Client):
        comment = make_comment(status="pending")
        decide(moderator, comment, "refuse", rule="insult", reason="سطر\0\nآخر\u202e")
        assert comment.moves.latest("pk").reason == "سطر آخر"

    def test_the_sentence_names_the_rule(self, moderator: Client):
        html = decide(moderator, make_comment(status="pending"), "refuse", rule="advertising")
        assert "رُفض تعليق واحد. القاعدة: «لا إعلانات.»" in html

    @pytest.mark.parametrize("data", [{}, {"rule": "links"}, {"rule": "insult", "reason": "x" * 301}])
    def test_without_a_rule_of_the_paper_nothing_is_refused(self, moderator: Client, data: dict[str, str]):
        comment = make_comment(status="pending")
        assert moderator.post(address("refusal", comment), data).status_code == 422
        assert status_of(comment) == "pending"


class TestRights:
    @pytest.mark.parametrize("name", ["reply", "quick_edit", "refusal"])
    def test_who_may_not_moderate_sees_no_page_that_decides(self, client: Client, name: str):
        comment, account = make_comment(), make_user()
        account.user_permissions.add(*Permission.objects.filter(codename__in=["view_comment", "change_comment"]))
        client.force_login(account)
        assert client.get(address(name, comment)).status_code == 403
        assert client.post(address(name, comment), {"text": "x", "rule": "insult"}).status_code == 403

    @pytest.mark.parametrize("name", ["reply", "quick_edit", "refusal"])
    def test_a_comment_that_is_gone_is_a_404(self, moderator: Client, name: str):
        assert moderator.get(reverse(f"admin:comments_comment_{name}", args=[999])).status_code == 404


class TestOrder:
    def test_the_riskiest_stand_first_and_what_was_not_judged_behind_them(self, moderator: Client):
        calm, risky, unknown = (make_comment(status="pending") for _ in range(3))
        for comment, risk in ((calm, 10), (risky, 90)):
            Comment.objects.filter(pk=comment.pk).update(risk=risk)
        html = moderator.get(f"{QUEUE}?order=risk").content.decode()
        assert [int(key) for key in re.findall(r'data-comment="(\d+)"', html)] == [risky.pk, calm.pk, unknown.pk]

    def test_it_is_offered_once_something_was_learnt(self, moderator: Client):
        comment = make_comment(status="pending")
        assert "order=risk" not in moderator.get(QUEUE).content.decode()
        Comment.objects.filter(pk=comment.pk).update(risk=10)
        assert "order=risk" in moderator.get(QUEUE).content.decode()


class TestRisk:
    def make_risky(self, risk: int | None, because: str = "links:3,new_name", **fields: Any) -> Comment:
        comment = make_comment(**{"status": "pending", **fields})
        Comment.objects.filter(pk=comment.pk).update(risk=risk, risk_because=because)
        return comment

    def test_a_high_one_stands_beside_the_comment_with_its_reasons(self, moderator: Client):
        self.make_risky(90)
        html = moderator.get(QUEUE).content.decode()
        assert '<span class="state state-risk">خطر مرتفع: 3 روابط، اسم جديد</span>' in html

    @pytest.mark.parametrize(("risk", "status"), [(None, "pending"), (10, "pending"), (90, "approved")])
    def test_a_low_one_and_one_that_was_decided_say_nothing(self, moderator: Client, risk: int | None, status: str):
        self.make_risky(risk, status=status)
        assert "state-risk" not in moderator.get(QUEUE).content.decode()
