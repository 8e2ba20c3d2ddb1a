"""Moving stories and assignments to another time: by a script, by a form, by whom, and what refuses it."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from articles.models import Article, Assignment, Transition
from articles.planning.assigning import postpone
from articles.planning.refusals import NotPlannedError, Refusal
from articles.planning.rescheduling import reschedule
from newsportal import generations
from newsportal.models import Generation
from tests.articles.newsroom import change_of, typed
from tests.articles.planning.plans import CALENDAR, at, make_assignment, make_planned
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

AS_JSON = {"headers": {"accept": "application/json"}}


def move_of(row: Article | Assignment) -> str:
    name = "move_story" if isinstance(row, Article) else "move"
    return reverse(f"admin:articles_assignment_{name}", args=[row.pk])


def to(moment: datetime, **more: Any) -> dict[str, Any]:
    return {"at_0": f"{moment:%Y-%m-%d}", "at_1": f"{moment:%H:%M:%S}", **more}


def numbers_of(names: list[str]) -> dict[str, int]:
    """Return the generations of these names, by which pages are known to be stale."""
    return dict(Generation.objects.filter(name__in=names).values_list("name", "number"))


def refusal(deed: Any, *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(NotPlannedError) as refused:
        deed(*args, **kwargs)
    return refused.value.why


class TestStory:
    def test_it_is_moved_by_the_way_of_its_form(self, editor: User) -> None:
        story = make_planned(unpublished_at=at(20))
        names = ["lists", generations.article(story.pk)]
        before = numbers_of(names)
        moved = reschedule(story, at(3), by=editor, version=story.version)
        stored = Article.objects.get()
        assert (stored.published_at, stored.unpublished_at, stored.status) == (at(3), at(20), "published")
        assert (stored.version, moved.version) == (1, 1)
        step = Transition.objects.get()
        assert (step.from_status, step.to_status, step.published_at, step.by) == (
            "published",
            "published",
            at(3),
            editor,
        )
        now = numbers_of(names)
        assert all(now[name] > before[name] for name in names)

    def test_one_with_a_time_that_is_not_scheduled_yet_stays_so(self, editor: User) -> None:
        story = make_planned(status="ready")
        reschedule(story, at(3), by=editor)
        stored = Article.objects.get()
        assert (stored.published_at, stored.status) == (at(3), "ready")
        assert not Transition.objects.exists()

    def test_the_same_time_changes_nothing(self, editor: User) -> None:
        story = make_planned()
        reschedule(story, at(1), by=editor)
        assert Article.objects.get().version == 0

    def test_it_is_refused_where_readers_or_the_clock_decide(self, editor: User) -> None:
        assert refusal(reschedule, make_planned(), at(-1), by=editor) == Refusal.PAST
        assert refusal(reschedule, make_planned(), at(0, 12), by=editor) == Refusal.PAST
        known = make_article(published_at=at(-1))
        assert refusal(reschedule, known, at(3), by=editor) == Refusal.KNOWN
        assert refusal(reschedule, make_planned(unpublished_at=at(2)), at(2), by=editor) == Refusal.OVER
        draft = make_article(status="draft", published_at=None)
        assert refusal(reschedule, draft, at(3), by=editor) == Refusal.UNPLANNED
        withdrawn = make_article(status="withdrawn", published_at=at(3))
        assert refusal(reschedule, withdrawn, at(4), by=editor) == Refusal.UNPLANNED
        assert refusal(reschedule, make_planned(), at(3), by=editor, version=7) == Refusal.CHANGED
        assert not Transition.objects.exists()

    def test_only_those_who_publish_may(self, reporter: User) -> None:
        own = make_planned(status="draft", created_by=reporter)
        with pytest.raises(PermissionDenied):
            reschedule(own, at(3), by=reporter)
        assert Article.objects.get().published_at == at(1)

    def test_an_open_form_of_it_is_late(self, client: Client, editor: User) -> None:
        story = make_planned()
        client.post(move_of(story), to(at(3)))
        assert client.post(change_of(story), typed(story, version="0")).status_code == 409


class TestAssignment:
    def test_it_is_moved_and_its_version_grows(self, editor: User) -> None:
        assignment = make_assignment()
        postpone(assignment, at(4), by=editor, version=0)
        stored = Assignment.objects.get()
        assert (stored.due_at, stored.version) == (at(4), 1)

    def test_it_is_refused_where_it_is_done_changed_or_the_time_over(self, editor: User) -> None:
        assert refusal(postpone, make_assignment(story=make_article()), at(4), by=editor) == Refusal.DONE
        assert refusal(postpone, make_assignment(), at(4), by=editor, version=3) == Refusal.CHANGED
        assert refusal(postpone, make_assignment(), at(-4), by=editor) == Refusal.PAST

    def test_whoever_covers_it_does_not_move_it(self, reporter: User) -> None:
        with pytest.raises(PermissionDenied):
            postpone(make_assignment(assignee=reporter), at(4), by=reporter)


@pytest.mark.usefixtures("editor")
class TestForm:
    def test_it_moves_and_leads_back_to_its_page(self, client: Client) -> None:
        story = make_planned(title="خبر")
        path = f"{move_of(story)}?month=2026-11&assignee=me&next=//evil.example"
        page = client.get(path).content.decode()
        assert 'name="at_0" value="2026-11-27"' in page
        assert 'name="at_1" value="08:00"' in page
        assert 'name="version" value="0"' in page
        answer = client.post(path, to(at(5, 9), version="0"), follow=True)
        assert answer.redirect_chain == [(f"{CALENDAR}?month=2026-11&assignee=me", 302)]
        assert "نُقل «\u2068خبر\u2069» إلى الثلاثاء 1\u00a0ديسمبر 2026، 09:00." in answer.content.decode()

    def test_digits_of_any_script_are_read(self, client: Client) -> None:
        client.post(move_of(make_planned()), {"at_0": "٢٠٢٦-١٢-٠١", "at_1": "٠٩:٣٠"})
        assert Article.objects.get().published_at == at(5, 9, 30)

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"at_0": "", "at_1": ""},
            {"at_0": "abc", "at_1": "08:00"},
            {"at_0": "2026-12-01", "at_1": ""},
            {"at_0": "9999-12-31", "at_1": "23:59"},
            {"at_0": "0001-01-01", "at_1": "00:00"},
            {"at_0": "\x00", "at_1": "\x00"},
            {"at_0": "2026-11-20", "at_1": "08:00"},
        ],
    )
    def test_what_is_no_time_ahead_comes_back_with_words(self, client: Client, fields: dict[str, str]) -> None:
        for row in (make_planned(), make_assignment()):
            answer = client.post(move_of(row), fields)
            assert answer.status_code == 422
            assert 'class="errornote"' in answer.content.decode()
            told = client.post(move_of(row), fields, **AS_JSON)
            assert (told.status_code, bool(told.json()["said"])) == (422, True)

    @pytest.mark.parametrize("version", ["7", "x", "", "-1", "9" * 30])
    def test_a_row_that_changed_is_told_with_its_new_version(self, client: Client, version: str) -> None:
        for row in (make_planned(), make_assignment()):
            answer = client.post(move_of(row), to(at(3), version=version))
            assert answer.status_code == 409
            assert "غيّره أحد الزملاء في هذه الأثناء." in answer.content.decode()
            assert 'name="version" value="0"' in answer.content.decode()

    def test_a_story_that_is_gone_is_404(self, client: Client) -> None:
        story = make_planned()
        path = move_of(story)
        story.delete()
        assert client.post(path, to(at(3))).status_code == 404


@pytest.mark.usefixtures("editor")
class TestScript:
    def test_it_is_told_what_became_of_it_and_how_to_take_it_back(self, client: Client) -> None:
        for row in (make_planned(1, 8), make_assignment(due_at=at(1, 8))):
            told = client.post(move_of(row), to(at(3, 8), version="0"), **AS_JSON).json()
            assert told["undo"] == {"at_0": "2026-11-27", "at_1": "08:00:00", "version": 1, "undone": "1"}
            assert "إلى الأحد 29\u00a0نوفمبر 2026، 08:00." in told["said"]
            back = client.post(move_of(row), told["undo"], **AS_JSON)
            assert back.status_code == 200
            assert back.json()["said"].startswith("عاد ")
            row.refresh_from_db()
            assert getattr(row, "published_at", None) or row.due_at == at(1, 8)

    def test_a_refusal_is_told_in_words(self, client: Client) -> None:
        known = make_article(published_at=at(-1))
        told = client.post(move_of(known), to(at(3)), **AS_JSON)
        assert (told.status_code, told.json()) == (
            422,
            {"said": "اطّلع القراء على هذا الخبر، فيبقى موعده كما هو.", "version": 0},
        )

    def test_a_forged_post_moves_nothing(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user(groups=("Editors",)))
        story = make_planned()
        assert client.post(move_of(story), to(at(3)), **AS_JSON).status_code == 403
        assert Article.objects.get().published_at == at(1)


class TestRights:
    def test_reporters_and_moderators_are_not_asked(self, client: Client) -> None:
        rows = [make_planned(), make_assignment()]
        for group in ("Reporters", "Moderators"):
            client.force_login(make_user(groups=(group,)))
            for row in rows:
                assert client.get(move_of(row)).status_code == 403
                assert client.post(move_of(row), to(at(3)), **AS_JSON).status_code == 403
        assert Article.objects.get().published_at == at(1)
        assert Assignment.objects.get().version == 0


@pytest.mark.usefixtures("editor")
class TestWayBack:
    @pytest.mark.parametrize("name", ["begin", "move"])
    def test_a_page_of_one_entry_leads_back_to_the_calendar_from_which_it_was_opened(
        self, client: Client, name: str
    ) -> None:
        assignment = make_assignment()
        page = client.get(reverse(f"admin:articles_assignment_{name}", args=[assignment.pk]) + "?month=2026-12")
        html = page.content.decode()
        assert f'<a href="{CALENDAR}?month=2026-12">التقويم التحريري</a> &rsaquo;' in html
        assert "admin-portal/assignment.css" in html
        assert re.search(r'<body class="[^"]*\bmove-page\b', html)
