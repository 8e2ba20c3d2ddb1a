"""Feeds, with the whole text of each story."""

import re
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.body.cards import without_players
from articles.corrections.markup import feed_html
from articles.feed_formats import FORMATS
from articles.models import Article, Byline, Section
from articles.models.archive import ArticleQuerySet
from articles.sponsoring import sponsored_by
from newsportal.origin import absolute

LENGTH = 30
# Writers in the order of the byline.
SIGNED = Prefetch("bylines", Byline.objects.select_related("author"))
# A feed reader needs the plain picture, not the candidates for each width.
SOURCES = re.compile(r"<source\b[^>]*>|\ssrcset=\"[^\"]*\"|\ssizes=\"[^\"]*\"")
OWN_ADDRESS = re.compile(r"\b(href|src)=\"(/[^/\"][^\"]*)\"")


def text_for_feed(article: Article) -> str:
    """Return the article's HTML with absolute addresses and one address a picture, and its corrections below it.

    What needs a script is left out.
    """
    corrections = sorted(article.corrections.all(), key=attrgetter("pk"), reverse=True) if article.corrected_at else []
    return html_for_feed(article.body_html, feed_html(corrections))


def html_for_feed(built: str, more: str = "") -> str:
    """Return built HTML, and what stands below it, as a feed has it."""
    html = SOURCES.sub("", without_players(built)) + more
    return OWN_ADDRESS.sub(lambda match: f'{match[1]}="{absolute(match[2])}"', html)


class StoryFeed(Feed):  # type: ignore[type-arg]  # because Feed takes a type in the stubs alone
    """The newest stories; ``extension`` is the ending of the feed's address, one of FORMATS."""

    language = "ar"

    def __init__(self, extension: str) -> None:
        self.extension, self.feed_type = extension, FORMATS[extension]

    def newest(self, articles: ArticleQuerySet) -> list[Article]:
        rows = articles.newest_first().select_related("section").defer("body")
        found = list(rows.prefetch_related(SIGNED)[:LENGTH])
        prefetch_related_objects([article for article in found if article.corrected_at], "corrections")
        return found

    def item_title(self, item: Article) -> str:
        label = sponsored_by(item.sponsor)
        return f"{label}: {item.title}" if label else item.title

    def item_description(self, item: Article) -> str:
        return item.standfirst

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        return absolute(f"/n/{item.pk}")

    item_guid_is_permalink = True

    def item_pubdate(self, item: Article) -> Any:
        return item.published_at

    def item_updateddate(self, item: Article) -> Any:
        return item.updated_at or item.published_at

    def item_categories(self, item: Article) -> list[str]:
        kind = [] if item.kind == Article.Kind.NEWS else [str(Article.Kind(item.kind).label)]
        return [item.section.name, *kind, *([sponsored_by(item.sponsor)] if item.sponsor else [])]

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        return {"creators": [line.author.name for line in item.bylines.all()], "text": text_for_feed(item)}


class LatestFeed(StoryFeed):
    """The newest stories of all sections."""

    description = _("The latest news")

    def title(self) -> str:
        return settings.SITE_NAME

    def link(self) -> str:
        return absolute("/")

    def feed_url(self) -> str:
        return absolute(f"/feeds/latest.{self.extension}")

    def items(self) -> list[Article]:
        return self.newest(Article.objects.listed())


class SectionFeed(StoryFeed):
    """The newest stories of one section."""

    def get_object(self, request: HttpRequest, slug: str) -> Section:
        return get_object_or_404(Section, slug=slug)

    def title(self, obj: Section) -> str:
        return f"{obj.name} – {settings.SITE_NAME}"

    def description(self, obj: Section) -> str:
        return obj.description

    def link(self, obj: Section) -> str:
        return absolute(obj.get_absolute_url())

    def feed_url(self, obj: Section) -> str:
        return absolute(reverse(f"section_{self.extension}", args=[obj.slug]))

    def items(self, obj: Section) -> list[Article]:
        return self.newest(obj.articles.listed())
