"""What stood in a comment before a moderator changed its text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.move import Move


class Revision(models.Model):
    """The text before a change, beside the change's entry in the record; it goes when the comment's text goes."""

    move = models.OneToOneField(
        Move, models.CASCADE, verbose_name=_("move"), related_name="revision", primary_key=True, editable=False
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, verbose_name=_("comment"), related_name="revisions", editable=False
    )
    text = models.TextField(_("text before"), editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.move_id}"
