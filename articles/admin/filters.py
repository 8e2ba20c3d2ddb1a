"""Filters beside the lists of stories and of comments."""

from typing import Any

from django.contrib.admin.filters import RelatedFieldListFilter
from django.http import HttpRequest

from articles.chrome import bar_sections


class SectionFilter(RelatedFieldListFilter):
    """A link for each section, of which a paper has a dozen; every process keeps them."""

    template = "admin/_arabic_filter.html"

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [(section.pk, section.name) for section in bar_sections()]
