"""Stories that an editor offers below a story, before the computed ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RelatedPick(models.Model):
    """One story picked by hand to stand below another."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="picks", db_index=False
    )
    picked = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("related story"), related_name="picked_by"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        # Whoever may write an article may pick what stands below it.
        default_permissions = ()
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["position", "pk"]
        constraints = [
            # Serves the stories below a story, too.
            models.UniqueConstraint(
                fields=["article", "picked"],
                name="articles_relatedpick_once",
                violation_error_message=_("This story is picked already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("picked")),
                name="articles_relatedpick_of_another",
                violation_error_message=_("A story cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.picked)
