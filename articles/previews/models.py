"""Links by which somebody without an account reads a draft."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def live(self) -> Self:
        """Return those that still open their draft."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """A link to a draft that ends by itself and can be revoked before; only its token's digest is stored."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="preview_links"
    )
    token_hash = models.CharField(_("digest of the token"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    by = models.ForeignKey("auth.User", models.SET_NULL, verbose_name=_("by"), null=True, related_name="+")
    expires_at = models.DateTimeField(_("ends at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return date_format(timezone.localtime(self.made_at), "DATETIME_FORMAT")

    @property
    def has_ended(self) -> bool:
        return self.expires_at <= timezone.now()
