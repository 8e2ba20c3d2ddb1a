"""The media library: the newsroom's pictures side by side, newest first."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.folded_search import FoldedSearchAdmin
from articles.admin.library_media import LIBRARY, loaded
from articles.models import Picture
from articles.pictures.markup import shape_at_hand, small_address
from articles.pictures.shapes import Shape
from articles.site.conventions import digits
from newsportal.arabic.bidi import direction


def preview_image(picture: Picture, shape: Shape, *, width: int) -> SafeString:
    """Return the smallest rendition of the shape, drawn ``width`` wide; the text beside it says what it shows."""
    _shape, ((real_width, real_height), *_others) = shape_at_hand(picture, shape)
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy">',
        small_address(picture, shape),
        width,
        round(real_height * width / real_width),
    )


class LibraryFilter(admin.SimpleListFilter):
    """What one looks for among one's pictures; an index holds each choice in order."""

    title = _("pictures")
    parameter_name = "show"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("wordless", _("Without alternative text")), ("mine", _("Uploaded by me"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "wordless":
                return queryset.wordless()
            case "mine":
                return queryset.filter(created_by=request.user.pk)
        return queryset


class PictureListAdmin(FoldedSearchAdmin):
    """What concerns many pictures; articles/admin/picture.py adds the form of one."""

    list_display = ["thumbnail", "words", "facts", "created_at"]
    # Of each picture one link, which library-grid.css draws over the picture, too: a second had no name.
    list_display_links = ["words"]
    list_filter: ClassVar[Any] = [LibraryFilter]
    list_per_page = 30
    sortable_by: ClassVar[Any] = ["created_at"]

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> SafeString:
        return preview_image(picture, "card", width=240)

    @admin.display(description=_("alternative text"))
    def words(self, picture: Picture) -> SafeString:
        if picture.alternative_text:
            return format_html("{}", picture.alternative_text)
        name = picture.file_name or _("Without a name")
        return format_html(
            '<span class="file-name" dir="{}">{}</span> <span class="state state-pending">{}</span>',
            direction(str(name)),
            name,
            _("Needs alternative text"),
        )

    @admin.display(description=_("credit"))
    def facts(self, picture: Picture) -> SafeString:
        """Return credit, the newsroom's own note on rights, and size, a line each."""
        lines = [("credit", picture.credit), ("rights", picture.rights)]
        size = f"{digits(picture.width)} × {digits(picture.height)}"
        written = [(name, direction(text), text) for name, text in lines if text] + [("size", "ltr", size)]
        return format_html_join("", '<span class="fact fact-{}"><bdi dir="{}">{}</bdi></span>', written)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"title": _("Media library"), **loaded(request, self.media + LIBRARY), **(extra_context or {})}
        return super().changelist_view(request, context)
