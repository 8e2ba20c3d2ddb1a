"""The stored news, a file a subject."""

from articles.models.article import Article, Byline
from articles.models.author import Author
from articles.models.picture import Picture
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
    "SearchDocument",
    "SearchWord",
    "Section",
    "SiteSettings",
    "Source",
    "Tag",
]
