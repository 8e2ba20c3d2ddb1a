"""The site settings: one row, so the list leads straight to its form, which shows what a choice would change."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles.admin.help_texts import with_help
from articles.models import SiteSettings
from articles.site.preview import preview
from newsportal.arabic.conventions import Digits, Months, Quotes, in_digits, month_name, quoted

# Both names of a month differ most in January.
JANUARY = 1
EXAMPLES: dict[str, Callable[[str], str]] = {
    "digits": lambda choice: in_digits("1234567890", Digits(choice)),
    "months": lambda choice: month_name(JANUARY, Months(choice)),
    "quotes": lambda choice: quoted("اقتباس", Quotes(choice)),
}


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # because only the stubs' ModelAdmin takes a type
    fields = ["digits", "months", "hijri", "quotes", "moderation_hours"]
    radio_fields = dict.fromkeys(EXAMPLES, admin.VERTICAL)
    change_form_template = "admin/articles/sitesettings/change_form.html"

    class Media:
        css = {"all": ["admin-portal/site-settings.css"]}
        js = [Script("admin-portal/preview.js", type="module")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> SiteSettings | None:
        """Return the row, made on demand: nothing is stored before something was chosen."""
        if object_id != str(SiteSettings.ONLY):
            return None
        settings = SiteSettings.objects.current()
        settings.pk = SiteSettings.ONLY
        return settings

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:articles_sitesettings_change", args=[SiteSettings.ONLY]))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return with_help(SiteSettings, db_field.name, super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        example = EXAMPLES[db_field.name]
        kwargs["choices"] = [(value, f"{label}: {example(value)}") for value, label in db_field.choices]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {
            "preview": preview(SiteSettings.objects.current().conventions),
            "show_save_and_continue": False,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponse:
        """Say so without a name: there is one row, and it is called as its model is."""
        self.message_user(request, _("The site settings were saved."), messages.SUCCESS)
        return self.response_post_save_change(request, obj)

    def get_urls(self) -> list[URLPattern]:
        shown = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", shown, name="articles_sitesettings_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with the panel for the form's values, or for what is saved where they make no sense."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        form = self.get_form(request)(request.GET, instance=SiteSettings.objects.current())
        settings = cast(SiteSettings, form.instance) if form.is_valid() else SiteSettings.objects.current()
        context = {"preview": preview(settings.conventions)}
        return render(request, "admin/articles/sitesettings/_preview.html", context)
