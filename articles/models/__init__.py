"""The stored news, a file a subject."""

from articles.corrections.models import Correction
from articles.editing.models import EditLock, WorkingCopy
from articles.front_page.models import Front, Pin
from articles.live.models import EntryPicture, LiveEntry
from articles.models.article import Article
from articles.models.author import Author
from articles.models.line import Byline, Tagging
from articles.models.pick import RelatedPick
from articles.models.picture import Picture, PictureUse
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tag import Tag
from articles.notes.models import Note
from articles.planning.models import Assignment
from articles.previews.models import PreviewLink
from articles.reads.models import StoryReads
from articles.revisions.models import Revision
from articles.search.models import SearchDocument, SearchWord
from articles.site.breaking.models import BreakingNews
from articles.site.menus.models import MenuLink
from articles.site.models import SiteSettings
from articles.site.pages.models import StaticPage
from articles.workflow.models import Transition

__all__ = [
    "Article",
    "Assignment",
    "Author",
    "BreakingNews",
    "Byline",
    "Correction",
    "EditLock",
    "EntryPicture",
    "Front",
    "LiveEntry",
    "MenuLink",
    "Note",
    "Picture",
    "PictureUse",
    "Pin",
    "PreviewLink",
    "RelatedPick",
    "Revision",
    "SearchDocument",
    "SearchWord",
    "Section",
    "SiteSettings",
    "Source",
    "StaticPage",
    "StoryReads",
    "Tag",
    "Tagging",
    "Transition",
    "WorkingCopy",
]
