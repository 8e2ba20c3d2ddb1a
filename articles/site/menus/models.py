"""Links of the bar of sections and of the footer."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.body.addresses import safe_address
from articles.characters import check_lengths, clean_lines
from articles.models.section import Section
from articles.site.everywhere import Everywhere, EverywhereQuerySet
from articles.site.pages.models import StaticPage

OWN, ELSEWHERE = "/", "https://"
NOT_OWN = "//"

TO_A_SECTION = Q(section__isnull=False, page=None, address="")
TO_A_PAGE = Q(section=None, page__isnull=False, address="")
TO_AN_ADDRESS = Q(section=None, page=None) & ~Q(address="")
IS_SAFE = Q(address__startswith=ELSEWHERE) | (Q(address__startswith=OWN) & ~Q(address__startswith=NOT_OWN))


def looks_like_another(address: str) -> bool:
    """Return whether an address shows another site than it leads to, or leads nowhere."""
    try:
        parts = urlsplit(address)
        return parts.username is not None or parts.port == 0
    except ValueError:
        return True


class MenuLink(Everywhere):
    """A link that stands on every page, behind the sections or in the footer."""

    class Place(models.TextChoices):
        BAR = "bar", _("Bar of sections")
        FOOTER = "footer", _("Footer")

    place = models.CharField(_("place"), max_length=6, choices=Place, default=Place.FOOTER)
    words = models.CharField(_("words of the link"), max_length=40, blank=True)
    english = models.CharField(_("words in English"), max_length=40, blank=True)
    section = models.ForeignKey(
        Section, models.CASCADE, verbose_name=_("section"), related_name="+", null=True, blank=True
    )
    page = models.ForeignKey(
        StaticPage, models.CASCADE, verbose_name=_("static page"), related_name="+", null=True, blank=True
    )
    address = models.CharField(_("other address"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    lines = ("words", "english")

    objects = EverywhereQuerySet.as_manager()

    class Meta:
        verbose_name = _("menu link")
        verbose_name_plural = _("menu links")
        ordering = ["place", "position", "pk"]
        constraints = [
            # A link leads somewhere, and to one place.
            models.CheckConstraint(
                condition=TO_A_SECTION | TO_A_PAGE | TO_AN_ADDRESS,
                name="articles_menulink_one_target",
                violation_error_message=_("Choose one target: a section, a static page or another address."),
            ),
            # Sections and pages have a name to be called by.
            models.CheckConstraint(
                condition=Q(address="") | ~Q(words=""),
                name="articles_menulink_has_words",
                violation_error_message=_("Write the words of a link to another address."),
            ),
            # It stands on every page, for every reader.
            models.CheckConstraint(
                condition=Q(address="") | IS_SAFE,
                name="articles_menulink_safe",
                violation_error_message=_("An address begins with / on this site, or with https:// elsewhere."),
            ),
            models.CheckConstraint(
                condition=Q(place__in=["bar", "footer"]),
                name="articles_menulink_known_place",
                violation_error_message=_("Choose one of the places that are offered."),
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.section or self.page or self.address)

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, *self.lines)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        clean_lines(self, *self.lines)
        check_lengths(self, *self.lines)
        address = self.address.strip()
        if not address:
            self.address = ""
            return
        is_right = address.startswith((OWN, ELSEWHERE)) and not any(map(str.isspace, address))
        if not is_right or safe_address(address) != address or looks_like_another(address):
            message = _(
                "An address begins with / on this site, such as /latest/, or with https:// elsewhere, without spaces."
            )
            raise ValidationError({"address": ValidationError(message, code="unsafe")})
        self.address = address
