from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.characters import check_lengths, clean_lines
from articles.models.named import Named
from newsportal.addresses import address_of


class Tag(Named):
    """A subject that runs through sections."""

    # Editors make new ones all day, and each would have every page made anew.
    stands_alone = False

    # No part of ``lines``: by the folded words of these a tag is found again that somebody types by its name.
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence or two under the tag's name; search engines show them, too."),
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, "description")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("articles:tag_detail", self.slug)

    def clean(self) -> None:
        super().clean()
        clean_lines(self, "description")
        check_lengths(self, "description")
