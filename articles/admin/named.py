"""Sections, tags, authors and sources in the newsroom."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models

from articles.admin.slugs import SlugAdmin
from articles.models import Author, Section, Source, Tag

# An address that someone types without its scheme; Latin letters run from left to right in a form of any language.
WEB_ADDRESS: dict[Any, dict[str, Any]] = {
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget(attrs={"dir": "ltr"})}
}


class NamedAdmin(SlugAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    formfield_overrides = WEB_ADDRESS
    list_per_page = 50
    show_full_result_count = False


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    list_display = ["name", "position", "colour", "description"]
    fields = ["name", "description", "colour", "position", "slug"]


@admin.register(Tag)
class TagAdmin(NamedAdmin):
    fields = ["name", "slug"]


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    list_display = ["name", "title", "user"]
    list_select_related = ["user"]
    fields = ["name", "title", "biography", "user", "slug"]


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    list_display = ["name", "address"]
    fields = ["name", "address", "slug"]
