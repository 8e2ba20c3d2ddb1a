from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.named import Named


class Source(Named):
    """Where a story comes from, such as a news agency; named under the text."""

    address = models.URLField(_("address"), blank=True, help_text=_("Such as https://agency.example; may stay empty."))

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
