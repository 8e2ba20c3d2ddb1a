"""Assignments: who makes, takes and gives them back, the story that comes of one, and what survives whom."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Article, Assignment, Revision
from articles.planning import assigning
from articles.planning.refusals import NotPlannedError, Refusal
from articles.workflow.moving import return_to_writer, submit
from tests.articles.newsroom import errors_of
from tests.articles.planning.plans import CALENDAR, at, make_assignment
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_assignment_add")


def address(name: str, assignment: Assignment) -> str:
    return reverse(f"admin:articles_assignment_{name}", args=[assignment.pk])


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a browser posts from the form of an assignment."""
    return {"what": "جلسة المجلس", "note": "", "due_at_0": "2026-11-28", "due_at_1": "10:00", **changes}


def refusal(deed: Any, *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(NotPlannedError) as refused:
        deed(*args, **kwargs)
    return refused.value.why


class TestRow:
    def test_it_says_what_is_to_be_covered(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_assignment(what="")

    def test_it_is_done_once_its_story_is_handed_in_and_undone_when_that_comes_back(self, reporter: User) -> None:
        assignment = make_assignment(assignee=reporter, section=make_section())
        story = assigning.begin_story(assignment, by=reporter)
        story.body = "<p>نص</p>"
        story.save()
        assert not Assignment.objects.get().is_done
        submit(story, by=reporter)
        assert Assignment.objects.get().is_done
        assert not Assignment.objects.undone().exists()
        return_to_writer(story, by=reporter)
        assert not Assignment.objects.get().is_done
        assert Assignment.objects.undone().exists()

    def test_it_is_late_when_its_time_has_passed_without_a_story(self) -> None:
        assert make_assignment(due_at=at(0, 11)).is_late
        assert not make_assignment(due_at=at(0, 13)).is_late
        assert not make_assignment(due_at=at(0, 11), story=make_article()).is_late

    def test_it_stays_when_accounts_section_and_story_go(self) -> None:
        user, section, story = make_user(), make_section(), make_article()
        make_assignment(assignee=user, made_by=user, section=section, story=story)
        for row in (user, section, story):
            row.delete()
        kept = Assignment.objects.get()
        assert (kept.assignee, kept.made_by, kept.section, kept.story) == (None, None, None, None)

    def test_words_are_put_in_order(self) -> None:
        assignment = Assignment(what=" جلسة\n المجلس\x00 ", note="سطر\r\nآخر \u202e", due_at=at(1))
        assignment.full_clean()
        assert (assignment.what, assignment.note) == ("جلسة المجلس", "سطر\nآخر")
        with pytest.raises(ValidationError):
            Assignment(what="؟!", due_at=at(1)).full_clean()


class TestTaking:
    def test_an_open_one_is_taken_once(self, reporter: User) -> None:
        assignment = make_assignment()
        assert [assigning.take(assignment, by=reporter), assigning.take(assignment, by=reporter)] == [True, False]
        stored = Assignment.objects.get()
        assert (stored.assignee, stored.version) == (reporter, 1)

    def test_a_colleagues_is_not_taken(self, reporter: User) -> None:
        assignment = make_assignment(assignee=make_user())
        assert refusal(assigning.take, assignment, by=reporter) == Refusal.TAKEN

    def test_ones_own_is_given_back_until_its_story_is_begun(self, reporter: User) -> None:
        assignment = make_assignment(assignee=reporter, section=make_section())
        assert assigning.give_back(assignment, by=reporter)
        assert not assigning.give_back(assignment, by=reporter)
        assigning.begin_story(assignment, by=reporter)
        assert refusal(assigning.give_back, assignment, by=reporter) == Refusal.BEGUN
        assert refusal(assigning.give_back, assignment, by=make_user(groups=("Editors",))) == Refusal.TAKEN

    def test_buttons_say_what_became_of_it_and_lead_back(self, client: Client, reporter: User) -> None:
        assignment = make_assignment(what="جلسة المجلس")
        answer = client.post(f"{address('take', assignment)}?month=2026-11&x=1", follow=True)
        assert answer.redirect_chain == [(f"{CALENDAR}?month=2026-11", 302)]
        assert "صار تكليف «\u2068جلسة المجلس\u2069» لك." in answer.content.decode()
        client.post(address("give_back", assignment))
        assert Assignment.objects.get().assignee is None

    @pytest.mark.parametrize("name", ["take", "give_back"])
    def test_a_link_does_nothing(self, client: Client, reporter: User, name: str) -> None:
        assert client.get(address(name, make_assignment())).status_code == 405

    @pytest.mark.parametrize("name", ["take", "give_back", "begin", "move"])
    def test_one_that_is_gone_is_404(self, client: Client, editor: User, name: str) -> None:
        assert client.post(reverse(f"admin:articles_assignment_{name}", args=[7])).status_code == 404


class TestBeginning:
    def test_one_press_makes_a_linked_draft_and_opens_its_form(self, client: Client, reporter: User) -> None:
        assignment = make_assignment(what="تغطية جلسة المجلس البلدي", section=make_section())
        answer = client.post(address("begin", assignment))
        story = Article.objects.get()
        assert answer["Location"] == reverse("admin:articles_article_change", args=[story.pk])
        assert (story.title, story.section, story.status) == (assignment.what, assignment.section, "draft")
        assert story.created_by == reporter
        assert Revision.objects.get().by == reporter
        stored = Assignment.objects.get()
        assert (stored.story, stored.assignee) == (story, reporter)
        assert client.get(answer["Location"]).status_code == 200

    def test_a_second_press_opens_the_same_story(self, client: Client, reporter: User) -> None:
        assignment = make_assignment(section=make_section())
        places = {client.post(address("begin", assignment))["Location"] for _ in range(2)}
        assert len(places) == Article.objects.count() == 1

    def test_where_it_has_no_section_the_writer_chooses_one(self, client: Client, reporter: User) -> None:
        assignment, section = make_assignment(), make_section()
        asked = client.post(address("begin", assignment))
        assert (asked.status_code, asked.context["error"]) == (200, "")
        for nonsense in ("", "0", "99999", "x", "9" * 30):
            answer = client.post(address("begin", assignment), {"section": nonsense})
            assert answer.status_code == 422
            assert "اختر القسم الذي سيُنشر فيه الخبر." in answer.content.decode()
        client.post(address("begin", assignment), {"section": section.pk})
        assert Article.objects.get().section == section

    def test_a_colleagues_is_not_begun(self, client: Client, reporter: User) -> None:
        assignment = make_assignment(assignee=make_user(), section=make_section())
        html = client.post(address("begin", assignment), follow=True).content.decode()
        assert "يتولى هذا التكليف أحد الزملاء." in html
        assert not Article.objects.exists()

    def test_a_link_begins_nothing(self, client: Client, reporter: User) -> None:
        assert client.get(address("begin", make_assignment(section=make_section()))).status_code == 200
        assert not Article.objects.exists()


@pytest.mark.usefixtures("editor")
class TestForm:
    def test_an_editor_assigns_to_whoever_writes(self, client: Client, editor: User) -> None:
        writer, _moderator = make_user(groups=("Reporters",)), make_user(groups=("Moderators",))
        make_user(groups=("Reporters",), is_staff=False)
        form = client.get(ADD).context["adminform"].form
        assert {*form.fields["assignee"].queryset} == {editor, writer}
        answer = client.post(ADD, typed(assignee=writer.pk))
        stored = Assignment.objects.get()
        assert answer["Location"] == f"{CALENDAR}?week=2026-11-28"
        assert (stored.assignee, stored.made_by, stored.due_at) == (writer, editor, at(2, 10))

    def test_a_time_that_has_passed_is_refused_where_it_is_new(self, client: Client) -> None:
        answer = client.post(ADD, typed(due_at_0="2026-11-25"))
        assert errors_of(answer) == {"due_at": ["past"]}
        late = make_assignment(due_at=at(-1, 10))
        changed = typed(what="أخرى", due_at_0="2026-11-25")
        assert client.post(address("change", late), changed).status_code == 302

    def test_a_change_meanwhile_is_said_before_it_is_put_over(self, client: Client) -> None:
        assignment = make_assignment(version=3)
        answer = client.post(address("change", assignment), typed(version="2"))
        assert errors_of(answer) == {"__all__": ["changed"]}
        assert 'name="version" value="3"' in answer.content.decode()
        assert client.post(address("change", assignment), typed(version="3")).status_code == 302
        assert Assignment.objects.get().version == 4

    def test_whoever_lost_the_right_keeps_what_they_have(self, client: Client) -> None:
        gone = make_user(is_active=False)
        assignment = make_assignment(assignee=gone)
        assert client.post(address("change", assignment), typed(assignee=gone.pk)).status_code == 302
        assert errors_of(client.post(ADD, typed(assignee=gone.pk))) == {"assignee": ["invalid_choice"]}

    @pytest.mark.parametrize("story", ["x", "9" * 40, "77"])
    def test_nonsense_for_a_story_is_an_error(self, client: Client, story: str) -> None:
        assert errors_of(client.post(ADD, typed(story=story))) == {"story": ["invalid_choice"]}

    def test_deletion_leads_to_the_calendar(self, client: Client) -> None:
        answer = client.post(address("delete", make_assignment()), {"post": "yes"})
        assert answer["Location"] == CALENDAR
        assert not Assignment.objects.exists()


class TestRights:
    def test_a_reporter_reads_and_changes_nothing(self, client: Client, reporter: User) -> None:
        assignment = make_assignment(what="جلسة المجلس", assignee=make_user(first_name="سلمى"))
        html = client.get(address("change", assignment)).content.decode()
        assert "جلسة المجلس" in html
        assert "سلمى" in html
        assert 'name="what"' not in html
        assert client.post(address("change", assignment), typed()).status_code == 403
        for path in (ADD, address("delete", assignment), address("move", assignment)):
            assert client.get(path).status_code == 403
        with pytest.raises(PermissionDenied):
            assigning.postpone(assignment, at(5), by=reporter)

    @pytest.mark.parametrize("deed", [assigning.take, assigning.give_back, assigning.begin_story])
    def test_without_the_right_nothing_is_done(self, deed: Any) -> None:
        moderator = make_user(groups=("Moderators",))
        with pytest.raises(PermissionDenied):
            deed(make_assignment(section=make_section()), by=moderator)
        assert Assignment.objects.get().version == 0

    def test_a_moderator_sees_none(self, client: Client) -> None:
        client.force_login(make_user(groups=("Moderators",)))
        assignment = make_assignment()
        assert client.get(CALENDAR).status_code == 403
        assert client.get(address("change", assignment)).status_code == 403
        for name in ("take", "give_back", "begin", "move"):
            assert client.post(address(name, assignment)).status_code == 403
