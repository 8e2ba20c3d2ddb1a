from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Transition
from articles.workflow import moving
from articles.workflow.gate import Missing, missing
from articles.workflow.moving import NotMovedError, Refusal
from newsportal.models import Generation
from tests.articles.newsroom import ADD, change_of, errors_of, make_at, save, typed
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db

# Each deed, from where it leads, and to where.
DEEDS: list[tuple[Callable[..., bool], str, str]] = [
    (moving.submit, "draft", "in_review"),
    (moving.return_to_writer, "in_review", "draft"),
    (moving.return_to_writer, "ready", "draft"),
    (moving.mark_ready, "draft", "ready"),
    (moving.mark_ready, "in_review", "ready"),
    (moving.publish, "draft", "published"),
    (moving.publish, "ready", "published"),
    (moving.publish, "in_review", "published"),
    (moving.publish, "archived", "published"),
    (moving.publish, "withdrawn", "published"),
    (moving.archive, "published", "archived"),
    (moving.withdraw, "published", "withdrawn"),
    (moving.withdraw, "archived", "withdrawn"),
]
deeds = pytest.mark.parametrize(("deed", "before", "after"), DEEDS)


def stored(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def number_of(name: str) -> int:
    return Generation.objects.filter(name=name).values_list("number", flat=True).first() or 0


class TestMoves:
    @deeds
    def test_editor_moves_and_it_is_recorded(self, editor: User, deed: Any, before: str, after: str):
        article = make_at(before)
        assert deed(article, by=editor, reason=" لأنه \n جاهز ") is True
        assert (article.status, stored(article).status, stored(article).version) == (after, after, 1)
        (step,) = Transition.objects.all()
        assert (step.from_status, step.to_status, step.by, step.reason) == (before, after, editor, "لأنه جاهز")
        assert step.published_at == (stored(article).published_at if after == "published" else None)

    @deeds
    def test_what_stands_there_is_not_moved_again(self, editor: User, deed: Any, before: str, after: str):
        article = make_at(before)
        deed(article, by=editor)
        assert deed(stored(article), by=editor) is False
        assert Transition.objects.count() == stored(article).version == 1

    @deeds
    def test_without_a_right_nothing_moves(self, deed: Any, before: str, after: str):
        article = make_at(before)
        with pytest.raises(PermissionDenied):
            deed(article, by=make_user(groups=("Reporters",)))
        assert (stored(article).status, stored(article).version) == (before, 0)
        assert not Transition.objects.exists()

    @deeds
    def test_the_pages_that_show_it_move_with_it(self, editor: User, deed: Any, before: str, after: str):
        article = make_at(before)
        own, lists = number_of(f"article:{article.pk}"), number_of("lists")
        deed(article, by=editor)
        assert number_of(f"article:{article.pk}") > own
        is_seen = {before, after} & {"published", "archived", "withdrawn"}
        assert (number_of("lists") > lists) == bool(is_seen)

    def test_a_move_leaves_a_text_alone_that_was_saved_meanwhile(self, editor: User):
        article = make_at("draft")
        Article.objects.filter(pk=article.pk).update(title="عنوان أحدث")
        moving.publish(article, by=editor)
        assert stored(article).title == "عنوان أحدث"

    @pytest.mark.parametrize(
        ("deed", "status", "why"),
        [
            (moving.submit, "ready", Refusal.BEGUN),
            (moving.submit, "published", Refusal.PUBLIC),
            (moving.return_to_writer, "published", Refusal.PUBLIC),
            (moving.mark_ready, "archived", Refusal.PUBLIC),
            (moving.archive, "draft", Refusal.UNREAD),
            (moving.withdraw, "in_review", Refusal.UNREAD),
        ],
    )
    def test_a_way_that_leads_nowhere_is_refused(self, editor: User, deed: Any, status: str, why: Refusal):
        article = make_at(status)
        with pytest.raises(NotMovedError) as refused:
            deed(article, by=editor)
        assert refused.value.why == why
        assert stored(article).status == status

    def test_a_story_that_would_be_over_at_once_is_not_published(self, editor: User):
        article = make_at("ready", unpublished_at=timezone.now() - timedelta(hours=1))
        with pytest.raises(NotMovedError) as refused:
            moving.publish(article, by=editor)
        assert refused.value.why == Refusal.OVER

    def test_a_scheduled_story_stays_or_goes_back(self, editor: User):
        later = timezone.now() + timedelta(days=1)
        article = make_article(published_at=later)
        assert moving.publish(article, by=editor) is False
        assert moving.mark_ready(article, by=editor) is True
        assert stored(article).published_at == later

    @pytest.mark.parametrize(
        ("status", "is_kept"), [("draft", False), ("ready", False), ("archived", True), ("withdrawn", True)]
    )
    def test_only_what_readers_have_had_keeps_a_time_that_passed(self, editor: User, status: str, is_kept: bool):
        planned = timezone.now() - timedelta(hours=5)
        article = make_article(status=status, published_at=planned)
        moving.publish(article, by=editor)
        assert (stored(article).published_at == planned) == is_kept
        assert Article.objects.published().contains(article)

    def test_a_move_builds_no_text(self, editor: User):
        article = make_at("ready", body=f'<figure data-picture="{make_picture().pk}"></figure>')
        with CaptureQueriesContext(connection) as queries:
            moving.publish(article, by=editor)
        assert [query["sql"] for query in queries if '"articles_picture"' in query["sql"]] == []

    def test_publishing_keeps_a_time_ahead(self, editor: User):
        later = timezone.now() + timedelta(days=1)
        article = make_article(status="ready", published_at=later)
        moving.publish(article, by=editor)
        assert stored(article).is_scheduled
        assert Transition.objects.get().published_at == later


class TestGate:
    @pytest.mark.parametrize(
        ("body", "lacks"),
        [
            ("", True),
            ("<p> </p>", True),
            ("<p>…</p><hr>", True),
            ("<p>كلمة</p>", False),
            ('<figure data-embed="https://video.example/1"></figure>', False),
        ],
    )
    def test_a_text_is_a_word_or_an_embed(self, body: str, lacks: bool):
        assert missing(Article(title="عنوان", section=make_section(), body=body)) == [Missing.BODY] * lacks

    def test_a_picture_is_a_text(self):
        body = f'<figure data-picture="{make_picture().pk}"></figure>'
        assert missing(Article(title="عنوان", section=make_section(), body=body)) == []

    def test_all_that_is_missing_is_named(self):
        assert missing(Article(title="؟!")) == [Missing.TITLE, Missing.SECTION, Missing.BODY]

    @pytest.mark.parametrize("deed", [moving.mark_ready, moving.publish])
    def test_a_story_without_text_is_neither_ready_nor_published(self, editor: User, deed: Any):
        article = make_at("in_review", body="")
        with pytest.raises(NotMovedError) as refused:
            deed(article, by=editor)
        assert refused.value.missing == [Missing.BODY]
        assert stored(article).status == "in_review"

    def test_a_story_without_text_may_be_reviewed(self, reporter: User):
        article = make_at("draft", body="", created_by=reporter)
        assert moving.submit(article, by=reporter) is True

    @pytest.mark.parametrize("fields", [{"status": "published"}, {"status": "ready"}, {"_move": "publish"}])
    def test_the_form_says_what_is_missing(self, client: Client, editor: User, fields: dict):
        article = make_at("draft")
        answer = client.post(change_of(article), typed(article, body="", **fields))
        assert errors_of(answer) == {"body": ["missing_body"]}
        assert stored(article).status == "draft"

    def test_a_published_story_is_not_emptied(self, client: Client, editor: User):
        article = make_article()
        assert errors_of(client.post(change_of(article), typed(article, body=""))) == {"body": ["missing_body"]}

    def test_an_old_story_without_text_can_still_be_mended(self, client: Client, editor: User):
        article = make_article(body="")
        assert save(client, article, title="عنوان أدق").title == "عنوان أدق"


class TestReporter:
    def test_submits_and_takes_back_what_is_their_own(self, reporter: User):
        article = make_at("draft", created_by=reporter)
        assert moving.submit(article, by=reporter) is True
        assert moving.return_to_writer(article, by=reporter) is True
        assert [step.to_status for step in Transition.objects.order_by("pk")] == ["in_review", "draft"]

    def test_takes_back_nothing_that_is_ready(self, reporter: User):
        article = make_at("ready", created_by=reporter)
        with pytest.raises(PermissionDenied):
            moving.return_to_writer(article, by=reporter)

    @pytest.mark.parametrize("deed", [moving.mark_ready, moving.publish])
    def test_publishes_nothing_of_their_own(self, reporter: User, deed: Any):
        article = make_at("draft", created_by=reporter)
        with pytest.raises(PermissionDenied):
            deed(article, by=reporter)
        assert stored(article).status == "draft"

    def test_is_offered_review_alone(self, client: Client, reporter: User):
        page = client.get(ADD)
        assert page.context["main_move"].name == "submit"
        assert page.context["other_moves"] == []

    @pytest.mark.parametrize("move", ["publish", "schedule", "ready", "archive", "withdraw"])
    def test_who_posts_an_editors_button_gets_an_error(self, client: Client, reporter: User, move: str):
        article = make_at("draft", created_by=reporter)
        answer = client.post(change_of(article), typed(article, _move=move))
        assert errors_of(answer) == {"__all__": ["forbidden"]}
        assert stored(article).status == "draft"


class TestButtons:
    def test_a_button_saves_and_moves_and_comes_back(self, client: Client, editor: User):
        article = make_at("draft")
        answer = client.post(change_of(article), typed(article, title="عنوان أدق", _move="submit"))
        assert answer["Location"] == change_of(article)
        assert (stored(article).title, stored(article).status) == ("عنوان أدق", "in_review")
        assert Transition.objects.get().by == editor

    def test_a_new_story_can_be_submitted_at_once(self, client: Client, reporter: User):
        answer = client.post(ADD, typed(section=make_section().pk, _move="submit"))
        article = Article.objects.get()
        assert answer["Location"] == change_of(article)
        assert article.status == "in_review"
        assert Transition.objects.get().from_status == "draft"

    def test_the_status_field_is_recorded_too(self, client: Client, editor: User):
        save(client, make_at("draft"), status="ready")
        assert [(step.from_status, step.to_status) for step in Transition.objects.all()] == [("draft", "ready")]

    def test_a_save_without_a_move_leaves_no_record(self, client: Client, editor: User):
        save(client, make_article(), title="عنوان أدق")
        assert not Transition.objects.exists()

    @pytest.mark.parametrize("status", ["draft", "published"])
    def test_publish_now_forgets_a_time_ahead(self, client: Client, editor: User, status: str):
        ahead = {"published_at_0": "2099-01-01", "published_at_1": "08:00"}
        later = timezone.now() + timedelta(days=1)
        article = save(client, make_article(status=status, published_at=later), _move="publish", **ahead)
        assert Article.objects.published().contains(article)
        assert Transition.objects.get().from_status == status

    @pytest.mark.parametrize(("status", "is_kept"), [("draft", False), ("archived", True)])
    def test_publish_now_keeps_a_time_that_passed_where_readers_had_the_story(
        self, client: Client, editor: User, status: str, is_kept: bool
    ):
        began = timezone.now()
        article = make_article(status=status, published_at=began - timedelta(days=2))
        assert (save(client, article, _move="publish").published_at < began) == is_kept

    def test_publish_now_forgets_a_past_time_that_was_typed_into_a_scheduled_story(self, client: Client, editor: User):
        began = timezone.now()
        article = make_article(published_at=began + timedelta(days=1))
        past = {"published_at_0": "2020-01-01", "published_at_1": "08:00"}
        assert save(client, article, _move="publish", **past).published_at >= began

    def test_scheduling_asks_for_a_time_ahead(self, client: Client, editor: User):
        article = make_at("draft")
        answer = client.post(change_of(article), typed(article, _move="schedule"))
        assert errors_of(answer) == {"published_at": ["not_in_future"]}
        ahead = {"published_at_0": "2099-01-01", "published_at_1": "08:00"}
        assert save(client, article, _move="schedule", **ahead).is_scheduled

    def test_another_time_for_a_scheduled_story_is_recorded(self, client: Client, editor: User):
        article = make_article(published_at=timezone.now() + timedelta(days=1))
        save(client, article, published_at_0="2099-01-01", published_at_1="08:00")
        assert Transition.objects.get().published_at == stored(article).published_at

    def test_withdrawal_keeps_its_reason(self, client: Client, editor: User):
        article = save(client, make_article(), _move="withdraw", _reason_withdraw="نفت الوزارة الخبر.")
        assert (article.status, article.withdrawal_reason) == ("withdrawn", "نفت الوزارة الخبر.")
        assert Transition.objects.get().reason == "نفت الوزارة الخبر."

    def test_a_reason_that_is_too_long_comes_back(self, client: Client, editor: User):
        article = make_article()
        answer = client.post(change_of(article), typed(article, _move="withdraw", _reason_withdraw="س" * 301))
        assert errors_of(answer) == {"__all__": ["max_length"]}
        assert "س" * 301 in answer.content.decode()
        assert stored(article).status == "published"

    def test_a_reason_beside_another_button_is_not_taken(self, client: Client, editor: User):
        article = save(client, make_at("in_review"), _move="return", _reason_withdraw="أ", _reason_return="ينقصه مصدر")
        assert (Transition.objects.get().reason, article.withdrawal_reason) == ("ينقصه مصدر", "")

    def test_a_move_that_leads_nowhere_is_an_error_of_the_form(self, client: Client, editor: User):
        article = make_at("draft")
        assert errors_of(client.post(change_of(article), typed(article, _move="archive"))) == {"__all__": ["unread"]}

    def test_a_button_that_is_none_is_passed_over(self, client: Client, editor: User):
        assert save(client, make_at("draft"), _move="<script>").status == "draft"

    @pytest.mark.parametrize(
        ("status", "moves"),
        [
            ("draft", ["publish", "schedule", "submit", "ready"]),
            ("in_review", ["publish", "schedule", "ready", "return"]),
            ("ready", ["publish", "schedule", "return"]),
            ("published", ["archive", "withdraw"]),
            ("archived", ["publish", "withdraw"]),
            ("withdrawn", ["publish", "archive"]),
        ],
    )
    def test_an_editor_is_offered_what_makes_sense(self, client: Client, editor: User, status: str, moves: list[str]):
        context = client.get(change_of(make_at(status))).context
        main = [context["main_move"].name] if context["main_move"] else []
        assert [*main, *(other["move"].name for other in context["other_moves"])] == moves

    def test_the_record_stands_beside_the_form(self, client: Client, editor: User):
        article = make_at("in_review")
        moving.return_to_writer(article, by=editor, reason="<b>ينقصه مصدر</b>")
        html = client.get(change_of(article)).content.decode()
        assert "&lt;b&gt;ينقصه مصدر&lt;/b&gt;" in html
        assert 'id="panel-way"' in html
