"""What a message says, where markup cannot stand: in the title of a page."""

from html import unescape

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeData

register = template.Library()


@register.filter
def plain(message: object) -> str:
    """Return the words of a text that is markup; of any other, which may name a story called "<b>", all."""
    text = str(message)
    return unescape(strip_tags(text)) if isinstance(message, SafeData) else text
