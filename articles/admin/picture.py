"""Pictures in the newsroom: upload, alternative text, focal point."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.folded_search import FoldedSearchAdmin
from articles.admin.named import FORM_FIELDS
from articles.models import Article, Picture
from articles.pictures.ingest import Ingested, ingest
from articles.pictures.library import save_picture, users_of
from articles.pictures.markup import rendition_address
from articles.pictures.shapes import WIDTHS, Shape, rendition_sizes
from articles.site.conventions import digits, digits_lazy


def preview_image(picture: Picture, shape: Shape, *, width: int) -> SafeString:
    """Return the smallest rendition of the shape, drawn ``width`` wide; the text beside it says what it shows."""
    real_width, real_height = rendition_sizes(shape, picture.width, picture.height)[0]
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy">',
        rendition_address(picture.key, shape, real_width, "webp"),
        width,
        round(real_height * width / real_width),
    )


def article_link(article: Article) -> SafeString:
    """Return the article as Django's deletion page names what forbids a deletion."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html(
        '{}: <a href="{}"><bdi>{}</bdi></a>', capfirst(Article._meta.verbose_name), address, article.title
    )


class PictureForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' takes types
    upload = forms.FileField(
        label=_("file"),
        help_text=digits_lazy(_("JPEG, PNG, WebP, AVIF or GIF, up to 15 MB. Place and camera are removed from it.")),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )
    ingested: Ingested | None = None

    class Meta:
        model = Picture
        fields = ["alternative_text", "caption", "credit", "focal_x", "focal_y"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "alternative_text" in self.fields:
            # Empty only until somebody looks at what was dropped into the library.
            self.fields["alternative_text"].required = True
        if self.instance.pk is not None and "upload" in self.fields:
            self.fields["upload"].required = False
            self.fields["upload"].label = _("another file")
            self.fields["upload"].help_text = _("Only to replace the picture, in every article that shows it.")

    def clean_upload(self) -> "UploadedFile[Any] | None":
        upload: UploadedFile[Any] | None = self.cleaned_data["upload"]
        if upload is not None and upload.file is not None:
            self.ingested = ingest(upload.file)
        return upload


@admin.register(Picture)
class PictureAdmin(FoldedSearchAdmin):
    form = PictureForm
    formfield_overrides = FORM_FIELDS
    list_display = ["thumbnail", "alternative_text", "credit", "size", "created_at"]
    list_display_links = ["alternative_text"]
    list_per_page = 30
    sortable_by = ["created_at"]
    readonly_fields = ["preview"]
    fieldsets = [
        (None, {"fields": ["preview", "upload", "alternative_text", "caption", "credit"]}),
        (
            _("focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": digits_lazy(
                    _(
                        "Cards show a part of the picture, 16 wide and 9 high. It is cut so that this point stays in "
                        "it: 50 and 50 is the middle, 0 and 0 the top left corner. Give the place of a face, for "
                        "example."
                    )
                ),
            },
        ),
    ]

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> SafeString:
        return preview_image(picture, "card", width=160)

    @admin.display(description=_("width × height"))
    def size(self, picture: Picture) -> SafeString:
        return format_html('<bdi dir="ltr">{} × {}</bdi>', digits(picture.width), digits(picture.height))

    @admin.display(description=_("preview"))
    def preview(self, picture: Picture) -> SafeString | str:
        """Return the whole picture, and the part of it that cards show."""
        if picture.pk is None:
            return "—"
        whole, card = (preview_image(picture, shape, width=320) for shape in WIDTHS)
        return format_html("{} {}", whole, card)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        is_moved = bool({"focal_x", "focal_y"} & set(form.changed_data))
        save_picture(obj, ingested=form.ingested, is_cut_anew=change and is_moved)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, list[Any]]:
        """Return what a deletion would take along; an article that shows a picture in its text forbids it.

        The database itself protects the lead pictures. No deletion here takes an article along, so a missing right to
        delete articles is no reason to name.
        """
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        missing = missing - {Article._meta.verbose_name}
        for picture in objs:
            in_texts = users_of(picture).exclude(lead_picture=picture).only("title")
            protected = [*protected, *map(article_link, in_texts)]
        return deleted, counts, missing, protected
