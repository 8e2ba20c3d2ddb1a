"""Making and revoking the links by which somebody without an account reads a draft."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article
from articles.permissions import may_change
from articles.previews.models import PreviewLink
from newsportal.tokens import make_token

LASTS = timedelta(hours=48)
# Of one story, at a time.
MOST_LIVE = 20


class TooManyLinksError(ValueError):
    """``MOST_LIVE`` links to the story work already."""


def make_link(article: Article, *, by: User) -> str:
    """Store a link to what is stored of the article, and return its token, which is known this once.

    Raises PermissionDenied for those who may not change the article, and TooManyLinksError.
    """
    require_writer(by, article)
    if article.preview_links.live().count() >= MOST_LIVE:
        raise TooManyLinksError
    token, digest = make_token()
    now = timezone.now()
    PreviewLink.objects.create(article=article, token_hash=digest, by=by, made_at=now, expires_at=now + LASTS)
    return token


def revoke(link: PreviewLink, *, by: User) -> None:
    """End the link at once; one that was revoked before keeps its time.

    Raises PermissionDenied for those who may not change its article.
    """
    require_writer(by, link.article)
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def require_writer(user: User, article: Article) -> None:
    if not may_change(user, article):
        raise PermissionDenied
