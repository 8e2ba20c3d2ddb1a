from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.named import Named
from newsportal.addresses import address_of

COLOURS = 12


class Section(Named):
    """A part of the paper, such as politics or sport, with a colour of the fixed palette."""

    lines = ("name", "description")

    description = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("One sentence under the section's name.")
    )
    colour = models.PositiveSmallIntegerField(
        _("colour"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(COLOURS)],
        help_text=_("Of the rule above its stories, of its name, and of its place in the bar."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers stand first in the bar of sections.")
    )

    is_in_bar = models.BooleanField(
        _("in the bar"), default=True, help_text=_("Without the tick the section has a page, and no place in the bar.")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(colour__range=(1, COLOURS)),
                name="articles_section_colour_in_palette",
                violation_error_message=_("Choose a colour from 1 to 12."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return address_of("articles:section_detail", self.slug)

    @property
    def as_shown(self) -> tuple[int, str, str, int]:
        """What pages show of a section in passing: what was kept of another state of it is then another part."""
        return self.pk, self.name, self.slug, self.colour
