"""What waits for an account on the newsroom's front page: its drafts, what is in review, what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.editing.copies import copies_of
from articles.models import Article, Assignment, StoryReads, Transition
from articles.permissions import may_publish
from articles.planning.address import ASSIGNEE, MINE, calendar_address
from articles.planning.assigning import may_write
from articles.site.conventions import digits
from articles.site.moments import moment_in_words
from articles.workflow.labels import assignment_label, returned_label, state_label

Status = Article.Status
UNFINISHED = [Status.DRAFT, Status.IN_REVIEW, Status.READY]
# As many stories as a panel names.
SHOWN = 6
# Among so many of the latest stories those are sought that readers discuss.
LATEST = 50
# What is overdue for longer is no work of today; the calendar still shows it.
OVERDUE = timedelta(days=30)
LIST = "admin:articles_article_changelist"


@dataclass(frozen=True)
class Item:
    """One story of a panel: where it stands, or how much it is read or discussed, when, and what a colleague said.

    ``address`` leads elsewhere than to the form of the story.
    """

    pk: int
    title: str
    section: str
    about: SafeString | str
    when: SafeString
    said: str = ""
    address: str = ""


@dataclass(frozen=True)
class Waiting:
    """``more`` leads to the list of all of them; ``nothing`` is said where there are none.

    ``unsaved`` tells of new stories that were typed and not saved, which the form of a new story offers.
    """

    name: str
    heading: str | Promise
    items: Sequence[Item]
    more: str
    nothing: str | Promise
    unsaved: str = ""


def waiting_for(user: User) -> list[Waiting]:
    """Return the panels of an account that sees stories; each costs a query or two, which an index answers."""
    panels = [_own(user)] if user.has_perm("articles.add_article") else []
    panels += [_assigned(user)] if may_write(user) else []
    if may_publish(user):
        panels += [_at(Status.IN_REVIEW, _("In review"), _("Nothing is in review."))]
        panels += [_at(Status.READY, _("Ready to publish"), _("Nothing is ready."))]
    return [*panels, _scheduled(), _most_read(), _discussed()]


def _own(user: User) -> Waiting:
    moves = Transition.objects.filter(article=OuterRef("pk")).order_by("-pk")
    stories = Article.objects.filter(created_by=user.pk, status__in=UNFINISHED).order_by("-saved_at")
    stories = stories.annotate(moved_by=Subquery(moves.values("by")[:1]), said=Subquery(moves.values("reason")[:1]))
    items = [_own_item(story, user) for story in _shown(stories)]
    unsaved = copies_of(user, None).count()
    told = ngettext("%(count)d new story is not saved yet", "%(count)d new stories are not saved yet", unsaved)
    return Waiting(
        "own",
        _("My drafts"),
        items,
        f"{reverse(LIST)}?mine=yes",
        _("You have no drafts."),
        unsaved=digits(told % {"count": unsaved}) if unsaved else "",
    )


def _assigned(user: User) -> Waiting:
    undone = Assignment.objects.undone().filter(assignee=user, due_at__gt=timezone.now() - OVERDUE)
    rows = undone.select_related("section", "story").defer("story__body", "story__body_html").order_by("due_at", "pk")
    items = [
        Item(
            row.pk,
            row.what,
            row.section.name if row.section else "",
            assignment_label(row),
            moment_in_words(row.due_at),
            address=reverse("admin:articles_assignment_change", args=[row.pk]),
        )
        for row in rows[:SHOWN]
    ]
    more = calendar_address({ASSIGNEE: MINE})
    return Waiting("assigned", _("My assignments"), items, more, _("Nothing is assigned to you."))


def _own_item(story: Any, user: User) -> Item:
    """Tell a draft that somebody else made one again from one that its writer has not handed in yet."""
    if story.status != Status.DRAFT or story.moved_by in (None, user.pk):
        return _item(story, state_label(story), story.saved_at)
    return replace(_item(story, returned_label(), story.saved_at), said=story.said)


def _at(status: Article.Status, heading: str | Promise, nothing: str | Promise) -> Waiting:
    # What came first waits longest.
    stories = Article.objects.filter(status=status).order_by("pk")
    items = [_item(story, "", story.saved_at) for story in _shown(stories)]
    return Waiting(status.value, heading, items, f"{reverse(LIST)}?status__exact={status.value}", nothing)


def _scheduled() -> Waiting:
    stories = Article.objects.filter(status=Status.PUBLISHED, published_at__gt=timezone.now())
    items = [_item(story, "", story.published_at) for story in _shown(stories.order_by("published_at", "pk"))]
    more = f"{reverse(LIST)}?status__exact=scheduled"
    return Waiting("scheduled", _("Scheduled stories"), items, more, _("Nothing is scheduled."))


def _most_read() -> Waiting:
    today = StoryReads.objects.most_read_on(timezone.localdate())[:LATEST]
    counts = dict(today.values_list("article_id", "count"))
    there = {story.pk: story for story in _shown(Article.objects.listed_of(counts), LATEST)}
    stories = [there[key] for key in counts if key in there][:SHOWN]
    items = [_item(story, digits(_reads(counts[story.pk])), story.published_at) for story in stories]
    more = f"{reverse(LIST)}?status__exact=published"
    return Waiting("read", _("Most read today"), items, more, _("No reads have been counted today yet."))


def _discussed() -> Waiting:
    latest = Article.objects.listed().newest_first()
    stories = sorted(_shown(latest, LATEST), key=lambda story: -story.comment_count)
    items = [
        _item(story, digits(_comments(story.comment_count)), story.published_at)
        for story in stories[:SHOWN]
        if story.comment_count
    ]
    nothing = _("Readers have not commented on the latest stories yet.")
    return Waiting("discussed", _("Most discussed"), items, f"{reverse(LIST)}?status__exact=published", nothing)


def _reads(count: int) -> str:
    return ngettext("%(count)d read", "%(count)d reads", count) % {"count": count}


def _comments(count: int) -> str:
    return ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}


def _shown(stories: "QuerySet[Article]", number: int = SHOWN) -> list[Article]:
    fields = ("title", "status", "published_at", "saved_at", "comment_count", "section__name")
    return list(stories.select_related("section").only(*fields)[:number])


def _item(story: Article, about: SafeString | str, when: datetime | None) -> Item:
    return Item(story.pk, story.title, story.section.name, about, moment_in_words(when))
