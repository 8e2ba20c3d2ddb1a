"""The figures of two weeks on the newsroom's front page: what they count, who sees them, and what they cost."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import moderation
from comments.dashboard import figures as module
from comments.dashboard.figures import figures, read_figures
from comments.models import Comment, Move
from comments.rules.content import LINKS
from comments.rules.words import WORDS
from newsportal.arabic.bidi import isolate
from newsportal.desk.counting import Number
from newsportal.models import StaffPreference
from tests.factories import make_article, make_comment, make_settings, make_user

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
# Noon in Riyadh.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Status = Comment.Status


def make_past(days: float, status: str = "approved", **fields: Any) -> Comment:
    return make_comment(status=status, created_at=NOW - timedelta(days=days), **fields)


def decide(comment: Comment, after: timedelta, deed: Any = moderation.approve, **facts: Any) -> None:
    """Let a person decide about a comment so long after it came."""
    deed(Comment.objects.filter(pk=comment.pk), by=make_user(), **facts)
    latest = Move.objects.filter(comment=comment).order_by("-pk")[:1]
    Move._base_manager.filter(pk__in=[move.pk for move in latest]).update(at=comment.created_at + after)


def front_page(client: Client) -> str:
    return client.get(INDEX).content.decode()


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestDays:
    def test_comments_are_counted_by_the_day_they_came_and_what_became_of_them(self):
        for status, number in [("approved", 3), ("refused", 2), ("spam", 1), ("withdrawn", 1), ("pending", 2)]:
            for _ in range(number):
                make_past(1, status)
        make_past(13, "spam")
        days = read_figures(NOW).days
        assert [day.day.isoformat() for day in days][:: len(days) - 1] == ["2026-11-10", "2026-11-23"]
        numbers = {status.value: number.value for status, number in days[-2].received.items()}
        assert numbers == {"approved": 3, "pending": 2, "refused": 2, "spam": 1, "withdrawn": 1}
        assert [day.total.value for day in days] == [1, *[0] * 11, 9, 0]

    def test_what_is_older_is_left_out(self):
        make_past(14)
        assert not any(day.total.value for day in read_figures(NOW).days)

    @pytest.mark.parametrize(("hour", "place"), [(20, -2), (21, -1)])
    def test_a_day_ends_at_midnight_of_the_paper(self, hour: int, place: int):
        # In Riyadh it is three hours later.
        make_comment(created_at=datetime(2026, 11, 22, hour, 59, tzinfo=UTC))
        assert read_figures(NOW).days[place].total.value == 1

    def test_the_last_day_is_the_paper_s_own_today(self):
        # In Riyadh the next day has begun.
        assert read_figures(NOW + timedelta(hours=13)).days[-1].day.isoformat() == "2026-11-24"

    def test_a_flood_is_counted_to_a_bound(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(module, "MOST_OF_A_DAY", 3)
        for _ in range(4):
            make_past(1, "spam")
        day = read_figures(NOW).days[-2]
        assert day.received[Status.SPAM] == Number(3, is_more=True)
        assert day.total == Number(3, is_more=True)


class TestWaits:
    def test_median_is_that_of_a_day_s_decisions(self):
        for minutes in (10, 20, 90):
            decide(make_past(2, "pending"), timedelta(minutes=minutes))
        days = read_figures(NOW).days
        assert days[-3].wait == timedelta(minutes=20)
        assert [len(day.waits) for day in days] == [0] * 11 + [3, 0, 0]

    def test_the_portal_s_own_decisions_and_answers_of_the_newsroom_do_not_count(self):
        make_past(2)
        decide(make_past(2, "pending", is_staff=True, author=make_user()), timedelta(minutes=5))
        assert not any(day.waits for day in read_figures(NOW).days)

    def test_only_a_comment_s_first_decision_counts(self):
        comment = make_past(2, "pending")
        decide(comment, timedelta(minutes=10))
        decide(comment, timedelta(minutes=20), moderation.hold)
        decide(comment, timedelta(minutes=500), moderation.refuse)
        assert [wait for day in read_figures(NOW).days for wait in day.waits] == [timedelta(minutes=10)]

    def test_of_a_busy_day_the_last_decisions_are_read(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(module, "MOST_DECISIONS", 2)
        for minutes in (10, 20, 30):
            decide(make_past(2, "pending"), timedelta(minutes=minutes))
        day = read_figures(NOW).days[-3]
        assert day.waits == [timedelta(minutes=30), timedelta(minutes=20)]
        assert day.has_more_waits


class TestStoriesAndRules:
    def test_busiest_stories_stand_first_with_what_waits(self):
        quiet, busy = make_article(title="هادئ"), make_article(title="صاخب")
        make_past(1, article=quiet)
        for status in ("approved", "pending", "pending"):
            make_past(3, status, article=busy)
        make_past(20, article=quiet)
        make_past(1, article=quiet, is_staff=True, author=make_user())
        stories = read_figures(NOW).stories
        assert [(story.title, story.received, story.waiting) for story in stories] == [("صاخب", 3, 2), ("هادئ", 1, 0)]

    def test_rules_are_counted_and_comments_once(self):
        article = make_article()
        for rules in ([LINKS, WORDS], [LINKS], []):
            comment = Comment(article=article, name="سلمى", email="a@example.com", text="نص", created_at=NOW)
            moderation.receive(comment, broken=rules)
        found = read_figures(NOW)
        assert (found.held, found.held_comments) == ([(LINKS.code, 2), (WORDS.code, 1)], 2)

    def test_refusals_by_rules_of_the_paper_stand_apart_without_those_taken_back(self):
        for rule in ("insult", "insult", "hate", ""):
            decide(make_past(1, "pending"), timedelta(minutes=1), moderation.refuse, rule=rule)
        decide(make_past(1, "pending"), timedelta(minutes=1), moderation.mark_spam, rule="hate")
        undone, batch = make_past(1, "pending"), uuid4()
        decide(undone, timedelta(minutes=1), moderation.refuse, rule="hate", batch=batch)
        moderation.undo(batch, by=make_user())
        assert read_figures(NOW).refused == [("insult", 2), ("hate", 1)]

    def test_bounds_are_told(self, monkeypatch: pytest.MonkeyPatch, moderator: Client):
        monkeypatch.setattr(module, "LATEST", 2)
        for _ in range(3):
            decide(make_comment(status="pending"), timedelta(), moderation.refuse, rule="hate")
        found = read_figures(timezone.now())
        assert found.has_more_comments
        assert found.has_more_decisions
        assert [story.received for story in found.stories] == [1, 1]


class TestKeeping:
    def test_figures_are_kept_for_a_minute(self, django_assert_num_queries: Any):
        make_past(1)
        first = figures(NOW)
        with django_assert_num_queries(0):
            assert figures(NOW + timedelta(seconds=59)) is first
        make_past(1)
        assert figures(NOW + timedelta(seconds=60)).days[-2].total.value == 2

    def test_a_clock_that_was_set_back_keeps_nothing_for_ever(self):
        first = figures(NOW)
        assert figures(NOW - timedelta(hours=1)) is not first

    def test_reading_costs_the_same_however_much_there_is(self, django_assert_num_queries: Any):
        for _ in range(3):
            decide(make_past(1, "pending"), timedelta(minutes=3))
        with django_assert_num_queries(6):
            read_figures(NOW)


class TestFrontPage:
    def test_moderator_reads_what_waits_and_how_it_went(self, moderator: Client):
        article = make_article(title="قانون المياه")
        for hours in (1, 2, 5):
            make_comment(status="pending", article=article, created_at=timezone.now() - timedelta(hours=hours))
        html = front_page(moderator)
        text = words_of(html)
        assert "تنتظر 3 تعليقات، أقدمها منذ 6 ساعات" in text
        assert "وصلت 3 تعليقات في آخر أسبوعين: بانتظار المراجعة 3." in text
        assert f"نال «{isolate('قانون المياه', is_arabic=True)}» 3 تعليقات، وهو الأكثر تعليقاً." in text
        assert f'href="{reverse("admin:comments_comment_changelist")}?article={article.pk}"' in html
        assert f'class="button" href="{reverse("admin:comments_comment_changelist")}"' in html

    def test_each_chart_has_a_heading_a_sentence_and_a_table(self, moderator: Client):
        decide(make_comment(status="pending"), timedelta(minutes=3), moderation.refuse, rule="hate")
        comment = Comment(article=make_article(), name="سلمى", email="a@example.com", text="نص")
        moderation.receive(comment, broken=[LINKS])
        panels = re.findall(r'<section class="panel .*?</section>', front_page(moderator), re.DOTALL)
        assert len(panels) == 5
        for panel in panels:
            assert re.search(r"<h3 id=[^>]+>[^<]+</h3>\s*<p>[^<]+\.</p>", panel)
            assert "<svg" in panel
            assert re.search(r"<details>.*<table>.*<th scope=\"row\">", panel, re.DOTALL)

    def test_nothing_in_two_weeks_is_said_in_words(self, moderator: Client):
        text = words_of(front_page(moderator))
        for sentence in (
            "لا تعليق ينتظر.",
            "لم يصل أي تعليق في آخر أسبوعين.",
            "لم يبتّ أحد في أي تعليق في آخر أسبوعين.",
            "لم تنطبق أي قاعدة على تعليق في آخر أسبوعين.",
            "لم يُرفض أي تعليق بقاعدة من قواعد الصحيفة في آخر أسبوعين.",
        ):
            assert sentence in text

    def test_who_sees_no_comments_sees_no_figures(self, client: Client):
        make_comment(status="pending", article=make_article(title="قانون المياه"))
        client.force_login(make_user(groups=("Editors",)))
        html = front_page(client)
        assert "desk-now" not in html
        assert "desk-figures" not in html
        assert "قانون المياه" not in html

    def test_no_reader_is_named(self, moderator: Client):
        make_comment(status="pending", name="سلمى القارئة", email="salma@example.com", text="رأي لا يُنسى")
        html = front_page(moderator)
        for private in ("سلمى القارئة", "salma@example.com", "رأي لا يُنسى"):
            assert private not in html

    def test_the_page_of_one_app_has_its_own_title_and_no_figures(self, moderator: Client):
        html = moderator.get(reverse("admin:app_list", args=["comments"])).content.decode()
        assert "desk-figures" not in html
        assert "<h1>الإشراف على التعليقات</h1>" in html
        assert "<title>الإشراف على التعليقات | غرفة الأخبار</title>" in html

    def test_digits_are_those_of_the_paper(self, moderator: Client):
        make_settings(digits="eastern")
        article = make_article(title="قانون المياه")
        for _ in range(3):
            make_comment(status="pending", article=article)
        figures_alone = front_page(moderator).partition('class="desk-figures"')[2].partition("content-related")[0]
        shown = words_of(figures_alone)
        assert "٣" in shown
        assert not re.search(r"[0-9]", shown)

    def test_an_english_newsroom_reads_from_the_left(self, client: Client):
        account = make_user(groups=("Moderators",))
        StaffPreference.objects.create(user=account, language="en")
        client.force_login(account)
        make_comment(status="pending")
        html = front_page(client)
        assert "1 comment came in the last two weeks: Pending 1." in words_of(html)
        today = timezone.localdate().day
        assert re.findall(r'y="194">(\d+)<', html)[-1] == str(today)

    def test_time_runs_from_the_right_in_arabic(self, moderator: Client):
        make_comment(status="pending")
        assert re.findall(r'y="194">(\d+)<', front_page(moderator))[0] == str(timezone.localdate().day)
