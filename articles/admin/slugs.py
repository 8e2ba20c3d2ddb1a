"""The address that a title or a name will give, shown while somebody types it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext
from js_asset import Script

from articles.admin.help_texts import HelpedAdmin


class SlugAdmin(HelpedAdmin):
    """Forms in which the address follows the words until readers know it, or until an editor types another.

    The script asks this class, so that there is one way of making a slug: ``slug_for`` of the model.
    """

    slug_source = "name"

    @property
    def media(self) -> Media:
        script = Script("admin-portal/slug.js", type="module")
        return super().media + Media(js=[script], css={"all": ["admin-portal/slug.css"]})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.slug_view)
        return [path("slug/", view, name=f"{self._url_name}_slug"), *super().get_urls()]

    def slug_view(self, request: HttpRequest) -> HttpResponse:
        """Return the slug that saving ``title`` would store, as JSON; an empty one for no title.

        The words are posted, since the headline of a story that nobody has read belongs in no access log.
        """
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        title = request.POST.get("title", "").strip()
        return JsonResponse({"slug": self.model.slug_for(title) if title else ""})

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if {self.slug_source, "slug"} <= form.base_fields.keys() and self.slug_follows(obj):
            form.base_fields[self.slug_source].widget.attrs.update(self.slug_hooks(obj))
        return form

    def slug_follows(self, row: Any) -> bool:
        """Return whether no reader knows the address yet."""
        return row is None

    def slug_hooks(self, row: Any) -> dict[str, str]:
        """Return what newsportal/static/admin-portal/slug.js reads from the field."""
        return {
            "data-slug-view": reverse(f"admin:{self._url_name}_slug"),
            "data-slug-before": self.path_before_slug(row),
            "data-slug-label": gettext("Address on the site:"),
            "data-slug-change": gettext("Change the address"),
        }

    def path_before_slug(self, row: Any) -> str:
        """Return the Arabic path in front of the slug, with «…» for a key that is not given yet."""
        key = row.pk if row else None
        sample = self.model(pk=key or 1, slug="-")
        if not hasattr(sample, "get_absolute_url"):
            return ""
        with translation.override("ar"):
            before = str(sample.get_absolute_url()).removesuffix("-/")
        return before if key else before.replace("/1/", "/…/")

    @property
    def _url_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"
