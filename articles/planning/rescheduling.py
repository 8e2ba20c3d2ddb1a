"""Moving a story that waits for its time to another one, by the way that its form goes."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.permissions import require_publisher
from articles.planning.refusals import NotPlannedError, Refusal
from articles.revisions.recording import keep_what_stands, record
from articles.revisions.snapshot import stored
from articles.workflow.moving import is_over, is_unread, require_right, save_moved


def is_planned(article: Article) -> bool:
    """Return whether no reader knows the story, and its time lies ahead: scheduled, or with a time and unfinished."""
    is_ahead = article.published_at is not None and article.published_at > timezone.now()
    return is_ahead and is_unread(article)


def reschedule(article: Article, at: datetime, *, by: User, version: int | None = None) -> Article:
    """Give a planned story another time, record it and return the stored row; the same time changes nothing.

    Raises PermissionDenied for those who may not publish, Article.DoesNotExist where the story is gone, and
    NotPlannedError where its time has to stay, or where it is no longer at the ``version`` that was looked at.
    """
    require_publisher(by)
    with transaction.atomic():
        row = stored(article.pk)
        require_right(row, row.status, by=by)
        if why := _refusal(row, at, version):
            raise NotPlannedError(why)
        if row.published_at != at:
            keep_what_stands(row)
            row.published_at = at
            save_moved(row, by=by)
            record(row, by=by)
    return row


def _refusal(row: Article, at: datetime, version: int | None) -> Refusal | None:
    if version not in (None, row.version):
        return Refusal.CHANGED
    if not is_planned(row):
        return Refusal.UNPLANNED if is_unread(row) or row.status == Article.Status.WITHDRAWN else Refusal.KNOWN
    if at <= timezone.now():
        return Refusal.PAST
    return Refusal.OVER if is_over(at, row.unpublished_at) else None
