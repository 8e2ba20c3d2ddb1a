"""Sections, tags, authors and sources in the newsroom."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.choosing import NameSelect, calm
from articles.admin.chosen_picture import chosen_preview
from articles.admin.colours import colour_column, colour_field
from articles.admin.folded_search import FoldedSearchAdmin
from articles.admin.help_texts import with_help
from articles.admin.library_media import CHOSEN_PICTURE, loaded
from articles.admin.slugs import SlugAdmin
from articles.admin.uses import uses_of
from articles.models import Author, Section, Source, Tag
from newsportal.desk.deletion import Told
from newsportal.desk.flags import flag_column
from newsportal.inputs import TYPED

# Headlines and captions are Arabic in an English newsroom, too, and may begin with a Latin word.
ARABIC = {"lang": "ar", "dir": "rtl"}

# Numbers and times in any digits; an address without its scheme, whose Latin letters run from left to right.
FORM_FIELDS: dict[Any, dict[str, Any]] = {
    **TYPED,
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget(attrs={"dir": "ltr"})},
}

IN_BAR = flag_column(Section, "is_in_bar")


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

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show a sign where others have a box to tick."""
        may_change = self.has_change_permission(request)
        return [IN_BAR if name == "is_in_bar" and not may_change else name for name in self.list_display]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "colour":
            return with_help(Section, "colour", colour_field(db_field))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Tag)
class TagAdmin(NamedAdmin):
    fields = ["name", "description", "slug"]


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    list_display = ["name", "title", "user"]
    list_select_related = ["user"]
    fields = ["name", "title", "biography", "portrait", "portrait_preview", "user", "slug"]
    autocomplete_fields = ["portrait"]
    readonly_fields = ["portrait_preview"]
    change_form_template = "admin/articles/author/change_form.html"

    @admin.display(description=_("preview"))
    def portrait_preview(self, author: Author) -> SafeString:
        return chosen_preview(author, "portrait", shape="square")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "portrait":
            kwargs["widget"] = NameSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return calm(field) if db_field.name == "portrait" else field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= loaded(request, context["media"] + CHOSEN_PICTURE)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    list_display = ["name", "address"]
    fields = ["name", "address", "slug"]
