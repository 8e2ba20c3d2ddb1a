from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.named import Named


class Tag(Named):
    """A subject that runs through sections."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("articles:tag_detail", args=[self.slug])
