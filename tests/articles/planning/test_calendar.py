"""The calendar: what stands on its days, for whom, how much of it, and at what cost."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from articles.admin.calendar import more_assignments, more_stories, more_taken_down
from articles.models import Article
from articles.planning.assigning import begin_story
from tests.articles.planning.plans import CALENDAR, at, entry_of, make_assignment, make_planned, page_of, shown
from tests.factories import make_article, make_section, make_settings, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("editor")
class TestEntries:
    def test_stories_assignments_and_takings_down_stand_on_their_days_in_order(self, client: Client) -> None:
        make_article(title="صباح", published_at=at(0, 7))
        make_assignment(what="ظهر", due_at=at(0, 14))
        make_planned(title="غد", days=1, unpublished_at=at(2, 23))
        assert shown(client) == {"2026-11-26": ["صباح", "ظهر"], "2026-11-27": ["غد"], "2026-11-28": ["غد"]}

    def test_a_day_begins_in_the_zone_of_the_paper(self, client: Client) -> None:
        make_article(title="آخره", published_at=at(0, 23, 59))
        make_article(title="أوله", published_at=at(1, 0, 0))
        assert shown(client) == {"2026-11-26": ["آخره"], "2026-11-27": ["أوله"]}

    def test_a_time_that_passed_unused_and_a_withdrawn_story_are_left_out(self, client: Client) -> None:
        make_article(status="draft", published_at=at(-1))
        make_article(status="withdrawn", published_at=at(-1), unpublished_at=at(1))
        make_article(title="جاهز", status="ready", published_at=at(1))
        make_article(title="مؤرشف", status="archived", published_at=at(-1))
        assert shown(client) == {"2026-11-25": ["مؤرشف"], "2026-11-27": ["جاهز"]}

    def test_each_says_where_it_stands_and_leads_there(self, client: Client) -> None:
        story, assignment = make_planned(title="خبر"), make_assignment(what="مهمة")
        assert entry_of(client, "خبر").label == '<span class="state state-scheduled">مجدول</span>'
        assert entry_of(client, "خبر").address == reverse("admin:articles_article_change", args=[story.pk])
        assert entry_of(client, "مهمة").label == '<span class="state state-open">متاح</span>'
        assert entry_of(client, "مهمة").address == reverse("admin:articles_assignment_change", args=[assignment.pk])

    def test_what_is_taken_down_says_so_before_and_after(self, client: Client) -> None:
        make_article(title="يذهب", published_at=at(-20), unpublished_at=at(1))
        make_article(title="ذهب", published_at=at(-20), unpublished_at=at(-1))
        assert entry_of(client, "يذهب").label == '<span class="state state-withdrawn">يُزال</span>'
        assert entry_of(client, "ذهب").label == '<span class="state state-withdrawn">أُزيل</span>'

    def test_an_assignment_names_who_covers_it_and_that_it_is_late(self, client: Client) -> None:
        make_assignment(what="مهمة", due_at=at(0, 9), assignee=make_user(first_name="سلمى", last_name="حداد"))
        found = entry_of(client, "مهمة")
        assert (found.who, found.is_late) == ("سلمى حداد", True)
        assert found.label == '<span class="state state-late">متأخر</span>'

    def test_an_assignment_whose_story_is_begun_leads_to_it(self, client: Client, editor: User) -> None:
        assignment = make_assignment(what="مهمة", section=make_section())
        story = begin_story(assignment, by=editor)
        found = entry_of(client, "مهمة")
        assert found.label == '<span class="state state-draft">مسودة</span>'
        assert (found.story, found.begin) == (reverse("admin:articles_article_change", args=[story.pk]), "")

    @pytest.mark.parametrize("words", ["<script>alert(1)</script>س", '"><img src=x onerror=alert(1)>س'])
    def test_hostile_words_are_words(self, client: Client, words: str) -> None:
        make_assignment(what=words)
        make_planned(title=words)
        for query in ("", f"week={words}", f"assignee={words}&section={words}"):
            assert words not in client.get(CALENDAR + "?" + query).content.decode()


@pytest.mark.usefixtures("editor")
class TestFolds:
    def test_a_day_that_is_shown_whole_says_of_no_others(self, client: Client) -> None:
        section = make_section()
        for number in range(6):
            make_article(section=section, published_at=at(-3, 6, number))
            make_assignment(due_at=at(-3, 6, number))
        days = [day for week in page_of(client, "month=2026-11").weeks for day in week if day]
        assert [(len(day.entries), day.folds) for day in days if day.entries] == [(12, [])]

    def test_a_busy_day_names_the_first_and_leads_to_the_others(self, client: Client) -> None:
        section = make_section()
        for number in range(60):
            make_article(section=section, published_at=at(-3, 6, number), title=f"خبر {number}")
        (day,) = [day for week in page_of(client, "month=2026-11").weeks for day in week if day.entries]
        assert [entry.title for entry in day.entries] == [f"خبر {number}" for number in range(6)]
        (fold,) = day.folds
        assert fold.words == "و54 خبراً آخر"
        listed = client.get(fold.address)
        assert listed.context["cl"].result_count == 60

    def test_today_shows_what_is_over_and_what_comes(self, client: Client) -> None:
        section = make_section()
        for number in range(20):
            make_article(section=section, published_at=at(0, 6, number))
            make_article(section=section, published_at=at(0, 18, number))
        (day,) = [day for week in page_of(client, "month=2026-11").weeks for day in week if day.entries]
        assert [f"{entry.at:%H}" for entry in day.entries] == ["03"] * 6 + ["15"] * 6
        assert day.folds[0].words == "و28 خبراً آخر"

    def test_assignments_of_a_busy_day_lead_to_its_week_as_it_is_narrowed(self, client: Client) -> None:
        section = make_section()
        for number in range(30):
            make_assignment(due_at=at(2, 9, number), section=section)
        (day,) = [
            day for week in page_of(client, f"month=2026-11&section={section.pk}").weeks for day in week if day.folds
        ]
        assert day.folds[0].words == "و24 تكليفاً آخر"
        assert day.folds[0].address == f"{CALENDAR}?week=2026-11-22&section={section.pk}"
        assert len(shown(client, day.folds[0].address.partition("?")[2])["2026-11-28"]) == 30

    @pytest.mark.parametrize(
        ("written", "forms"),
        [
            (more_stories, ("وخبر آخر", "وخبران آخران", "وN أخبار أخرى", "وN خبراً آخر", "وN خبر آخر")),
            (more_assignments, ("وتكليف آخر", "وتكليفان آخران", "وN تكليفات أخرى", "وN تكليفاً آخر", "وN تكليف آخر")),
            (
                more_taken_down,
                ("وخبر آخر يُزال", "وخبران آخران يُزالان", "وN أخبار أخرى تُزال", "وN خبراً آخر يُزال", "وN خبر آخر يُزال"),
            ),
        ],
    )
    def test_others_are_counted_right(self, written: Any, forms: tuple[str, ...]) -> None:
        places = {1: 0, 2: 1, 3: 2, 10: 2, 11: 3, 99: 3, 100: 4, 101: 4, 102: 4, 103: 2}
        with override("ar"):
            assert {count: written(count) for count in places} == {
                count: forms[place].replace("N", str(count)) for count, place in places.items()
            }


@pytest.mark.usefixtures("editor")
class TestAddresses:
    def test_it_begins_with_this_week_and_marks_today(self, client: Client) -> None:
        page = page_of(client)
        assert (page.span.value, page.title()) == ("2026-11-22", "22 نوفمبر – 28 نوفمبر 2026")
        assert [day.date for week in page.weeks for day in week if day.is_today] == [date(2026, 11, 26)]
        assert client.get(CALENDAR).content.decode().count('aria-current="date"') == 1

    @pytest.mark.parametrize(
        ("query", "title"),
        [
            ("week=2026-12-31", "27 ديسمبر 2026 – 2 يناير 2027"),
            ("month=2026-02", "فبراير 2026"),
            ("month=0001-01", "يناير 1"),
            ("week=0001-01-01", "1 يناير – 6 يناير 1"),
            ("month=9999-12", "ديسمبر 9999"),
            ("week=9999-12-31", "26 ديسمبر – 31 ديسمبر 9999"),
        ],
    )
    def test_any_year_is_shown(self, client: Client, query: str, title: str) -> None:
        assert page_of(client, query).title() == title

    @pytest.mark.parametrize("typed", ["abc", "", "2026-02-30", "%00", "9" * 400, "2026-11-22'--"])
    def test_nonsense_is_said_to_be_none_above_this_week(self, client: Client, typed: str) -> None:
        answer = client.get(f"{CALENDAR}?week={typed}")
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "ليس تاريخاً. هذا هو الأسبوع الحالي." in html
        assert 'data-day="2026-11-26"' in html

    def test_ways_keep_what_the_page_is_narrowed_to(self, client: Client) -> None:
        ways = client.get(f"{CALENDAR}?month=2026-10&assignee=me&x=1").context["ways"]
        assert ways == {
            "previous": "month=2026-09&assignee=me",
            "next": "month=2026-11&assignee=me",
            "today": "month=2026-11&assignee=me",
            "week": "week=2026-09-27&assignee=me",
            "month": "month=2026-10&assignee=me",
        }

    def test_where_the_calendar_ends_no_way_leads_on(self, client: Client) -> None:
        assert client.get(f"{CALENDAR}?month=0001-01").context["ways"]["previous"] == ""
        assert client.get(f"{CALENDAR}?week=9999-12-31").context["ways"]["next"] == ""

    def test_it_obeys_the_conventions_of_the_paper(self, client: Client) -> None:
        make_settings(months="levantine", digits="eastern", hijri=True)
        html = client.get(f"{CALENDAR}?month=2026-11").content.decode()
        assert "تشرين\u00a0الثاني ٢٠٢٦" in html
        assert "١٧\u00a0جمادى\u00a0الآخرة ١٤٤٨\u00a0هـ" in html.replace("&nbsp;", "\u00a0")

    def test_nothing_can_be_sent_to_it(self, client: Client) -> None:
        assert client.post(CALENDAR, {"action": "delete_selected"}).status_code == 405


class TestFilters:
    @pytest.fixture(autouse=True)
    def plans(self, editor: User) -> None:
        self.section, self.writer = make_section(), make_user(groups=("Reporters",))
        make_planned(title="خبر القسم", section=self.section, unpublished_at=at(9))
        make_planned(title="خبر الكاتب", created_by=self.writer)
        make_assignment(what="مهمة القسم", section=self.section)
        make_assignment(what="مهمة الكاتب", assignee=self.writer)
        make_assignment(what="مهمتي", assignee=editor)
        make_planned(title="خبري", created_by=editor)

    def titles(self, client: Client, query: str) -> set[str]:
        return {title for titles in shown(client, query).values() for title in titles}

    def test_each_narrows_the_page(self, client: Client) -> None:
        assert self.titles(client, f"section={self.section.pk}") == {"خبر القسم", "مهمة القسم"}
        assert self.titles(client, f"assignee={self.writer.pk}") == {"خبر الكاتب", "مهمة الكاتب"}
        assert self.titles(client, "assignee=me") == {"خبري", "مهمتي"}
        assert self.titles(client, "assignee=open") == {"مهمة القسم"}
        assert self.titles(client, f"assignee=me&section={self.section.pk}") == set()

    @pytest.mark.parametrize("nonsense", ["x", "-1", "²", "9" * 30, "0", "99999", "%00"])
    def test_what_is_no_choice_is_passed_over(self, client: Client, nonsense: str) -> None:
        whole = self.titles(client, "")
        found = self.titles(client, f"section={nonsense}&assignee={nonsense}")
        assert found == whole

    def test_they_offer_sections_and_whoever_writes(self, client: Client, editor: User) -> None:
        choices = page_of(client).choices
        assert (str(self.section.pk), self.section.name) in choices["section"]
        assert [key for key, _name in choices["assignee"]] == ["me", "open", str(self.writer.pk)]


class TestRights:
    def test_a_reporter_sees_all_moves_nothing_and_takes_what_is_open(self, client: Client, reporter: User) -> None:
        make_planned(title="خبر")
        make_assignment(what="مهمة", section=make_section())
        make_assignment(what="لغيري", assignee=make_user())
        assert entry_of(client, "خبر").move == ""
        free, other = entry_of(client, "مهمة"), entry_of(client, "لغيري")
        assert (free.move, bool(free.take), bool(free.begin)) == ("", True, True)
        assert (other.move, other.take, other.begin) == ("", "", "")
        assert not client.get(CALENDAR).context["may_add"]

    def test_an_editor_moves_what_is_ahead_and_undone(self, client: Client, editor: User) -> None:
        make_planned(title="خبر")
        make_article(title="منشور", published_at=at(-1))
        make_assignment(what="مهمة")
        make_assignment(what="منجزة", story=make_article(published_at=at(-60)))
        moves = {title: bool(entry_of(client, title).move) for title in ("خبر", "منشور", "مهمة", "منجزة")}
        assert moves == {"خبر": True, "منشور": False, "مهمة": True, "منجزة": False}

    def test_the_ways_to_it_are_shown_to_whoever_sees_it(self, client: Client, editor: User) -> None:
        for path in ("/admin/", reverse("admin:articles_article_changelist")):
            assert f'href="{CALENDAR}"' in client.get(path).content.decode()

    def test_a_moderator_is_shown_none(self, client: Client) -> None:
        client.force_login(make_user(groups=("Moderators",)))
        assert CALENDAR not in client.get("/admin/").content.decode()


class TestFrontPage:
    def test_it_names_what_an_account_has_to_cover(self, client: Client, reporter: User) -> None:
        make_assignment(what="قريبة", due_at=at(1), assignee=reporter)
        make_assignment(what="متأخرة", due_at=at(-2), assignee=reporter)
        make_assignment(what="منسية", due_at=at(-40), assignee=reporter)
        make_assignment(what="منجزة", assignee=reporter, story=make_article())
        make_assignment(what="لغيري")
        (panel,) = [panel for panel in client.get("/admin/").context["newsroom"] if panel.name == "assigned"]
        assert [item.title for item in panel.items] == ["متأخرة", "قريبة"]
        assert panel.items[0].about == '<span class="state state-late">متأخر</span>'
        assert f'href="{panel.items[0].address}"' in client.get("/admin/").content.decode()
        # Whatever that filter is called in an address.
        assert client.get(panel.more).context["page"].choice.account == reporter.pk


@pytest.mark.usefixtures("editor")
class TestCost:
    @pytest.mark.parametrize("query", ["", "month=2026-11", "month=2026-11&assignee=me", "week=0001-01-01"])
    def test_it_is_the_same_for_few_and_for_many(
        self, client: Client, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        section, writer = make_section(), make_user(first_name="سلمى", groups=("Reporters",))
        for number in range(30):
            Article.objects.create(
                title=f"خبر {number}",
                section=section,
                status="published",
                published_at=at(number % 5),
                created_by=writer,
            )
            make_assignment(
                section=section, assignee=writer, due_at=at(number % 5), story=make_article(section=section)
            )
        client.get(CALENDAR)
        # Session, account and its rights; sections, writers; and three for the days.
        with django_assert_max_num_queries(9):
            client.get(f"{CALENDAR}?{query}")
