"""Filters beside the lists of stories and of comments."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.filters import RelatedFieldListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.chrome import all_sections
from articles.models import Article
from articles.workflow.labels import SCHEDULED as SCHEDULED_LABEL

# Beside the statuses that are stored.
SCHEDULED = "scheduled"
MINE = "yes"


class SectionFilter(RelatedFieldListFilter):
    """A link for each section, of which a paper has a dozen; every process keeps them."""

    template = "admin/_arabic_filter.html"

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [(section.pk, section.name) for section in all_sections()]


class StateFilter(SimpleListFilter):
    """The statuses, and what is published but waits for its time; what is none of them is passed over."""

    title = _("status")
    # As Django's own filter of the field would be called.
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        choices: list[tuple[str, Any]] = [(status.value, status.label) for status in Article.Status]
        choices.insert(
            choices.index((Article.Status.PUBLISHED.value, Article.Status.PUBLISHED.label)),
            (SCHEDULED, SCHEDULED_LABEL),
        )
        return choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == SCHEDULED:
            return queryset.filter(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())
        return queryset.filter(status=self.value()) if self.value() in Article.Status.values else queryset


class MineFilter(SimpleListFilter):
    """What the account began."""

    title = _("writer")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(MINE, _("My articles"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(created_by=request.user.pk) if self.value() == MINE else queryset
