"""The public log of what was put right in a published story."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """One correction that readers see on the article; both it and an update move the public "updated" time."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="corrections", db_index=False
    )
    text = models.TextField(
        _("text of the correction"),
        max_length=500,
        help_text=_("What was wrong and what is right: “The plant lies in Aswan, not in Luxor.”"),
    )
    # A reader who asked to be named.
    credit = models.CharField(_("thanks to"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    by = models.ForeignKey("auth.User", models.SET_NULL, verbose_name=_("by"), null=True, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [
            # The log on the article's page, newest first.
            models.Index(fields=["article", "-id"], name="articles_correction_of_article"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="articles_correction_says_something",
                violation_error_message=_("Say what was wrong and what is right."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
