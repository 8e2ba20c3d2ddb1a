"""Who covers what: taking an assignment, giving it back, moving it, and beginning its story."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Assignment, Section
from articles.planning.refusals import NotPlannedError, Refusal
from articles.revisions.recording import record
from articles.workflow.moving import save_moved

BACKEND = "django.contrib.auth.backends.ModelBackend"


def may_read(user: User | AnonymousUser) -> bool:
    """Tell whether ``user`` sees the calendar: whoever sees stories and assignments."""
    return user.has_perms(["articles.view_article", "articles.view_assignment"])


def may_assign(user: User | AnonymousUser) -> bool:
    """Tell whether ``user`` makes and changes assignments, also those of others."""
    return may_read(user) and user.has_perm("articles.change_assignment")


def may_write(user: User | AnonymousUser) -> bool:
    """Tell whether ``user`` takes assignments and begins stories from them."""
    return may_read(user) and user.has_perm("articles.add_article")


def writers() -> "QuerySet[User]":
    """Return the accounts of the newsroom that may write, by name."""
    accounts = User.objects.with_perm("articles.add_article", backend=BACKEND)
    return accounts.filter(is_staff=True).order_by("first_name", "last_name", "username")


def is_for(user: User | AnonymousUser, assignment: Assignment) -> bool:
    """Tell whether ``user`` may begin the story of the assignment: their own, or one that nobody has."""
    return may_write(user) and assignment.story_id is None and assignment.assignee_id in (None, user.pk)


def take(assignment: Assignment, *, by: User) -> bool:
    """Give an open assignment to ``by``; return False where it is theirs already.

    Like the other deeds it locks the stored row, raises its version, and brings ``assignment`` level with it. They
    raise PermissionDenied for those who may not, Assignment.DoesNotExist where it is gone, and NotPlannedError where
    it is a colleague's or further on.
    """
    _require(may_write(by))
    with transaction.atomic():
        _lock(assignment)
        if assignment.assignee_id == by.pk:
            return False
        if assignment.assignee_id is not None:
            raise NotPlannedError(Refusal.TAKEN)
        assignment.assignee = by
        _save(assignment, "assignee")
    return True


def give_back(assignment: Assignment, *, by: User) -> bool:
    """Make an assignment of ``by`` an open one again, unless its story is begun; return False where it is open."""
    _require(may_write(by))
    with transaction.atomic():
        _lock(assignment)
        if assignment.assignee_id is None:
            return False
        if assignment.assignee_id != by.pk:
            raise NotPlannedError(Refusal.TAKEN)
        if assignment.story_id is not None:
            raise NotPlannedError(Refusal.BEGUN)
        assignment.assignee = None
        _save(assignment, "assignee")
    return True


def begin_story(assignment: Assignment, *, by: User, section: Section | None = None) -> Article:
    """Return a new draft of ``by`` with the subject as its title, linked to the assignment, which becomes theirs.

    It stands in the section of the assignment, or else in ``section``. A story that ``by`` began before is returned
    as it is: a double press begins one.
    """
    _require(may_write(by))
    with transaction.atomic():
        _lock(assignment)
        if assignment.assignee_id not in (None, by.pk):
            raise NotPlannedError(Refusal.TAKEN)
        if assignment.story is not None:
            if assignment.assignee_id == by.pk:
                return assignment.story
            raise NotPlannedError(Refusal.BEGUN)
        chosen = assignment.section or section
        if chosen is None:
            raise NotPlannedError(Refusal.SECTIONLESS)
        story = Article(title=assignment.what, section=chosen, created_by=by)
        save_moved(story, by=by)
        record(story, by=by)
        assignment.story, assignment.assignee = story, by
        _save(assignment, "story", "assignee")
    return story


def postpone(assignment: Assignment, due_at: datetime, *, by: User, version: int | None = None) -> Assignment:
    """Give an assignment that is not done another time, and return it; the same time changes nothing."""
    _require(may_assign(by))
    with transaction.atomic():
        _lock(assignment)
        if version not in (None, assignment.version):
            raise NotPlannedError(Refusal.CHANGED)
        if assignment.is_done:
            raise NotPlannedError(Refusal.DONE)
        if assignment.due_at != due_at:
            if due_at <= timezone.now():
                raise NotPlannedError(Refusal.PAST)
            assignment.due_at = due_at
            _save(assignment, "due_at")
    return assignment


def _require(right: bool) -> None:
    if not right:
        raise PermissionDenied


def _lock(assignment: Assignment) -> None:
    rows = Assignment.objects.select_for_update(no_key=True, of=("self",))
    assignment.refresh_from_db(from_queryset=rows.select_related("story", "section"))


def _save(assignment: Assignment, *names: str) -> None:
    assignment.version += 1
    assignment.save(update_fields=[*names, "version"])
