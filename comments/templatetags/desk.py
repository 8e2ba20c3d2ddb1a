"""What the newsroom's front page says of comments: ``{% moderation_desk as desk %}``."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone

from comments.backlog import backlog, reported_in_words, waiting_in_words
from comments.dashboard.figures import figures
from comments.dashboard.panels import Panel, panels

register = template.Library()


@dataclass(frozen=True)
class Desk:
    """``waiting`` and ``reported``: sentences; an empty one has nothing to tell."""

    waiting: str
    reported: str
    is_clear: bool
    queue: str
    panels: list[Panel]


@register.simple_tag(takes_context=True)
def moderation_desk(context: Context) -> Desk | None:
    """Return what waits now and the figures of two weeks, for accounts that see comments; costs eight queries."""
    request: HttpRequest | Any = context["request"]
    if not request.user.has_perm("comments.view_comment"):
        return None
    now, found = timezone.now(), backlog()
    return Desk(
        waiting=waiting_in_words(now, found),
        reported=reported_in_words(found.reported) if found.reported.value else "",
        is_clear=found.since is None,
        queue=reverse("admin:comments_comment_changelist"),
        panels=panels(figures(now)),
    )
