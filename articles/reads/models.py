"""How often a story was read on a day; nothing is stored of who read it."""

from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class StoryReadsQuerySet(models.QuerySet["StoryReads"]):
    def most_read_on(self, day: date) -> "StoryReadsQuerySet":
        """Return a day's rows, what was read most first; an index holds them in this order."""
        return self.filter(day=day).order_by("-count", "-article_id")


class StoryReads(models.Model):
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="reads", db_index=False
    )
    day = models.DateField(_("day"))
    count = models.PositiveBigIntegerField(_("reads"))

    objects = StoryReadsQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("reads of a story")
        verbose_name_plural = _("reads of stories")
        indexes = [
            # What is read most on a day; and what is too old to be kept.
            models.Index(fields=["day", "-count", "-article"], name="articles_reads_of_a_day"),
        ]
        constraints = [
            # What articles/reads/storing.py adds to.
            models.UniqueConstraint(
                fields=["article", "day"],
                name="articles_reads_once_a_day",
                violation_error_message=_("The reads of this story have a row for this day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.day)}: {self.count}"
