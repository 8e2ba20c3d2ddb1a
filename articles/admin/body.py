"""The rich-text field for an article's text: django-prose-editor with the newsroom's own elements and words."""

import json
from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms import Media
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import prose_editor_admin_media
from js_asset import ImportMap, Script
from js_asset import Media as AssetMedia

# The names that newsportal/static/admin-portal/body-editor.js gives its buttons. The library's own titles are
# English, and it offers no place to translate them.
LABELS: dict[str, str | Promise] = {
    "toolbar": _("Text tools"),
    "paragraph": _("Paragraph"),
    "heading2": _("Heading"),
    "heading3": _("Heading inside a part"),
    "heading4": _("Smallest heading"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "horizontalRule": _("Line between parts"),
    "bold": _("Bold"),
    "italic": _("Emphasis"),
    "link": _("Link"),
    "unlink": _("Remove the link"),
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
    "html": _("Edit the HTML"),
    "picture": _("Picture number %s"),
    "embed": _("Embedded: %s"),
}


class BodyWidget(AdminTextareaWidget):
    """A text area that a script turns into an editor; without script it takes HTML."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = {key: str(label) for key, label in LABELS.items()}
        context["widget"]["attrs"]["data-body-editor"] = json.dumps(labels, ensure_ascii=False)
        return context

    @property
    def media(self) -> Media:
        modules = ["body-nodes", "body-toolbar", "body-words"]
        media: Media = prose_editor_admin_media + AssetMedia(
            importmap=ImportMap({f"newsroom/{name}": f"admin-portal/{name}.js" for name in modules}),
            css={"all": ["admin-portal/body-editor.css"]},
            js=[Script("admin-portal/body-editor.js", type="module")],
        )
        return media
