"""The newsroom, a file a subject."""

from articles.admin.article import ArticleAdmin
from articles.admin.assignment import AssignmentAdmin
from articles.admin.breaking import BreakingNewsAdmin
from articles.admin.front import FrontAdmin
from articles.admin.menu_link import MenuLinkAdmin
from articles.admin.named import AuthorAdmin, SectionAdmin, SourceAdmin, TagAdmin
from articles.admin.picture import PictureAdmin
from articles.admin.site import SiteSettingsAdmin
from articles.admin.static_page import StaticPageAdmin

__all__ = [
    "ArticleAdmin",
    "AssignmentAdmin",
    "AuthorAdmin",
    "BreakingNewsAdmin",
    "FrontAdmin",
    "MenuLinkAdmin",
    "PictureAdmin",
    "SectionAdmin",
    "SiteSettingsAdmin",
    "SourceAdmin",
    "StaticPageAdmin",
    "TagAdmin",
]
