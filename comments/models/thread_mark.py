"""Where long threads are entered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.paths import PathField


class ThreadMark(models.Model):
    """The place of every fiftieth shown thread of an article; kept by comments/marks.py."""

    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("article"), related_name="thread_marks", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    path = PathField(_("path"))

    class Meta:
        # Nobody edits what follows from the comments.
        default_permissions = ()
        verbose_name = _("mark in a long thread")
        verbose_name_plural = _("marks in long threads")
        constraints = [
            # Serves a late page of a thread, too.
            models.UniqueConstraint(fields=["article", "number"], name="comments_threadmark_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)
