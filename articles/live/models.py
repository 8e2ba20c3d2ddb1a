"""The entries of a live coverage, and the pictures that they show."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.characters import check_lengths, clean_lines
from articles.live.building import build_entry
from newsportal.fields import BuiltHTMLField


class LiveEntryQuerySet(models.QuerySet["LiveEntry"]):
    def standing(self) -> "LiveEntryQuerySet":
        """Return what was not withdrawn; readers see no other entry."""
        return self.filter(withdrawn_at=None)


class LiveEntry(models.Model):
    """One entry. articles/live/posting.py writes them; a withdrawn one stays as the record of what stood there."""

    lines = ("headline",)

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="live_entries"
    )
    headline = models.CharField(
        _("headline"), max_length=140, blank=True, help_text=_("A few words, such as “First results”; may stay empty.")
    )
    body = models.TextField(_("text"), help_text=_("What is known at this moment, such as “The session has begun.”"))
    body_html = BuiltHTMLField(_("built text"), blank=True, editable=False)
    is_pinned = models.BooleanField(
        _("pinned"), default=False, help_text=_("Stays on top, such as a summary of what is known so far.")
    )
    posted_at = models.DateTimeField(_("posted at"), default=timezone.now, editable=False)
    posted_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("posted by"), null=True, editable=False, related_name="+"
    )
    # Of the latest edit; readers see when, the newsroom also who.
    updated_at = models.DateTimeField(_("updated for readers at"), null=True, editable=False)
    updated_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("changed by"), null=True, editable=False, related_name="+"
    )
    # Grows with each edit; what was opened at another number is stale.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("withdrawn by"), null=True, editable=False, related_name="+"
    )
    # Names the form that was sent: one that comes twice, as after a lost answer, is obeyed once.
    press = models.UUIDField(_("press"), null=True, editable=False)

    objects = LiveEntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("live entry")
        verbose_name_plural = _("live entries")
        indexes = [
            # A page of a coverage: pinned ones, then the newest.
            models.Index(
                "article",
                F("is_pinned").desc(),
                F("id").desc(),
                name="articles_liveentry_of_article",
                condition=Q(withdrawn_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=""),
                name="articles_liveentry_says_something",
                violation_error_message=_("An entry has no text. Write it, or put a picture or an embed into it."),
            ),
            # A pinned one would take a place on top that nobody sees.
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(is_pinned=False),
                name="articles_liveentry_withdrawn_is_not_pinned",
                violation_error_message=_("An entry that was withdrawn cannot be pinned."),
            ),
            # Finds what a press posted; entries without one take no place in it.
            models.UniqueConstraint(
                fields=["article", "press"],
                condition=Q(press__isnull=False),
                name="articles_liveentry_once_a_press",
                violation_error_message=_("This entry was posted already."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline or str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, *self.lines)
        stored = kwargs.get("update_fields")
        if stored is None or "body" in stored:
            self.rebuild()
            if stored is not None:
                kwargs["update_fields"] = {*stored, "body_html"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        clean_lines(self, *self.lines)
        check_lengths(self, *self.lines)

    def rebuild(self) -> None:
        """Sanitise ``body`` and build ``body_html`` from it; reads the pictures that it names in one query."""
        self.body, self.body_html = build_entry(self.body)


class EntryPicture(models.Model):
    """A picture in the text of a live entry that stands; kept by articles/live/rebuilding.py."""

    entry = models.ForeignKey(
        LiveEntry, models.CASCADE, verbose_name=_("live entry"), related_name="picture_uses", db_index=False
    )
    picture = models.ForeignKey(
        "articles.Picture", models.CASCADE, verbose_name=_("picture"), related_name="live_uses", db_index=False
    )

    class Meta:
        # Nobody edits what a text says by itself.
        default_permissions = ()
        verbose_name = _("picture in a live entry")
        verbose_name_plural = _("pictures in live entries")
        indexes = [
            # The texts to build anew when a picture changes.
            models.Index("picture", "entry", name="articles_entrypicture_of_pic"),
        ]
        constraints = [
            # Serves what is noted of an entry, too.
            models.UniqueConstraint(
                fields=["entry", "picture"],
                name="articles_entrypicture_once",
                violation_error_message=_("This entry has the picture already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.picture)
