from django.utils.translation import gettext_lazy as _

from articles.models.named import Named
from newsportal.addresses import address_of


class Tag(Named):
    """A subject that runs through sections."""

    # Editors make new ones all day, and each would have every page made anew.
    stands_alone = False

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return address_of("articles:tag_detail", self.slug)
