"""The feed of one live coverage."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest

from articles.feed_formats import FullTextFeed
from articles.feeds import LENGTH, html_for_feed
from articles.live.markup import entry_address
from articles.live.metadata import title_of
from articles.live.models import LiveEntry
from articles.live.views import FIELDS
from articles.models import Article
from articles.views import published_article
from newsportal.origin import absolute


class LiveFeed(Feed):  # type: ignore[type-arg]  # because Feed takes a type in the stubs alone
    """The newest entries of a coverage, each in full; a coverage that has ended keeps its feed."""

    feed_type = FullTextFeed
    language = "ar"

    def get_object(self, request: HttpRequest, pk: int) -> Article:
        """Return the story. Raises Gone for one that was taken down, Http404 for what is no coverage."""
        article = published_article(pk, "title", "standfirst", *FIELDS)
        if article.kind != Article.Kind.LIVE:
            raise Http404
        return article

    def title(self, obj: Article) -> str:
        return obj.title

    def description(self, obj: Article) -> str:
        return obj.standfirst

    def link(self, obj: Article) -> str:
        return absolute(obj.get_absolute_url())

    def feed_url(self, obj: Article) -> str:
        return absolute(f"/feeds/live/{obj.pk}.rss")

    def items(self, obj: Article) -> list[LiveEntry]:
        entries = list(obj.live_entries.standing().defer("body").order_by("-pk")[:LENGTH])
        for entry in entries:
            # Its link needs the address of the story, which is known.
            entry.article = obj
        return entries

    def item_title(self, item: LiveEntry) -> str:
        return title_of(item)

    def item_description(self, item: LiveEntry) -> str:
        return ""

    def item_link(self, item: LiveEntry) -> str:
        return absolute(entry_address(item.article.get_absolute_url(), item.pk))

    def item_guid(self, item: LiveEntry) -> str:
        return self.item_link(item)

    item_guid_is_permalink = True

    def item_pubdate(self, item: LiveEntry) -> datetime:
        return item.posted_at

    def item_updateddate(self, item: LiveEntry) -> datetime:
        return item.updated_at or item.posted_at

    def item_extra_kwargs(self, item: LiveEntry) -> dict[str, Any]:
        return {"creators": [], "text": html_for_feed(item.body_html)}
