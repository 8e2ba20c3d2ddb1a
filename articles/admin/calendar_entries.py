"""How one entry of the calendar is shown: its time, its state in a word, and what the account may do with it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article, Assignment
from articles.permissions import may_publish
from articles.planning.assigning import is_for, may_assign
from articles.planning.entries import Entry, Kind
from articles.planning.rescheduling import is_planned
from articles.site.conventions import digits
from articles.workflow.labels import assignment_label, state_label
from newsportal.desk.accounts import account_name


@dataclass(frozen=True)
class Way:
    """Who looks, and the query of the page to which a deed leads back."""

    user: User
    query: str

    @cached_property
    def publishes(self) -> bool:
        return may_publish(self.user)

    @cached_property
    def assigns(self) -> bool:
        return may_assign(self.user)

    def to(self, name: str, key: int) -> str:
        return f"{reverse(f'admin:articles_assignment_{name}', args=[key])}?{self.query}"


@dataclass(frozen=True)
class Shown:
    """``move``, ``take`` and ``begin`` are addresses, empty where the account may not."""

    kind: Kind
    key: int
    at: datetime
    title: str
    address: str
    colour: int | None
    section: str
    label: SafeString | str
    version: int = 0
    who: str = ""
    story: str = ""
    is_late: bool = False
    # Of a story that readers have had for long: its state says nothing new.
    is_past: bool = False
    move: str = ""
    take: str = ""
    begin: str = ""

    @property
    def name(self) -> str:
        """By what scripts know the entry."""
        return f"{self.kind}-{self.key}"

    @property
    def time(self) -> str:
        return digits(f"{timezone.localtime(self.at):%H:%M}")


def shown_entry(entry: Entry, way: Way) -> Shown:
    return _assignment(entry, way) if entry.kind is Kind.ASSIGNMENT else _story(entry, way)


def _story(entry: Entry, way: Way) -> Shown:
    story: Article = entry.row
    is_leaving, is_past = entry.kind is Kind.TAKEN_DOWN, entry.at <= timezone.now()
    return Shown(
        entry.kind,
        story.pk,
        entry.at,
        story.title,
        reverse("admin:articles_article_change", args=[story.pk]),
        story.section.colour,
        story.section.name,
        _leaving_label(is_past=is_past) if is_leaving else state_label(story),
        version=story.version,
        is_past=is_past and not is_leaving,
        move=way.to("move_story", story.pk) if way.publishes and not is_leaving and is_planned(story) else "",
    )


def _leaving_label(*, is_past: bool) -> SafeString:
    word = _("Taken down") if is_past else _("Comes down")
    return format_html('<span class="state state-withdrawn">{}</span>', word)


def _assignment(entry: Entry, way: Way) -> Shown:
    assignment: Assignment = entry.row
    may_begin = is_for(way.user, assignment)
    return Shown(
        entry.kind,
        assignment.pk,
        entry.at,
        assignment.what,
        reverse("admin:articles_assignment_change", args=[assignment.pk]),
        assignment.section.colour if assignment.section else None,
        assignment.section.name if assignment.section else "",
        assignment_label(assignment),
        version=assignment.version,
        who=account_name(assignment.assignee) if assignment.assignee else "",
        story=reverse("admin:articles_article_change", args=[assignment.story_id]) if assignment.story_id else "",
        is_late=assignment.is_late,
        move=way.to("move", assignment.pk) if way.assigns and not assignment.is_done else "",
        take=way.to("take", assignment.pk) if may_begin and assignment.assignee_id is None else "",
        begin=way.to("begin", assignment.pk) if may_begin else "",
    )
