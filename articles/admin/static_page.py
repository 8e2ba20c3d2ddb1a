"""Static pages in the newsroom."""

from typing import Any

from django.contrib import admin
from django.forms import Media
from django.http import HttpRequest, HttpResponse

from articles.admin.library_media import LIBRARY_PARTS, loaded
from articles.admin.named import FORM_FIELDS
from articles.admin.opened_version import OPENED
from articles.admin.slugs import SlugAdmin
from articles.admin.static_page_form import StaticPageForm
from articles.models import StaticPage
from articles.site.pages.models import ABOUT
from newsportal.desk.flags import flag_column


@admin.register(StaticPage)
class StaticPageAdmin(SlugAdmin):
    form = StaticPageForm
    slug_source = "title"
    formfield_overrides = FORM_FIELDS
    list_display = ["title", "slug", flag_column(StaticPage, "is_shown"), "updated_at"]
    fields = ["title", "body", "is_shown", "slug", OPENED]
    change_form_template = "admin/articles/staticpage/change_form.html"

    @property
    def media(self) -> Media:
        with_library: Media = super().media + LIBRARY_PARTS
        return with_library

    def get_fields(self, request: HttpRequest, obj: StaticPage | None = None) -> Any:
        return [name for name in self.fields if name != OPENED or self.has_change_permission(request, obj)]

    def get_readonly_fields(self, request: HttpRequest, obj: StaticPage | None = None) -> Any:
        """Readers know /about/ by its address: that page stays there."""
        return ["slug", "is_shown"] if obj is not None and obj.slug == ABOUT else []

    def has_delete_permission(self, request: HttpRequest, obj: StaticPage | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.slug == ABOUT)

    def slug_follows(self, row: StaticPage | None) -> bool:
        return row is None

    def view_on_site(self, obj: StaticPage) -> str | None:
        """Return the public address, where there is a page at it."""
        return obj.get_absolute_url() if obj.is_shown else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= loaded(request, context["media"])
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: StaticPage, form: Any, change: bool) -> None:
        obj.version += 1
        super().save_model(request, obj, form, change)
