"""What an article said each time that it was saved."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """The newsroom's words of an article after one save, numbered from 1 within the article.

    ``fields`` holds what ``articles/revisions/snapshot.py`` reads: words as they are, rows by key and name.
    """

    class Kind(models.TextChoices):
        # Written by nobody's save: what a save, or a restoration, found and no revision held.
        STOOD = "stood", _("As it stood")
        EDIT = "edit", _("Work on the text")
        SPELLING = "spelling", _("Spelling")
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction")
        RESTORED = "restored", _("Restored")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.EDIT)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    by = models.ForeignKey("auth.User", models.SET_NULL, verbose_name=_("by"), null=True, related_name="+")
    # The number of the revision that a restoration brought back.
    restores = models.PositiveIntegerField(_("restores"), null=True)
    # Which fields differ from the revision before, and by how many words the text: lists read no ``fields``.
    changed = models.JSONField(_("what changed"), default=dict)
    fields = models.JSONField(_("fields"))

    class Meta:
        default_permissions = ()
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            # Serves the list of an article's revisions, too.
            models.UniqueConstraint(fields=["article", "number"], name="articles_revision_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
