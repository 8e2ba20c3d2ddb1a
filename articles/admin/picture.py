"""Pictures in the newsroom: the form of one; articles/admin/picture_list.py has the list."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.library_media import FOCAL_POINT
from articles.admin.named import FORM_FIELDS
from articles.admin.picture_form import PictureForm
from articles.admin.picture_library import drop_context, library_pages
from articles.admin.picture_list import PictureListAdmin
from articles.models import Article, Picture
from articles.permissions import may_change_picture
from articles.pictures.library import others_of, save_picture, users_of
from articles.pictures.markup import rendition_address, shape_at_hand
from articles.pictures.shapes import RATIOS
from articles.site.conventions import digits_lazy
from newsportal.arabic.bidi import direction

# Of the stories that show a picture, so many are named.
USERS_NAMED = 20


def form_of(row: Model) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def row_link(row: Model) -> SafeString:
    """Return an article, or another row, as Django's deletion page names what forbids a deletion."""
    return format_html('{}: <a href="{}"><bdi>{}</bdi></a>', capfirst(row._meta.verbose_name), form_of(row), row)


@admin.register(Picture)
class PictureAdmin(PictureListAdmin):
    form = PictureForm
    formfield_overrides = FORM_FIELDS
    readonly_fields = ["preview", "used_in", "file_name", "created_at", "created_by"]
    fieldsets = [
        (None, {"fields": ["preview", "upload", "alternative_text", "caption", "credit", "rights"]}),
        (
            _("Focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": digits_lazy(
                    _(
                        "Lists show a part of the picture: 16 to 9, 4 to 3, or a square. It is cut so that this point "
                        "stays in it: 50 and 50 is the middle, 0 and 0 the top left corner. Press on the picture "
                        "above, on a face for example, or give the numbers."
                    )
                ),
            },
        ),
        (_("Use and record"), {"fields": ["used_in", "file_name", "created_at", "created_by"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        return [*library_pages(self), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is not None else fieldsets[:-1]

    @property
    def media(self) -> Any:
        return super().media + FOCAL_POINT

    @admin.display(description=_("preview"))
    def preview(self, picture: Picture) -> SafeString | str:
        """Return the whole picture, on which a script sets the focal point, and the parts that lists show."""
        if picture.pk is None:
            return "—"
        _shape, sizes = shape_at_hand(picture, "full")
        width, height = sizes[min(1, len(sizes) - 1)]
        shown = {
            "address": rendition_address(picture.key, "full", width, "webp"),
            "width": width,
            "height": height,
            "ratios": [(f"{across}:{down}", name) for name, (across, down) in RATIOS.items()],
        }
        return render_to_string("admin/articles/picture/_preview.html", shown)

    @admin.display(description=_("used in"))
    def used_in(self, picture: Picture) -> SafeString | str:
        """Return the stories that lead with the picture or have it in their text, newest first, and what else does.

        Costs a query for each kind of them.
        """
        users = list(users_of(picture).only("title", "status").order_by("-pk")[: USERS_NAMED + 1])
        others = others_of(picture)
        if not users and not others:
            return gettext("No story shows it.")
        lines = format_html_join(
            "",
            '<li><a href="{}" dir="{}">{}</a> <span class="state state-{}">{}</span></li>',
            (
                (
                    form_of(each),
                    direction(each.title),
                    each.title,
                    each.status,
                    each.get_status_display(),
                )
                for each in users[:USERS_NAMED]
            ),
        )
        more = gettext("And in other stories.") if len(users) > USERS_NAMED else ""
        beside = format_html_join("", "<li>{}</li>", ((row_link(each),) for each in others))
        return format_html('<ul class="users">{}{}</ul>{}', lines, beside, more)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**drop_context(self, request), **(extra_context or {})})

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return super().has_change_permission(request, obj) if obj is None else may_change_picture(request.user, obj)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = cast(User, request.user)
        is_moved = bool({"focal_x", "focal_y"} & set(form.changed_data))
        save_picture(obj, ingested=form.ingested, is_cut_anew=change and is_moved)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, list[Any]]:
        """Return what a deletion would take along; an article or a page that shows a picture in its text forbids it.

        The database itself protects lead pictures and portraits. No deletion here takes an article along, so a missing
        right to delete articles is no reason to name.
        """
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        missing = missing - {Article._meta.verbose_name}
        for picture in objs:
            in_texts = users_of(picture).exclude(lead_picture=picture).only("title")
            protected = [*protected, *map(row_link, in_texts), *map(row_link, picture.pages.only("title"))]
        return deleted, counts, missing, protected
