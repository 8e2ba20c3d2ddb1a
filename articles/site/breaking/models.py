"""Breaking news: a line above every page, until a time."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.characters import check_lengths, clean_lines
from articles.site.everywhere import Everywhere, EverywhereQuerySet


class BreakingNewsQuerySet(EverywhereQuerySet):
    def standing(self) -> Self:
        """Return what has not come to its end; the newest of them is the one that readers see."""
        return self.filter(ends_at__gt=timezone.now())


class BreakingNews(Everywhere):
    """What readers see above every page, in red; articles/site/breaking/setting.py sets it and ends it."""

    words = models.CharField(_("words of the bar"), max_length=140)
    # A bar without its story would promise what nobody can read.
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("story"),
        related_name="breaking_news",
        null=True,
        blank=True,
    )
    ends_at = models.DateTimeField(_("ends at"))
    set_at = models.DateTimeField(_("set at"), default=timezone.now, editable=False)
    set_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("set by"), null=True, editable=False, related_name="+"
    )

    # Grows with each change; what was opened at another number is stale.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    lines = ("words",)

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news items")
        ordering = ["-pk"]
        indexes = [
            # Every page: what stands now.
            models.Index("ends_at", name="articles_breakingnews_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="articles_breakingnews_has_words",
                violation_error_message=_("Breaking news needs words."),
            ),
            # A bar that ended before it was set was seen by nobody.
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("set_at")),
                name="articles_breakingnews_ends_after",
                violation_error_message=_("Breaking news ends after it was set."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, *self.lines)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        clean_lines(self, *self.lines)
        check_lengths(self, *self.lines)

    @property
    def edition(self) -> str:
        """What a form remembers of the bar that stood when it was opened; another after each change."""
        return f"{self.pk}-{self.version}"

    @property
    def moments(self) -> list[datetime]:
        """The moments at which it appears or goes away by itself: its story may do so, too."""
        of_story = [self.article.published_at, self.article.unpublished_at] if self.article else []
        return [moment for moment in [self.ends_at, *of_story] if moment]

    def is_seen_at(self, moment: datetime) -> bool:
        """Return whether readers see it: it has not ended, and they can read the story to which it leads."""
        return moment < self.ends_at and (self.article is None or self.article.is_readable_at(moment))
