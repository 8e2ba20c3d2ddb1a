"""Pictures in templates."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Picture
from articles.pictures.markup import picture_html, small_address
from articles.pictures.shapes import Shape

register = template.Library()

register.filter("small_picture", small_address)


@register.simple_tag
def picture(shown: Picture | None, *, shape: Shape, sizes: str, eager: bool = False) -> SafeString:
    """Return the picture element, or nothing where a story has no picture."""
    return SafeString("") if shown is None else picture_html(shown, shape=shape, sizes=sizes, eager=eager)
