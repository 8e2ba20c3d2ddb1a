"""What editors and writers say to each other about a draft."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """A note on an article, or an answer to one; a thread is resolved by its first note."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="notes", db_index=False
    )
    # The first note of the thread, also for the answer to an answer.
    thread = models.ForeignKey(
        "self", models.CASCADE, verbose_name=_("thread"), null=True, blank=True, related_name="answers"
    )
    text = models.TextField(_("note"), max_length=2_000)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    by = models.ForeignKey("auth.User", models.SET_NULL, verbose_name=_("by"), null=True, related_name="+")
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    resolved_by = models.ForeignKey(
        "auth.User", models.SET_NULL, verbose_name=_("resolved by"), null=True, related_name="+"
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [
            # The notes beside an article's form; those that are open.
            models.Index("article", "id", name="articles_note_of_article"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="articles_note_says_something",
                violation_error_message=_("Write something first."),
            ),
            models.CheckConstraint(
                condition=models.Q(thread=None) | models.Q(resolved_at=None),
                name="articles_note_thread_is_resolved",
                violation_error_message=_("A thread is resolved by its first note."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
