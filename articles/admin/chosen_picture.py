"""A picture chosen for a story or an author, beside the box that completes its name."""

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Picture
from articles.pictures.markup import small_address
from articles.pictures.shapes import RATIOS, Shape

WIDTHS: dict[Shape, int] = {"card": 320, "square": 160}


def chosen_preview(row: Model, field: str, *, shape: Shape) -> SafeString:
    """Return the picture, and the buttons that a script brings to life: choose from the library, remove."""
    picture: Picture | None = getattr(row, field)
    across, down = RATIOS[shape]
    shown = {
        "field": field,
        "label": row._meta.get_field(field).verbose_name,  # type: ignore[union-attr]  # because it is a column
        "picture": picture,
        "address": small_address(picture, shape) if picture else "",
        "shape": shape,
        "width": WIDTHS[shape],
        "height": WIDTHS[shape] * down // across,
    }
    return render_to_string("admin/articles/_chosen_picture.html", shown)
