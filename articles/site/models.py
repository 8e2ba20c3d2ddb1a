"""The one row of settings that editors change in the admin."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsportal import generations
from newsportal.arabic.conventions import Conventions, Digits, Months, Quotes


class SiteSettingsQuerySet(models.QuerySet["SiteSettings"]):
    def current(self) -> "SiteSettings":
        """Return the row, or an unsaved one with the defaults while nothing was ever chosen; costs one query."""
        return self.first() or SiteSettings()

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            generations.advance("site")
            return super().update(**values)


class SiteSettings(models.Model):
    """What every page obeys. Every change moves the ``site`` generation."""

    ONLY: ClassVar[int] = 1

    id = models.PositiveSmallIntegerField(_("number"), primary_key=True, editable=False)
    digits = models.CharField(
        _("digits"),
        max_length=12,
        choices=[(Digits.WESTERN.value, _("Western")), (Digits.EASTERN.value, _("Eastern"))],
        default=Digits.WESTERN.value,
        help_text=_("Addresses and feeds keep Western digits, and so does what editors and readers typed."),
    )
    months = models.CharField(
        _("month names"),
        max_length=12,
        choices=[
            (Months.GREGORIAN.value, _("As in Egypt and the Gulf")),
            (Months.LEVANTINE.value, _("As in the Levant and Iraq")),
            (Months.BOTH.value, _("Both")),
        ],
        default=Months.GREGORIAN.value,
    )
    hijri = models.BooleanField(
        _("Hijri date"),
        default=False,
        help_text=_("Stands beside the day’s date, by the calendar of Umm al-Qura. It changes at midnight."),
    )
    quotes = models.CharField(
        _("quotation marks"),
        max_length=12,
        choices=[
            (Quotes.GUILLEMETS.value, _("Angular")),
            (Quotes.CURLY.value, _("Curly")),
            (Quotes.STRAIGHT.value, _("Straight")),
        ],
        default=Quotes.GUILLEMETS.value,
        help_text=_("Around quotations that the portal itself marks; what editors typed stays."),
    )

    moderation_hours = models.CharField(
        _("hours of the moderators"),
        max_length=120,
        blank=True,
        help_text=_("In one line, such as “daily from 8 to 23”; stands where a reader waits for a decision."),
    )

    objects = SiteSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        # The row is neither added nor deleted.
        default_permissions = ("view", "change")
        constraints = [
            # Every page reads the row, and none of them asks which.
            models.CheckConstraint(
                condition=Q(id=1),
                name="articles_sitesettings_one_row",
                violation_error_message=_("There is one row of site settings: change that."),
            ),
            # A word that no page knows would break all of them.
            models.CheckConstraint(
                condition=Q(
                    digits__in=[choice.value for choice in Digits],
                    months__in=[choice.value for choice in Months],
                    quotes__in=[choice.value for choice in Quotes],
                ),
                name="articles_sitesettings_known",
                violation_error_message=_("Choose one of the conventions that are offered."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = self.ONLY
        with transaction.atomic():
            generations.advance("site")
            super().save(*args, **kwargs)

    @property
    def conventions(self) -> Conventions:
        return Conventions(
            digits=Digits(self.digits),
            months=Months(self.months),
            hijri=self.hijri,
            quotes=Quotes(self.quotes),
        )
