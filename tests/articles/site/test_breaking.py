"""Breaking news: what readers see of it, and its desk in the newsroom."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, BreakingNews
from articles.site.breaking.setting import end_news, set_news
from newsportal import generations
from tests.factories import HIDDEN, make_article, make_breaking_news, make_comment, make_user

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
LIST = reverse("admin:articles_breakingnews_changelist")
ADD = reverse("admin:articles_breakingnews_add")
MARK = 'class="breaking"'


def change_of(news: BreakingNews) -> str:
    return reverse("admin:articles_breakingnews_change", args=[news.pk])


def end_of(news: BreakingNews) -> str:
    return reverse("admin:articles_breakingnews_end", args=[news.pk])


def typed(**changes: Any) -> dict[str, Any]:
    return {"words": "المجلس يقر قانون المياه", "lasting": "3", "article": "", **changes}


def until(moment: Any) -> dict[str, str]:
    local = timezone.localtime(moment)
    return {"lasting": "exactly", "ends_at_0": f"{local:%Y-%m-%d}", "ends_at_1": f"{local:%H:%M:%S}"}


def errors_of(answer: Any) -> dict[str, list[str]]:
    data = answer.context["adminform"].form.errors.as_data()
    return {field: [error.code for error in errors] for field, errors in data.items()}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(groups=("Editors",), username="salma"))
    return client


class TestReaders:
    @pytest.mark.parametrize("path", ["/", "/latest/", "/search/", "/about/", "/nothing-here/", "/privacy/mine/"])
    def test_every_page_shows_it(self, client: Client, path: str):
        news = make_breaking_news(words="زلزال في <الساحل>")
        html = client.get(path).content.decode()
        assert MARK in html
        assert "زلزال في &lt;الساحل&gt;" in html
        assert f'data-breaking="{news.pk}"' in html

    def test_a_story_and_a_private_page_show_it(self, client: Client):
        comment = make_comment()
        make_breaking_news()
        for path in [comment.article.get_absolute_url(), f"/comments/{comment.token}/"]:
            assert MARK in client.get(path).content.decode()

    def test_english_page_says_that_the_words_are_arabic(self, client: Client):
        make_breaking_news(words="حريق في الميناء")
        html = client.get("/en/").content.decode()
        assert '<span lang="ar" dir="rtl" data-breaking-words>حريق في الميناء</span>' in html

    def test_it_leads_to_its_story(self, client: Client):
        article = make_article()
        make_breaking_news(article=article)
        assert f'<a href="{article.get_absolute_url()}" data-breaking-words>' in client.get("/").content.decode()

    def test_without_any_nothing_is_there(self, client: Client):
        make_breaking_news(set_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() - timedelta(hours=1))
        html = client.get("/").content.decode()
        assert MARK not in html
        assert "data-breaking=" not in html

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_a_story_that_nobody_can_read_hides_it(self, client: Client, hidden: dict[str, Any]):
        make_breaking_news(article=make_article(**hidden))
        assert MARK not in client.get("/").content.decode()

    @pytest.mark.parametrize("fields", [{}, {"status": "archived"}, *HIDDEN])
    def test_it_judges_a_story_as_the_gate_does(self, fields: dict[str, Any]):
        article = make_article(**fields)
        is_published = Article.objects.published().filter(pk=article.pk).exists()
        assert article.is_readable_at(timezone.now()) is is_published

    def test_the_newest_is_shown(self, client: Client):
        make_breaking_news(words="خبر أول")
        make_breaking_news(words="خبر ثانٍ")
        html = client.get("/").content.decode()
        assert "خبر ثانٍ" in html
        assert "خبر أول" not in html

    def test_a_warm_process_asks_nothing(self, client: Client, django_assert_num_queries: Any):
        make_breaking_news(article=make_article())
        client.get("/privacy/mine/")
        with django_assert_num_queries(0):
            assert MARK in client.get("/privacy/mine/").content.decode()

    def test_the_newsroom_does_not_show_it(self, editor: Client):
        make_breaking_news()
        assert MARK not in editor.get(INDEX).content.decode()


class TestRow:
    def test_one_that_ended_before_it_was_set_is_refused(self):
        with pytest.raises(IntegrityError, match="articles_breakingnews_ends_after"), transaction.atomic():
            make_breaking_news(ends_at=timezone.now() - timedelta(minutes=1))

    def test_one_without_words_is_refused(self):
        with pytest.raises(IntegrityError, match="articles_breakingnews_has_words"):
            make_breaking_news(words="")

    def test_what_ended_while_it_was_changed_never_rises_again(self):
        opened = make_breaking_news(words="قبل التعديل")
        end_news(opened)
        opened.words = "بعد التعديل"
        assert not set_news(opened, by=make_user())
        stored = BreakingNews.objects.get()
        assert stored.words == "قبل التعديل"
        assert stored.ends_at <= timezone.now()

    def test_words_are_one_line(self):
        assert make_breaking_news(words=" سطر\n\u202eآخر ").words == "سطر آخر"

    @pytest.mark.parametrize("change", ["save", "delete", "update", "delete_all"])
    def test_every_change_moves_the_site(self, change: str, django_capture_on_commit_callbacks: Any):
        news = make_breaking_news()
        rows = BreakingNews.objects.all()
        deeds = {"save": news.save, "delete": news.delete, "update": lambda: rows.update(words="آخر")}
        before = generations.current("site")
        with django_capture_on_commit_callbacks(execute=True):
            deeds.get(change, rows.delete)()
        assert generations.current("site") > before

    def test_a_change_of_its_story_moves_the_site(self, django_capture_on_commit_callbacks: Any):
        article, other = make_article(), make_article()
        make_breaking_news(article=article)
        before = generations.current("site")
        with django_capture_on_commit_callbacks(execute=True):
            other.save()
        assert generations.current("site") == before
        with django_capture_on_commit_callbacks(execute=True):
            article.status = "draft"
            article.save()
        assert generations.current("site") > before


class TestRights:
    @pytest.mark.parametrize("group", ["Editors", "Administrators"])
    def test_with_the_right_it_is_set(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        assert LIST in client.get(INDEX).content.decode()
        assert client.post(ADD, typed()).status_code == 302
        assert client.post(end_of(BreakingNews.objects.get())).status_code == 302
        assert not BreakingNews.objects.standing().exists()

    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    def test_without_the_right_it_is_not(self, client: Client, group: str):
        news = make_breaking_news()
        client.force_login(make_user(groups=(group,)))
        assert LIST not in client.get(INDEX).content.decode()
        for path in [LIST, ADD, change_of(news)]:
            assert client.get(path).status_code == 403
        assert client.post(ADD, typed()).status_code == 403
        assert client.post(end_of(news)).status_code == 403
        assert BreakingNews.objects.standing().get() == news


class TestForm:
    @pytest.mark.parametrize(("lasting", "hours"), [("1", 1), ("3", 3), ("6", 6), ("12", 12)])
    def test_hours_count_from_now(self, editor: Client, lasting: str, hours: int):
        before = timezone.now()
        # An unseen box may hold anything.
        answer = editor.post(ADD, typed(lasting=lasting, ends_at_0="أمس", ends_at_1=""))
        news = BreakingNews.objects.get()
        assert answer["Location"] == LIST
        assert before <= news.ends_at - timedelta(hours=hours) <= timezone.now()
        assert str(news.set_by) == "salma"

    def test_three_hours_are_offered_first(self, editor: Client):
        assert editor.get(ADD).context["adminform"].form["lasting"].value() == "3"

    def test_a_moment_is_taken_exactly(self, editor: Client):
        moment = timezone.now().replace(microsecond=0) + timedelta(days=1)
        editor.post(ADD, typed(**until(moment)))
        assert BreakingNews.objects.get().ends_at == moment

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            (until(timezone.now() - timedelta(minutes=1)), {"ends_at": ["past"]}),
            ({"lasting": "exactly"}, {"ends_at": ["required"]}),
            ({"lasting": "exactly", "ends_at_0": "غداً", "ends_at_1": "x"}, {"ends_at": ["invalid", "invalid"]}),
            ({"lasting": "9"}, {"lasting": ["invalid_choice"]}),
            ({"words": " "}, {"words": ["required"]}),
            ({"words": "ء" * 141}, {"words": ["max_length"]}),
            ({"words": "ﻻ" * 100}, {"words": ["max_length"]}),
            ({"article": "9" * 30}, {"article": ["invalid_choice"]}),
        ],
    )
    def test_nonsense_comes_back_with_its_error(self, editor: Client, changes: dict[str, Any], errors: dict[str, Any]):
        answer = editor.post(ADD, typed(**changes))
        assert answer.status_code == 200
        assert errors_of(answer) == errors
        assert not BreakingNews.objects.exists()

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_a_story_that_nobody_can_read_is_refused(self, editor: Client, hidden: dict[str, Any]):
        answer = editor.post(ADD, typed(article=make_article(**hidden).pk))
        assert errors_of(answer) == {"article": ["unread"]}

    def test_it_says_what_stands_and_ends_it(self, editor: Client):
        old = make_breaking_news(words="خبر أول")
        html = editor.get(ADD).content.decode()
        assert "خبر أول" in html
        assert "ينتهي حين تحفظ خبراً عاجلاً جديداً" in html
        editor.post(ADD, typed())
        assert BreakingNews.objects.standing().get() != old

    def test_a_change_keeps_who_set_it_and_ends_nothing(self, editor: Client):
        news = make_breaking_news(set_by=make_user())
        setter, set_at = news.set_by, news.set_at
        editor.post(change_of(news), typed(words="كلمات أدق", **until(news.ends_at)))
        news.refresh_from_db()
        assert (news.words, news.set_by, news.set_at) == ("كلمات أدق", setter, set_at)
        assert BreakingNews.objects.standing().get() == news

    def test_what_has_ended_is_only_read(self, editor: Client):
        now = timezone.now()
        news = make_breaking_news(set_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
        html = editor.get(change_of(news)).content.decode()
        assert '<div class="readonly">خبر عاجل' in html
        assert "_save" not in html
        assert "field-lasting" not in html
        assert editor.post(change_of(news), typed()).status_code == 403


class TestList:
    def test_what_stands_is_on_top_with_its_end(self, editor: Client):
        now = timezone.now()
        make_breaking_news(words="انتهى أمس", set_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
        news = make_breaking_news(words="ظاهر الآن للقراء")
        answer = editor.get(LIST)
        assert answer.context["standing"] == news
        assert end_of(news) in answer.content.decode()
        assert [row.words for row in answer.context["cl"].result_list] == ["ظاهر الآن للقراء", "انتهى أمس"]

    def test_it_says_why_readers_do_not_see_it(self, editor: Client):
        make_breaking_news(article=make_article(status="draft"))
        assert "مخفي لأن خبره غير متاح للقراء" in editor.get(LIST).content.decode()

    def test_one_press_ends_it_and_a_second_finds_it_ended(self, editor: Client):
        news = make_breaking_news()
        editor.get("/")
        for _ in range(2):
            answer = editor.post(end_of(news), follow=True)
            assert "لم يعد" in str(next(iter(answer.context["messages"])))
        assert not BreakingNews.objects.standing().exists()

    def test_ending_is_a_press_and_no_link(self, editor: Client):
        news = make_breaking_news()
        assert editor.get(end_of(news)).status_code == 405
        assert BreakingNews.objects.standing().exists()
        assert editor.post(reverse("admin:articles_breakingnews_end", args=[news.pk + 1])).status_code == 404
