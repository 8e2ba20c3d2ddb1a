"""Readers whose names are kept for them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.kept import Kept, KeptQuerySet
from newsportal.arabic.likeness import key_of


class RegularQuerySet(KeptQuerySet):
    def of(self, email: str) -> Self:
        """Return the names that are kept for an e-mail address."""
        return self.filter(email=email)


class Regular(Kept):
    """A name that stands for one e-mail address: whoever else writes under it is held and labelled."""

    name = models.CharField(_("name"), max_length=100)
    # As newsportal.arabic.likeness.key_of() returns it.
    skeleton = models.CharField(_("compared as"), max_length=200, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    objects = RegularQuerySet.as_manager()

    class Meta:
        # A name is kept from the queue, for the address of its comment.
        default_permissions = ("view", "delete")
        verbose_name = _("known reader")
        verbose_name_plural = _("known readers")
        indexes = [
            # The list of the desk.
            models.Index("at", "id", name="comments_regular_by_time"),
            # What is known under an address, when its owner wants it deleted.
            models.Index("email", name="comments_regular_by_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["skeleton"],
                name="comments_regular_once",
                violation_error_message=_("This name is already kept for somebody."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.skeleton = key_of(self.name)
        super().save(*args, **kwargs)
