from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.named import Named
from articles.models.picture import Picture
from newsportal.addresses import address_of


class Author(Named):
    """A byline with a page of its own."""

    lines = ("name", "title", "biography")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        help_text=_("The staff account of this writer, if there is one."),
    )
    title = models.CharField(
        _("job title"), max_length=100, blank=True, help_text=_("Such as “Economics editor”; stands under the name.")
    )
    biography = models.TextField(
        _("biography"), max_length=600, blank=True, help_text=_("Two or three sentences for the author's page.")
    )

    portrait = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name=_("portrait"),
        related_name="portrait_of",
        null=True,
        blank=True,
        help_text=_(
            "A picture of the library, shown as a square on the author's page; its focal point says which part."
        ),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return address_of("articles:author_detail", self.slug)
