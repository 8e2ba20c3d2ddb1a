"""Telling readers what changed in a story that they know; a slip of the pen is not told."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.characters import one_line
from articles.corrections.models import Correction
from articles.models import Article
from articles.permissions import require_publisher
from articles.workflow.moving import PUBLIC


def is_known(article: Article) -> bool:
    """Return whether readers may have read the story: only then is there anything to tell them."""
    return article.status in PUBLIC and article.published_at is not None and article.published_at <= timezone.now()


def tell_update(article: Article, *, by: User) -> None:
    """Move the "updated" time that readers, feeds and sitemaps see, on the row and the instance.

    Raises PermissionDenied for those who may not publish.
    """
    require_publisher(by)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).lock()
        _tell(article, updated_at=timezone.now())


def correct(article: Article, text: str, *, by: User, credit: str = "") -> Correction:
    """Add a correction to the public log of a story, and return it; "updated" moves with it.

    Comments that were written before it are marked from now on. Raises PermissionDenied for those who may not publish,
    IntegrityError for a text without a word.
    """
    require_publisher(by)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).lock()
        now = timezone.now()
        made = Correction.objects.create(
            article=article, text=one_line(text), credit=one_line(credit), made_at=now, by=by
        )
        _tell(article, updated_at=now, corrected_at=now)
    return made


def take_credit_away(corrections: Sequence[int]) -> None:
    """Name nobody any longer beside corrections of these keys, on no page and in no feed."""
    with transaction.atomic():
        credited = Correction.objects.filter(pk__in=corrections).exclude(credit="")
        stories = sorted(set(credited.values_list("article_id", flat=True)))
        if stories:
            Article.objects.filter(pk__in=stories).lock()
            credited.update(credit="")
            for story in Article.objects.filter(pk__in=stories).only("status"):
                story.announce_change(is_seen=True)


def _tell(article: Article, **times: datetime) -> None:
    Article.objects.filter(pk=article.pk).update(**times)
    for name, moment in times.items():
        setattr(article, name, moment)
    article.announce_change(is_seen=True)
