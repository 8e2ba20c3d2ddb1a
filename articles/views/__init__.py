"""The public pages, a file a subject."""

from articles.views.detail import article_detail, article_page, preview_page, published_article, short_link
from articles.views.lists import author_detail, home, latest, section_detail, tag_detail

__all__ = [
    "article_detail",
    "article_page",
    "author_detail",
    "home",
    "latest",
    "preview_page",
    "published_article",
    "section_detail",
    "short_link",
    "tag_detail",
]
