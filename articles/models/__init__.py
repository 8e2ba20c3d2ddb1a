"""The stored news, a file a subject."""

from articles.models.article import Article
from articles.models.author import Author
from articles.models.line import Byline, Tagging
from articles.models.picture import Picture, PictureUse
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tag import Tag
from articles.search.models import SearchDocument, SearchWord
from articles.site.models import SiteSettings

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Picture",
    "PictureUse",
    "SearchDocument",
    "SearchWord",
    "Section",
    "SiteSettings",
    "Source",
    "Tag",
    "Tagging",
]
