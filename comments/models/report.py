"""What readers say against a comment."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Report(models.Model):
    """One reader's report of a comment. No address is kept, only the network of many from which it came."""

    class Reason(models.TextChoices):
        INSULT = "insult", _("It insults somebody")
        HATE = "hate", _("It incites hatred or violence")
        FALSE = "false", _("It spreads something false")
        PRIVATE = "private", _("It reveals something private")
        ADVERTISING = "advertising", _("It is advertising")
        OTHER = "other", _("Something else")

    # The constraint below begins with it.
    comment = models.ForeignKey(
        Comment, models.CASCADE, verbose_name=_("comment"), related_name="reports", db_index=False
    )
    # 24 bits of an IPv4 address, 48 of an IPv6 address; empty where the server told none.
    network = models.CharField(_("network"), max_length=45, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    line = models.CharField(_("in one line"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        # Readers report; nobody writes or changes what they said.
        default_permissions = ("view",)
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-at", "-pk"]
        indexes = [
            # How many reports a network sent lately.
            models.Index("network", "at", name="comments_report_by_network"),
        ]
        constraints = [
            # One voice a network, however often it reports.
            models.UniqueConstraint(fields=["comment", "network"], name="comments_report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.at:%Y-%m-%d %H:%M}"
