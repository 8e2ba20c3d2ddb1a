"""The record of every decision about a comment."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Move(models.Model):
    """One entry of the append-only record: who moved a comment, when, from where to where, and why."""

    comment = models.ForeignKey(
        Comment, models.SET_NULL, verbose_name=_("comment"), related_name="moves", null=True, editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    from_status = models.CharField(
        _("from"), max_length=10, choices=Comment.Status, blank=True, editable=False, default=""
    )
    to_status = models.CharField(_("to"), max_length=10, choices=Comment.Status, editable=False)
    rule = models.CharField(_("rule"), max_length=200, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-at", "-pk"]
        indexes = [
            # Who loses their name here when an account is deleted.
            models.Index("by", name="comments_move_by", condition=Q(by__isnull=False)),
            # How long comments waited lately.
            models.Index("at", name="comments_move_decision", condition=Q(from_status="pending", by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
