"""Static pages: about the paper, how to reach it, by which rules it works."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.body.build import build, picture_ids, plain_text
from articles.body.sanitize import sanitize
from articles.characters import check_lengths, clean_lines, one_line
from articles.models.picture import Picture
from articles.site.everywhere import Everywhere, EverywhereQuerySet
from newsportal.addresses import address_of
from newsportal.arabic.slugs import slugify
from newsportal.fields import BuiltHTMLField

# The page that stands at an address of its own, ``/about/``.
ABOUT = "about"
# What search engines show of a page: a sentence or two.
LONGEST_DESCRIPTION = 160


class StaticPageQuerySet(EverywhereQuerySet):
    def shown(self) -> Self:
        """Return what readers may see; no public page reads static pages in another way."""
        return self.filter(is_shown=True)


class StaticPage(Everywhere):
    """A page that stays, written like a story; menus and the footer may lead to it."""

    title = models.CharField(_("title"), max_length=100)
    slug = models.SlugField(_("address"), max_length=100, unique=True, allow_unicode=True, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_html = BuiltHTMLField(_("built text"), blank=True, editable=False)
    is_shown = models.BooleanField(_("shown"), default=True)
    # By a person: a text that is only built anew keeps it.
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    # Grows with each save of the newsroom's form; what was opened at another number is stale.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # What its text shows, noted when it is saved.
    pictures = models.ManyToManyField(Picture, verbose_name=_("pictures"), related_name="pages", editable=False)

    lines = ("title",)

    objects = StaticPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("static page")
        verbose_name_plural = _("static pages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, *self.lines)
        self.slug = self.slug_for(self.slug or self.title)
        self.rebuild()
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.pictures.set(Picture.objects.filter(pk__in=picture_ids(self.body)))

    def get_absolute_url(self) -> str:
        return address_of("articles:about") if self.slug == ABOUT else address_of("articles:static_page", self.slug)

    @staticmethod
    def slug_for(words: str) -> str:
        """Return the address that a title, or an address typed by hand, gives; nothing without a letter or digit."""
        return slugify(one_line(words), max_length=100)

    def clean(self) -> None:
        """Make the address before its uniqueness is looked at."""
        is_empty = not self.title
        clean_lines(self, *self.lines)
        check_lengths(self, *self.lines)
        self.slug = self.slug_for(self.slug or self.title)
        if not is_empty and not self.slug:
            raise ValidationError({"title": ValidationError(_("A title needs letters or digits."), code="no_letters")})

    def rebuild(self) -> None:
        """Sanitise ``body`` and build ``body_html`` from it; reads the pictures that it names in one query."""
        self.body = sanitize(self.body)
        self.body_html = build(self.body, Picture.objects.in_bulk(picture_ids(self.body)))

    @property
    def description(self) -> str:
        """Return how its text begins, whole words of it."""
        text = plain_text(self.body_html)
        if len(text) <= LONGEST_DESCRIPTION:
            return text
        return text[:LONGEST_DESCRIPTION].rpartition(" ")[0] + "…"
