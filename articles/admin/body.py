"""The rich-text field for an article's text: django-prose-editor with the newsroom's own elements and words."""

import json
import re
from typing import Any

from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms import Media
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import prose_editor_admin_media
from js_asset import ImportMap, Script
from js_asset import Media as AssetMedia

from articles.body.addresses import host_of
from articles.body.sanitize import MAX_LENGTH
from articles.models import Picture
from articles.models.article import WORDS_A_MINUTE
from articles.pictures.markup import rendition_address
from articles.pictures.shapes import rendition_sizes

# The names that newsportal/static/admin-portal/body/ gives its buttons. The library's own titles are English, and it
# offers no place to translate them.
LABELS: dict[str, str | Promise] = {
    "toolbar": _("Text tools"),
    "paragraph": _("Paragraph"),
    "heading2": _("Heading"),
    "heading3": _("Heading inside a part"),
    "heading4": _("Smallest heading"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "attribution": _("Who said it"),
    "pullQuote": _("Pull quote: words of the story that stand out from it"),
    "horizontalRule": _("Line between parts"),
    "bold": _("Bold"),
    "italic": _("Emphasis"),
    "link": _("Link"),
    "unlink": _("Remove the link"),
    "picture": _("Picture from the library"),
    "embed": _("Video or post from YouTube, X or Facebook"),
    "table": _("Insert a table"),
    "table:addColumnAfter": _("Add a column"),
    "table:deleteColumn": _("Delete the column"),
    "table:addRowAfter": _("Add a row"),
    "table:deleteRow": _("Delete the row"),
    "table:mergeCells": _("Merge cells"),
    "table:splitCell": _("Split the cell"),
    "table:toggleHeaderCell": _("Heading of a row or column"),
    "table:deleteTable": _("Delete the table"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
    "format": _("Format the pasted text: lines that stand alone become headings"),
    "formatShort": _("Format pasted text"),
    "html": _("Edit the HTML"),
    "picturesStayed": _("The pictures were not brought along: add them from the library."),
}
NAMED_PICTURE = re.compile(r"data-picture=[\"']?([1-9][0-9]{0,17})\b")
MODULES = [
    "addresses", "buttons", "count", "dialog", "figures", "format", "insert", "leave", "lists", "nodes", "paste",
    "pasted-links", "plain", "quotes", "server", "tables", "toolbar", "words", "written",
]  # fmt: skip
STYLES = ["body-editor", "body-tools"]


def shown_pictures(body: str) -> dict[str, dict[str, Any]]:
    """Return what the editor shows of each picture that a body names, by key; one query where there are any."""
    keys = {int(key) for key in NAMED_PICTURE.findall(body)}
    pictures = Picture.objects.in_bulk(keys).values() if keys else []
    return {str(picture.pk): shown_picture(picture) for picture in pictures}


def shown_picture(picture: Picture) -> dict[str, Any]:
    """Return a picture as admin-portal/library.js returns one that was chosen."""
    width, height = rendition_sizes("full", picture.width, picture.height)[0]
    return {
        "id": picture.pk,
        "alternativeText": picture.alternative_text,
        "caption": picture.caption,
        "credit": picture.credit,
        "thumbnail": rendition_address(picture.key, "full", width, "webp"),
        "width": width,
        "height": height,
    }


class BodyWidget(AdminTextareaWidget):
    """A text area that a script turns into an editor; without script it takes HTML."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = {key: str(label) for key, label in LABELS.items()}
        desk = {
            "pictures": shown_pictures(str(value or "")),
            "host": host_of(settings.SITE_URL),
            "libraryPage": reverse("admin:articles_picture_choose"),
            "embedPage": reverse("admin:articles_article_embed"),
            "formatPage": reverse("admin:articles_article_format"),
            "longest": MAX_LENGTH,
            "wordsAMinute": WORDS_A_MINUTE,
        }
        data = {"data-body-editor": labels, "data-body-desk": desk}
        context["widget"]["attrs"] |= {key: json.dumps(held, ensure_ascii=False) for key, held in data.items()}
        return context

    @property
    def media(self) -> Media:
        names = {f"newsroom/body/{name}": f"admin-portal/body/{name}.js" for name in MODULES}
        media: Media = prose_editor_admin_media + AssetMedia(
            importmap=ImportMap(names),
            # The library's last sheet is named for the order: ours comes after it, whatever else the form brings.
            css={"all": ["django_prose_editor/overrides.css", *(f"admin-portal/{name}.css" for name in STYLES)]},
            js=[Script("admin-portal/body-editor.js", type="module")],
        )
        return media
