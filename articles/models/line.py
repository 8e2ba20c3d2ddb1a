"""The lines that join a story to its authors and tags, and give it its place in their lists."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.listing import PUBLISHED, Place, is_published, list_anew
from articles.models.author import Author
from articles.models.tag import Tag

if TYPE_CHECKING:
    from articles.models.article import Article


class LineQuerySet(models.QuerySet[Any]):
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Store lines and list their stories; ``article.tags.set()`` and its kin come here."""
        with transaction.atomic():
            lines = super().bulk_create(objs, *args, **kwargs)
            list_anew(self.model, {line.article_id for line in lines})
        return lines

    def listed(self, before: Place | None = None) -> Self:
        """Return the lines of what lists show, after a place where one is given."""
        return self.filter(
            is_published(before, statuses=[PUBLISHED], story="article__", moment="listed_at", key="article")
        )

    def due(self) -> Self:
        """Return the lines whose time has come, without a look at their stories: ask those ``is_standing()``."""
        return self.filter(listed_at__lte=timezone.now())

    def newest_first(self) -> Self:
        return self.order_by("-listed_at", "-article_id")

    def newest(self, number: int, *, with_text: bool = False) -> "list[Article]":
        """Return so many stories, newest first, with what a card shows and maybe their text, in one query."""
        lines = self.select_related("article__section", "article__lead_picture")
        lines = lines.defer("article__body", *([] if with_text else ["article__body_html"]))
        return [line.article for line in lines.newest_first()[:number]]


class Line(models.Model):
    """Articles whose status or time changes tell their lines by ``list_anew()``; a new line asks its article."""

    # Each line's own indexes begin with the article, or with what it leads to.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="%(class)ss", db_index=False
    )
    listed_at = models.DateTimeField(_("listed from"), null=True, editable=False)

    objects = LineQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            list_anew(type(self), [self.article_id])


class Byline(Line):
    """One writer's place in the line under a headline."""

    author = models.ForeignKey(
        Author, models.PROTECT, verbose_name=_("author"), related_name="bylines", db_index=False
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        indexes = [
            # An author's page; whether an author is named anywhere.
            models.Index("author", F("listed_at").desc(), F("article").desc(), name="articles_byline_of_author"),
        ]
        constraints = [
            # Serves the line under a headline, too.
            models.UniqueConstraint(
                fields=["article", "author"],
                name="articles_byline_once",
                violation_error_message=_("This author already stands in the byline."),
            ),
        ]

    def __str__(self) -> str:
        return self.author.name


class Tagging(Line):
    """One tag of a story."""

    tag = models.ForeignKey(Tag, models.CASCADE, verbose_name=_("tag"), related_name="taggings", db_index=False)

    class Meta:
        # Whoever may write an article may give it tags.
        default_permissions = ()
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")
        indexes = [
            # A tag's page, and the related stories; a tag that is deleted.
            models.Index("tag", F("listed_at").desc(), F("article").desc(), name="articles_tagging_of_tag"),
        ]
        constraints = [
            # Serves the tags below a story, too.
            models.UniqueConstraint(
                fields=["article", "tag"],
                name="articles_tagging_once",
                violation_error_message=_("This story already has the tag."),
            ),
        ]

    def __str__(self) -> str:
        return self.tag.name
