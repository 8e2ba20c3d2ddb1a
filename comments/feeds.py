"""The comments of a story as a feed: approved ones alone, with the names that their writers gave."""

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from articles.models import Article
from articles.site.conventions import quoted
from articles.views import published_article
from comments.models import Comment
from newsportal.origin import absolute

LENGTH = 50


class ThreadFeed(Feed):  # type: ignore[type-arg]  # because Feed takes a type in the stubs alone
    """The newest comments of one story; gone with it."""

    feed_type = Rss201rev2Feed
    language = "ar"
    item_guid_is_permalink = True

    def get_object(self, request: HttpRequest, pk: int) -> Article:
        return published_article(pk, "title", "slug")

    def title(self, obj: Article) -> str:
        return _("Comments on %(name)s") % {"name": quoted(obj.title)}

    def description(self, obj: Article) -> str:
        return settings.SITE_NAME

    def link(self, obj: Article) -> str:
        return absolute(obj.get_absolute_url())

    def feed_url(self, obj: Article) -> str:
        return absolute(f"/news/{obj.pk}/comments.rss")

    def items(self, obj: Article) -> list[Comment]:
        return list(obj.comments.approved().order_by("-pk")[:LENGTH])

    def item_title(self, item: Comment) -> str:
        return item.name

    def item_description(self, item: Comment) -> Any:
        return item.html

    def item_link(self, item: Comment) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Comment) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: Comment) -> Any:
        return item.created_at
