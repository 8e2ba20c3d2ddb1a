"""The picture that leads a story, beside the box that completes its name."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Article
from articles.pictures.markup import small_address


def lead_preview(article: Article) -> SafeString:
    """Return the picture, and the buttons that a script brings to life: choose from the library, remove."""
    picture = article.lead_picture
    shown = {"picture": picture, "address": small_address(picture) if picture else ""}
    return render_to_string("admin/articles/article/_lead_picture.html", shown)
