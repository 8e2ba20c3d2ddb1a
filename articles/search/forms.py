"""The form above the results: what is looked for, and what narrows it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.characters import one_line
from articles.models import Article, Author, Section, Source
from articles.models.archive import ArticleQuerySet
from newsportal.arabic.bidi import direction
from newsportal.generations import remembered
from newsportal.inputs import DateField

RELEVANCE, NEWEST = "relevance", "newest"
# What an address of the search may say.
PARAMETERS = ("q", "section", "source", "author", "from", "to", "sort")

# Whose sources and authors are offered: a paper has thousands of both, and an index of them is no filter.
RECENT_STORIES = 2_000

Names = dict[str, str]


@remembered("site")
def names() -> dict[str, Names]:
    """Return the addresses of all sections, sources and authors with their names, in order.

    Kept in the process until one of them changes.
    """
    models = {"section": Section, "source": Source, "author": Author}
    return {name: dict(model.objects.values_list("slug", "name")) for name, model in models.items()}


@remembered("site", "lists")
def recent() -> dict[str, set[str]]:
    """Return the addresses of the sources and authors of the latest listed stories.

    Kept in the process until a list changes.
    """
    stories = Article.objects.listed().newest_first().values("pk")[:RECENT_STORIES]
    sources = Source.objects.filter(articles__in=stories)
    authors = Author.objects.filter(articles__in=stories)
    return {
        "source": set(sources.values_list("slug", flat=True)),
        "author": set(authors.values_list("slug", flat=True)),
    }


class NameSelect(forms.Select):
    """Names that the newsroom wrote, which stay Arabic in a page of another language."""

    def create_option(self, name: str, value: Any, label: int | str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if value and get_language() != settings.LANGUAGE_CODE:
            option["attrs"] |= {"lang": settings.LANGUAGE_CODE, "dir": direction(str(label))}
        return option


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants a day as ISO 8601, or nothing."""

    input_type = "date"

    def format_value(self, value: Any) -> str:
        try:
            day = DateField().to_python(value)
        except forms.ValidationError:
            return ""
        return day.isoformat() if day else ""


class WordsField(forms.CharField):
    """One line of anything; characters that nothing can be done with are dropped, never complained about."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class OfferedField(forms.ChoiceField):
    """One of the offered values; its complaint does not repeat what else an address may hold."""

    default_error_messages = {"invalid_choice": forms.ModelChoiceField.default_error_messages["invalid_choice"]}


class SearchForm(forms.Form):
    """A reader's search. Every field but the first may stay empty; one that makes no sense says so and is ignored."""

    q = WordsField(label=_("Search for"), required=False)
    section = OfferedField(label=_("Section"), required=False, widget=NameSelect)
    source = OfferedField(label=_("Source"), required=False, widget=NameSelect)
    author = OfferedField(label=_("Author"), required=False, widget=NameSelect)
    from_day = DateField(label=_("From"), required=False, widget=DayInput)
    to_day = DateField(label=_("To"), required=False, widget=DayInput)
    sort = OfferedField(
        label=_("Order"), required=False, choices=[(RELEVANCE, _("Best match first")), (NEWEST, _("Newest first"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = {"section": _("All sections"), "source": _("All sources"), "author": _("All authors")}
        for name, known in names().items():
            field: Any = self.fields[name]
            # Beside the offered names, an address may ask for any other.
            shown = {self.data.get(name), *recent().get(name, known)}
            field.choices = [("", anything[name]), *((slug, known[slug]) for slug in known if slug in shown)]

    def add_prefix(self, field_name: str) -> str:
        # "from" is no name that Python lets a field have.
        return super().add_prefix(field_name.removesuffix("_day"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begin, end = data.get("from_day"), data.get("to_day")
        if begin and end and begin > end:
            self.add_error("to_day", forms.ValidationError(_("The last day comes before the first."), code="order"))
        return data

    @property
    def is_narrowed(self) -> bool:
        """Whether a field beside the words has a value, a senseless one too."""
        return any(field.value() for field in self if field.name not in {"q", "sort"})

    @property
    def is_changed(self) -> bool:
        """Whether a field beside the words says something else than in an empty form."""
        return self.is_narrowed or bool(self["sort"].value())

    def narrow(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Return those of the articles that the form lets through; days are those of TIME_ZONE, both included."""
        data = self.cleaned_data
        begin, end = data.get("from_day"), data.get("to_day")
        lookups = {
            "section__slug": data.get("section"),
            "source__slug": data.get("source"),
            "authors__slug": data.get("author"),
            "published_at__gte": begin and midnight(begin),
            "published_at__lt": end and end < date.max and midnight(end + timedelta(days=1)),
        }
        return articles.filter(**{lookup: value for lookup, value in lookups.items() if value})


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in TIME_ZONE."""
    # The very first day begins before the calendar of a database that counts in UTC.
    day = max(day, date.min + timedelta(days=1))
    return timezone.make_aware(datetime.combine(day, time.min))
