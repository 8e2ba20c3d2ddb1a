"""Addresses that were confirmed, and the secret links of letters."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class ConfirmedAddress(models.Model):
    """An e-mail address whose owner once pressed the button behind a link: letters may tell it what readers wrote."""

    email = models.EmailField(_("e-mail"), max_length=254)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("confirmed address")
        verbose_name_plural = _("confirmed addresses")
        constraints = [
            models.UniqueConstraint(fields=["email"], name="comments_confirmedaddress_once"),
        ]

    def __str__(self) -> str:
        # Nothing that prints a row may print the address.
        return str(self.pk)


class MailLinkQuerySet(models.QuerySet["MailLink"]):
    def live(self) -> Self:
        """Return the links that still open something."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())


class MailLink(models.Model):
    """A secret link to an e-mail address; its token is in the letter alone, and good for one purpose."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("Confirm the address")
        PUBLISH = "publish", _("Publish a comment without a moderator")
        UNSUBSCRIBE = "unsubscribe", _("Stop the letters")
        # The request, whose letter the worker writes; and the page behind its link.
        OWN_DATA = "own_data", _("Ask for one’s own data")
        OPENED_DATA = "opened_data", _("See one’s own data")

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    email = models.EmailField(_("e-mail"), max_length=254)
    # Whose letter it is about.
    comment = models.ForeignKey(
        Comment, models.CASCADE, verbose_name=_("comment"), related_name="links", null=True, db_index=False
    )
    # As in Comment.network: who asked for it.
    network = models.CharField(_("network"), max_length=45, blank=True)
    # None until its letter is written.
    digest = models.CharField(_("digest"), max_length=64, null=True)  # noqa: DJ001 - unique, where there is one
    created_at = models.DateTimeField(_("at"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    used_at = models.DateTimeField(_("used at"), null=True)

    objects = MailLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        indexes = [
            # How many letters an address, and a network, asked for lately.
            models.Index("email", "created_at", name="comments_maillink_by_email"),
            models.Index("network", "created_at", name="comments_maillink_by_net"),
            # What goes with a comment.
            models.Index("comment", name="comments_maillink_comment", condition=Q(comment__isnull=False)),
            # What has no letter yet.
            models.Index("id", name="comments_maillink_asked", condition=Q(digest__isnull=True)),
            # What nobody needs any longer.
            models.Index("expires_at", name="comments_maillink_expired"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="comments_maillink_digest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether the link still opens something."""
        return self.used_at is None and self.expires_at > timezone.now()
