"""Feeds, with the whole text of each story."""

import re
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.translation import gettext_lazy as _
from django.utils.xmlutils import SimplerXMLGenerator

from articles.body.cards import without_players
from articles.corrections.markup import feed_html
from articles.models import Article
from articles.sponsoring import sponsored_by
from newsportal.origin import absolute

LENGTH = 30
# A feed reader needs the plain picture, not the candidates for each width.
SOURCES = re.compile(r"<source\b[^>]*>|\ssrcset=\"[^\"]*\"|\ssizes=\"[^\"]*\"")
OWN_ADDRESS = re.compile(r"\b(href|src)=\"(/[^/\"][^\"]*)\"")


def text_for_feed(article: Article) -> str:
    """Return the article's HTML with absolute addresses and one address a picture, and its corrections below it.

    What needs a script is left out.
    """
    corrections = sorted(article.corrections.all(), key=attrgetter("pk"), reverse=True) if article.corrected_at else []
    html = SOURCES.sub("", without_players(article.body_html)) + feed_html(corrections)
    return OWN_ADDRESS.sub(lambda match: f'{match[1]}="{absolute(match[2])}"', html)


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with ``content:encoded`` (RSS 1.0 content module), ``dc:creator`` and ``atom:updated`` (RFC 4287)."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        # RSS has no word for it; the channel's own lastBuildDate is the latest of these.
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["text"])


class LatestFeed(Feed):  # type: ignore[type-arg]  # because Feed takes a type in the stubs alone
    """The newest stories of all sections."""

    feed_type = FullTextFeed
    language = "ar"
    description = _("The latest news")

    def title(self) -> str:
        return settings.SITE_NAME

    def link(self) -> str:
        return absolute("/")

    def feed_url(self) -> str:
        return absolute("/feeds/latest.rss")

    def items(self) -> list[Article]:
        articles = Article.objects.listed().newest_first().select_related("section").defer("body")
        found = list(articles.prefetch_related("authors")[:LENGTH])
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
        return [item.section.name, *([sponsored_by(item.sponsor)] if item.sponsor else [])]

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        return {"creators": [author.name for author in item.authors.all()], "text": text_for_feed(item)}
