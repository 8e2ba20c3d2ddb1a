"""Sections, tags, authors and sources in the newsroom."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.http import HttpRequest

from articles.admin.colours import colour_column, colour_field
from articles.admin.folded_search import FoldedSearchAdmin
from articles.admin.help_texts import with_help
from articles.admin.slugs import SlugAdmin
from articles.admin.uses import uses_of
from articles.models import Author, Section, Source, Tag
from newsportal.desk.deletion import Told
from newsportal.inputs import TYPED

# Headlines and captions are Arabic in an English newsroom, too, and may begin with a Latin word.
ARABIC = {"lang": "ar", "dir": "rtl"}

# Numbers and times in any digits; an address without its scheme, whose Latin letters run from left to right.
FORM_FIELDS: dict[Any, dict[str, Any]] = {
    **TYPED,
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget(attrs={"dir": "ltr"})},
}


class NamedAdmin(FoldedSearchAdmin, SlugAdmin):
    list_display = ["name", "slug"]
    sortable_by: ClassVar[Any] = ["name", "slug"]
    formfield_overrides = FORM_FIELDS

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Told:
        """Return what a deletion takes along, and the stories that forbid it: these alone say where a name is used."""
        rows = list(objs)
        if uses := list(uses_of(rows)):
            return [], {}, set(), uses
        return super().get_deleted_objects(rows, request)


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    list_display = ["name", colour_column, "description", "position", "is_in_bar"]
    list_editable = ["position", "is_in_bar"]
    # A paper has a dozen of them, in the order of the bar.
    sortable_by = ()
    fields = ["name", "description", "colour", "position", "is_in_bar", "slug"]

    class Media:
        css = {"all": ["admin-portal/colours.css"]}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "colour":
            return with_help(Section, "colour", colour_field(db_field))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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
