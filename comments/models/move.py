"""The record of every decision about a comment."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment

APPENDED_ONLY = "The record is only added to."


class MoveQuerySet(models.QuerySet["Move"]):
    """The record as it may be asked; whoever has to blur it goes through ``Move._base_manager``, and says why."""

    def standing(self) -> Self:
        """Return the moves that were not taken back, without those that took one back."""
        return self.filter(~Exists(Move.objects.filter(undoes=OuterRef("pk"))), undoes=None)

    def last_standing(self) -> Self:
        """Return those of the standing moves after which their comment saw no other."""
        later = Move.objects.standing().filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
        return self.standing().exclude(Exists(later))

    def decisions(self) -> Self:
        """Return the moves by which people decided about what waited, and no change or mark of it."""
        waited = self.filter(from_status=Comment.Status.PENDING, by__isnull=False)
        return waited.exclude(to_status=Comment.Status.PENDING)

    def refusals(self) -> Self:
        """Return the moves that refused a comment, and no mark that was put upon a refused one."""
        return self.filter(to_status=Comment.Status.REFUSED).exclude(from_status=Comment.Status.REFUSED)

    def update(self, **values: Any) -> NoReturn:
        raise TypeError(APPENDED_ONLY)

    def delete(self) -> NoReturn:
        raise TypeError(APPENDED_ONLY)


class Move(models.Model):
    """One entry of the append-only record: who moved a comment, when, from where to where, and why.

    It outlives its comment, and then names nobody but the account that decided.
    """

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
    # What one press decided is taken back together.
    batch = models.UUIDField(_("batch"), null=True, editable=False)
    # A move is taken back once; whoever wants it again decides again.
    undoes = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("takes back"),
        null=True,
        editable=False,
        related_name="undone_by",
        # SQLite would read all moves that take nothing back by it.
        db_index=False,
    )
    # What the move took from its comment, for whoever takes it back.
    was_pick = models.BooleanField(_("was an editor’s pick"), default=False, editable=False)
    had_reports = models.PositiveIntegerField(_("answered reports"), default=0, editable=False)

    objects = MoveQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-at", "-pk"]
        indexes = [
            # Who loses their name here when an account is deleted.
            models.Index("by", name="comments_move_by", condition=Q(by__isnull=False)),
            # How long comments waited lately; what was decided in the last days.
            models.Index("at", name="comments_move_decision", condition=Q(from_status="pending", by__isnull=False)),
            # What one press decided.
            models.Index("batch", name="comments_move_batch", condition=Q(batch__isnull=False)),
        ]
        constraints = [
            # Serves the question which moves were taken back, too.
            models.UniqueConstraint(
                fields=["undoes"],
                name="comments_move_undone_once",
                condition=Q(undoes__isnull=False),
                violation_error_message=_("This was taken back before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. Raises TypeError for one that stands already."""
        if not self._state.adding:
            raise TypeError(APPENDED_ONLY)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(APPENDED_ONLY)
