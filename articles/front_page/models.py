"""What editors decided of home and of the sections: how much news there is, and which stories stand where."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_IN_AREA = 6


class Layout(models.TextChoices):
    """How much news there is; articles/front_page/slots.py says how many stories each shows."""

    QUIET = "quiet", _("A quiet day")
    NORMAL = "normal", _("A normal day")
    BIG = "big", _("One big story")


class Area(models.TextChoices):
    LEAD = "lead", _("Lead story")
    SECONDARY = "secondary", _("Beside it")
    STRIP = "strip", _("Strip of headlines")


class Front(models.Model):
    """The top of home, or of a section's page; without a row it is a normal day's, and nothing is pinned."""

    section = models.OneToOneField(
        "articles.Section", models.CASCADE, verbose_name=_("section"), related_name="front", null=True, blank=True
    )
    layout = models.CharField(_("density"), max_length=10, choices=Layout, default=Layout.NORMAL)
    # Grows with each arrangement; what was opened at another number is stale.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    arranged_at = models.DateTimeField(_("arranged at"), auto_now=True)
    arranged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("arranged by"),
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        # Nobody adds or deletes one: home and each section have theirs.
        default_permissions = ("view", "change")
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        constraints = [
            # Of the rows without a section there is one: home's.
            models.UniqueConstraint(
                Coalesce(F("section"), Value(0)),
                name="articles_front_one_each",
                violation_error_message=_("This page has its arrangement already."),
            ),
            # A word that no page knows would break it.
            models.CheckConstraint(
                condition=Q(layout__in=Layout.values),
                name="articles_front_layout_known",
                violation_error_message=_("Choose one of the densities that are offered."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.section) if self.section else str(_("Home"))


class Pin(models.Model):
    """A story that stands in one slot, until a time or until somebody takes it away."""

    front = models.ForeignKey(Front, models.CASCADE, verbose_name=_("front page"), related_name="pins", db_index=False)
    area = models.CharField(_("area"), max_length=10, choices=Area)
    number = models.PositiveSmallIntegerField(pgettext_lazy("of a front page", "slot"))
    article = models.ForeignKey("articles.Article", models.CASCADE, verbose_name=_("article"), related_name="pins")
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        # Whoever may change a front page may pin.
        default_permissions = ()
        verbose_name = _("pinned story")
        verbose_name_plural = _("pinned stories")
        ordering = ["pk"]
        indexes = [
            # When the next one ends.
            models.Index("ends_at", name="articles_pin_ending", condition=Q(ends_at__isnull=False)),
        ]
        constraints = [
            # Serves the pins of a page, too.
            models.UniqueConstraint(
                fields=["front", "area", "number"],
                name="articles_pin_one_a_slot",
                violation_error_message=_("Another story is pinned to this slot."),
            ),
            models.UniqueConstraint(
                fields=["front", "article"],
                name="articles_pin_once_a_page",
                violation_error_message=_("This story is pinned to another slot of the page."),
            ),
            # A word that no page knows would break it.
            models.CheckConstraint(
                condition=Q(area__in=Area.values),
                name="articles_pin_area_known",
                violation_error_message=_("Choose one of the areas of the page."),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_IN_AREA)) & (~Q(area="lead") | Q(number=1)),
                name="articles_pin_in_a_slot",
                violation_error_message=_("The page has no such slot."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)
