"""What sections, tags, authors and sources share: their names stand on pages all over the site."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.characters import check_lengths, clean_lines, one_line
from articles.site.conventions import quoted
from articles.site.everywhere import Everywhere, EverywhereQuerySet
from newsportal.arabic.fold import fold
from newsportal.arabic.slugs import slugify


class Named(Everywhere):
    """A name with an address of its own. Every change moves the ``site`` generation."""

    lines: ClassVar[tuple[str, ...]] = ("name",)
    # Whether a new one may stand on a page before a story names it: in a bar, or among the filters of the search.
    stands_alone: ClassVar[bool] = True

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("The last part of the page's address; made from the name where left empty."),
    )

    # What the newsroom's search boxes look in.
    search_text = models.TextField(_("folded words"), editable=False, default="")

    objects = EverywhereQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        clean_lines(self, *self.lines)
        self.slug = self.slug_for(self.slug or self.name)
        self.search_text = fold(" ".join(getattr(self, line) for line in self.lines))
        super().save(*args, **kwargs)

    @property
    def is_shown_at_once(self) -> bool:
        return self.stands_alone or not self._state.adding

    def unique_error_message(self, model_class: type[models.Model], unique_check: Any) -> ValidationError:
        """Say who has the address or the name already: two spellings of a name may share one address."""
        if tuple(unique_check) not in {("slug",), ("name",)}:
            return super().unique_error_message(model_class, unique_check)
        (field,) = unique_check
        other = type(self)._default_manager.filter(**{field: getattr(self, field)}).exclude(pk=self.pk).first()
        messages = {
            "name": _("%(name)s is there already. Take another name, or change that one."),
            "slug": _("%(name)s stands at this address already. Type another address."),
        }
        return ValidationError(messages[field], code="unique", params={"name": quoted(other or self)})

    @staticmethod
    def slug_for(words: str) -> str:
        """Return the address that a name, or an address typed by hand, gives; nothing without a letter or digit."""
        return slugify(one_line(words), max_length=100)

    def clean(self) -> None:
        """Make the address before its uniqueness is looked at: two spellings of a name may share one."""
        is_empty = not self.name
        clean_lines(self, *self.lines)
        check_lengths(self, *self.lines)
        self.slug = self.slug_for(self.slug or self.name)
        if not is_empty and not self.slug:
            raise ValidationError({"name": ValidationError(_("A name needs letters or digits."), code="no_letters")})
