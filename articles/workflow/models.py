"""The record of a story's way through the newsroom."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.publication import Publication

Status = Publication.Status


class Transition(models.Model):
    """One move of an article from a status to another; written by articles/workflow/moving.py, never changed."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="transitions", db_index=False
    )
    from_status = models.CharField(_("from"), max_length=10, choices=Status)
    to_status = models.CharField(_("to"), max_length=10, choices=Status)
    # Of a publication: the time from which readers see the story.
    published_at = models.DateTimeField(_("published at"), null=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    by = models.ForeignKey("auth.User", models.SET_NULL, verbose_name=_("by"), null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        indexes = [
            # The way of one story, beside its form.
            models.Index(fields=["article", "-id"], name="articles_transition_of_article"),
        ]

    def __str__(self) -> str:
        names = {"old": self.get_from_status_display(), "new": self.get_to_status_display()}
        return gettext("%(old)s, then %(new)s") % names
