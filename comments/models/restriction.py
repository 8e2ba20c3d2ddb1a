"""Whose comments are held or kept out for a while."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.kept import Kept, KeptQuerySet
from comments.networks import names_around, network_from


class RestrictionQuerySet(KeptQuerySet):
    def in_force(self) -> Self:
        """Return what has not ended."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()))

    def ended(self, moment: datetime) -> Self:
        """Return what had ended by a moment."""
        return self.filter(ends_at__lte=moment)

    def about(self, email: str, network: str) -> Self:
        """Return what concerns an e-mail address, or a network and those around it; an empty one has none."""
        by_email = Q(email=email) if email else Q(pk=None)
        return self.filter(by_email | Q(network__in=list(names_around(network))))


class Restriction(Kept):
    """An e-mail address, or a network, whose comments always wait or are kept out, until a day and for a reason."""

    class Kind(models.TextChoices):
        HOLD = "hold", _("Always held for a moderator")
        BAN = "ban", _("Kept out, among the spam")

    kind = models.CharField(_("what happens"), max_length=10, choices=Kind, default=Kind.HOLD)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    # As in Comment.network, or wider. Where both are named, either of them is enough.
    network = models.CharField(_("network"), max_length=45, blank=True)
    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("For your colleagues; the author never reads it.")
    )
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        indexes = [
            # The list of the desk.
            models.Index("at", "id", name="comments_restriction_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="", network=""),
                name="comments_restriction_of_somebody",
                violation_error_message=_("Name an e-mail address or a network."),
            ),
        ]

    def __str__(self) -> str:
        # Says nothing of whom it is about: this stands in the log of the newsroom.
        return str(self.get_kind_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row in the form by which comments are compared. Raises ValidationError for what is no network."""
        self._compare_as()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        try:
            self._compare_as()
        except ValidationError as error:
            raise ValidationError({"network": error}) from None

    @property
    def has_ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    def _compare_as(self) -> None:
        self.email = self.email.strip().lower()
        self.network = network_from(self.network) if self.network else ""
