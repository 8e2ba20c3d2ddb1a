"""When readers see a story: its status and its times."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.listing import READABLE


class Publication(models.Model):
    """Time alone publishes a story and takes it down: nothing runs at ``published_at`` or ``unpublished_at``."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        READY = "ready", _("Ready")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_("A time in the future schedules the story; nothing else has to happen."),
    )
    unpublished_at = models.DateTimeField(
        _("taken down at"),
        null=True,
        blank=True,
        help_text=_("From then on the address answers that the story is gone."),
    )
    updated_at = models.DateTimeField(_("updated for readers at"), null=True, blank=True, editable=False)
    # Of the latest correction; comments that came before it are marked.
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"),
        max_length=300,
        blank=True,
        help_text=_("Readers see it at the story's address, such as “The ministry denied the report.”"),
    )
    comments_open = models.BooleanField(_("comments open"), default=True)

    class Meta:
        abstract = True

    @property
    def is_scheduled(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at > timezone.now()
        )

    def is_readable_at(self, moment: datetime) -> bool:
        """Return what ``published()`` would say of this story at a moment, by its columns as they were read."""
        has_begun = self.published_at is not None and self.published_at <= moment
        is_over = self.unpublished_at is not None and self.unpublished_at <= moment
        return self.status in READABLE and has_begun and not is_over

    @property
    def comments_close_at(self) -> datetime | None:
        """When comments close by the story's age; None where they never do."""
        days = settings.COMMENTS_OPEN_DAYS
        return self.published_at + timedelta(days=days) if days and self.published_at else None

    @property
    def accepts_comments(self) -> bool:
        closes_at = self.comments_close_at
        is_young = closes_at is None or timezone.now() < closes_at
        return self.comments_open and self.status == self.Status.PUBLISHED and is_young
