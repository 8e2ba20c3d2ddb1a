"""The moves that readers notice: a story appears, and a story is taken down."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article
from articles.permissions import may_publish

# Statuses that readers see, and that therefore need a time of publication.
PUBLIC = [Article.Status.PUBLISHED, Article.Status.ARCHIVED]


def publication_time(status: str, published_at: datetime | None) -> datetime | None:
    """Return the time that a story with this status has to carry: its own, or now where it needs one."""
    return timezone.now() if published_at is None and status in PUBLIC else published_at


def is_unread(article: Article) -> bool:
    """Return whether no reader can know the story and its address yet."""
    return article.status not in [*PUBLIC, Article.Status.WITHDRAWN] or article.is_scheduled


def publish(article: Article, *, by: User) -> None:
    """Save the article as published: from its ``published_at`` on if it has one, else from now on.

    Raises PermissionDenied for those who may not publish.
    """
    require_publisher(by)
    article.status = Article.Status.PUBLISHED
    article.published_at = publication_time(article.status, article.published_at)
    article.save()


def withdraw(article: Article, *, by: User) -> None:
    """Save the article as withdrawn: its address answers 410 from now on.

    Raises PermissionDenied for those who may not publish.
    """
    require_publisher(by)
    article.status = Article.Status.WITHDRAWN
    article.save()


def require_publisher(user: User) -> None:
    if not may_publish(user):
        raise PermissionDenied


# What a form or a list calls for the status that someone chose; the other statuses concern no reader.
MOVES: dict[str, Callable[..., None]] = {Article.Status.PUBLISHED: publish, Article.Status.WITHDRAWN: withdraw}
