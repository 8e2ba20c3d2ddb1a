"""The rows that both apps lean on: generation numbers, outgoing mail, finished due runs, staff preferences."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Generation(models.Model):
    """A number that grows with each change of something that pages show; see newsportal/generations.py."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    number = models.PositiveBigIntegerField(_("number"), default=0)
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")
        indexes = [
            # generations.level() asks once a second for what was raised lately.
            models.Index("raised_at", name="newsportal_generation_raised"),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.number}"


class OutboxMail(models.Model):
    """A letter that is written in the transaction of what it tells, and sent later by the worker."""

    key = models.CharField(_("idempotency key"), max_length=120, unique=True)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    # What it tells about, such as "comment:12"; who takes that back recalls it by this.
    about = models.CharField(_("about"), max_length=60, blank=True)
    # Where one click stops such letters (RFC 8058).
    unsubscribe_url = models.CharField(_("address to unsubscribe"), max_length=300, blank=True)
    send_after = models.DateTimeField(_("send after"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            # outbox.deliver() asks every second for what is due.
            models.Index(
                "send_after",
                name="newsportal_outbox_due",
                condition=models.Q(sent_at=None, given_up_at=None),
            ),
            # What is recalled; what goes with a person's own data.
            models.Index("about", name="newsportal_outbox_about"),
            models.Index("recipient", name="newsportal_outbox_recipient"),
        ]

    def __str__(self) -> str:
        return self.key


class DueRun(models.Model):
    """One finished or running slot of one piece of scheduled work; the row is the lock."""

    name = models.CharField(_("name"), max_length=60)
    slot = models.DateTimeField(_("slot"))

    class Meta:
        verbose_name = _("due run")
        verbose_name_plural = _("due runs")
        constraints = [
            # Lets several workers share the list and run each slot once.
            models.UniqueConstraint("name", "slot", name="newsportal_due_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"


class StaffPreference(models.Model):
    """What a staff account chose for its own admin pages."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="preference"
    )
    language = models.CharField(
        _("language of the newsroom"),
        max_length=5,
        choices=[("ar", "العربية"), ("en", "English")],
        default="ar",
        help_text=_("The language of the admin for this account; pages for readers do not change."),
    )
    has_shortcuts = models.BooleanField(
        _("keyboard shortcuts"),
        default=True,
        help_text=_("Single keys that decide in the moderation queue."),
    )
    # Hours of the day in TIME_ZONE, such as "8,16".
    digest_hours = models.CharField(_("hours of the digest"), max_length=70, blank=True, default="")

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return self.language
