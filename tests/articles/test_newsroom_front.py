from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from articles.editing.copies import keep
from articles.models import Article, StoryReads
from articles.site.moments import in_words, moment_in_words
from articles.workflow.front import Waiting
from articles.workflow.moving import return_to_writer, submit
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db

RIYADH = ZoneInfo("Asia/Riyadh")
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=RIYADH)


def front(client: Client, group: str) -> dict[str, Waiting]:
    """Return the panels of the front page of an account, by name."""
    user = make_user(groups=(group,))
    client.force_login(user)
    make_article(title="مسودة لي", status="draft", published_at=None, created_by=user)
    return {panel.name: panel for panel in client.get("/admin/").context["newsroom"]}


def titles(panel: Waiting) -> list[str]:
    return [item.title for item in panel.items]


class TestFrontPage:
    def test_editor_sees_what_waits(self, client: Client):
        for status in Article.Status:
            make_article(title=f"خبر {status}", status=status)
        make_article(title="غداً", published_at=timezone.now() + timedelta(days=1))
        make_article(title="نقاش", comment_count=3)
        panels = front(client, "Editors")
        assert {name: titles(panel) for name, panel in panels.items()} == {
            "own": ["مسودة لي"],
            "assigned": [],
            "in_review": ["خبر in_review"],
            "ready": ["خبر ready"],
            "scheduled": ["غداً"],
            "read": [],
            "discussed": ["نقاش"],
        }
        assert panels["discussed"].items[0].about == "3 تعليقات"

    def test_reporter_sees_their_own_and_what_is_public(self, client: Client):
        make_article(status="in_review", published_at=None)
        panels = front(client, "Reporters")
        assert list(panels) == ["own", "assigned", "scheduled", "read", "discussed"]
        assert titles(panels["own"]) == ["مسودة لي"]

    def test_moderator_sees_comments_and_no_stories(self, client: Client):
        client.force_login(make_user(groups=("Moderators",)))
        assert client.get("/admin/").context["newsroom"] == []

    def test_a_draft_that_came_back_says_so_and_why(self, client: Client):
        front(client, "Reporters")
        story, editor = Article.objects.get(), make_user(groups=("Editors",))
        submit(story, by=story.created_by)
        return_to_writer(story, by=editor, reason="تنقصه أقوال الشهود")
        (item,) = client.get("/admin/").context["newsroom"][0].items
        assert item.about == '<span class="state state-returned">أُعيد للتعديل</span>'
        assert item.said == "تنقصه أقوال الشهود"
        assert "تنقصه أقوال الشهود" in client.get("/admin/").content.decode()

    def test_a_draft_that_its_writer_took_back_is_a_draft(self, client: Client):
        front(client, "Reporters")
        story = Article.objects.get()
        submit(story, by=story.created_by)
        return_to_writer(story, by=story.created_by)
        (item,) = client.get("/admin/").context["newsroom"][0].items
        assert (item.about, item.said) == ('<span class="state state-draft">مسودة</span>', "")

    def test_new_stories_that_were_not_saved_lead_to_their_form(self, client: Client):
        user = front(client, "Reporters") and User.objects.get()
        assert "unsaved-stories" not in client.get("/admin/").content.decode()
        for key in ("a", "b"):
            keep(user, None, {"title": ["عنوان"], "form_key": [key]}, 0)
        keep(make_user(groups=("Editors",)), None, {"title": ["لغيري"]}, 0)
        page = client.get("/admin/").content.decode()
        assert '<a href="/admin/articles/article/add/">خبران جديدان لم يُحفظا بعد</a>' in page

    def test_what_is_read_most_today_comes_first(self, client: Client):
        today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)
        reads = {"ثالث": 2, "أول": 1_200, "ثانٍ": 11}
        for title, count in reads.items():
            StoryReads.objects.create(article=make_article(title=title), day=today, count=count)
        StoryReads.objects.create(article=make_article(title="أمس"), day=yesterday, count=5_000)
        withdrawn = make_article(title="مسحوب", status="withdrawn")
        StoryReads.objects.create(article=withdrawn, day=today, count=9_000)
        panel = front(client, "Reporters")["read"]
        told = [(item.title, item.about) for item in panel.items]
        assert told == [("أول", "1200 قراءة"), ("ثانٍ", "11 قراءة"), ("ثالث", "قراءتان")]

    def test_it_leads_to_a_new_story(self, client: Client):
        front(client, "Reporters")
        assert 'class="button" href="/admin/articles/article/add/"' in client.get("/admin/").content.decode()

    def test_it_costs_the_same_for_one_and_for_many(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ):
        section = make_section()
        for status in Article.Status:
            for _ in range(8):
                make_article(status=status, section=section, lead_picture=make_picture())
        front(client, "Editors")
        with django_assert_max_num_queries(15):
            page = client.get("/admin/").content.decode()
        assert page.count("/change/") >= 8


class TestWords:
    @pytest.mark.parametrize(
        ("distance", "arabic", "english"),
        [
            (timedelta(seconds=-20), "الآن", "now"),
            (timedelta(minutes=-2), "قبل دقيقتين", "2 minutes ago"),
            (timedelta(minutes=20), "بعد 20 دقيقة", "in 20 minutes"),
            (timedelta(hours=-3), "قبل 3 ساعات", "3 hours ago"),
            (timedelta(hours=-20), "أمس 16:00", "yesterday 16:00"),
            (timedelta(hours=3), "اليوم 15:00", "today 15:00"),
            (timedelta(hours=20), "غداً 08:00", "tomorrow 08:00"),
            (timedelta(days=-3), "23 نوفمبر 2026، 12:00", "23 November 2026, 12:00"),
            (timedelta(days=3), "29 نوفمبر 2026، 12:00", "29 November 2026, 12:00"),
        ],
    )
    def test_a_moment_is_said_as_people_do(self, distance: timedelta, arabic: str, english: str):
        with override("ar"):
            assert in_words(NOON + distance, now=NOON).replace("\u00a0", " ") == arabic
        with override("en"):
            assert in_words(NOON + distance, now=NOON) == english

    def test_the_date_stands_in_the_title(self):
        with override("en"):
            assert 'title="26 November 2026, 12:00"' in moment_in_words(NOON)
        assert moment_in_words(None) == ""


class TestTitle:
    def test_it_says_first_what_became_of_a_deed(self, client: Client):
        story = make_article(title="</title><b>")
        client.force_login(make_user(groups=("Editors",)))
        deletion = f"/admin/articles/article/{story.pk}/delete/"
        html = client.post(deletion, {"post": "yes"}, follow=True).content.decode()
        assert "<title>تم حذف خبر: \u2068&lt;/title&gt;&lt;b&gt;\u2069. | الأخبار | غرفة الأخبار</title>" in html
