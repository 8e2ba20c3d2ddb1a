"""The map of the portal: the one place where articles and comments meet."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.i18n import JavaScriptCatalog

from articles.feed_formats import FORMATS
from articles.feeds import LatestFeed, SectionFeed
from articles.live.feeds import LiveFeed
from articles.reads.views import beacon
from articles.sitemaps import news_sitemap, sitemap_articles, sitemap_index, sitemap_pages
from articles.upcoming import next_move
from articles.views import short_link
from comments.admin.here import here
from comments.feeds import ThreadFeed
from newsportal.converters import IdConverter, UnicodeSlugConverter
from newsportal.health import healthz, robots
from newsportal.media import media
from newsportal.page_cache.rules import cached_page

register_converter(IdConverter, "id")
register_converter(UnicodeSlugConverter, "uslug")

cached_list = cached_page("lists", until=next_move)

urlpatterns = [
    # Before the admin's own, which leaves our catalogues out and takes every other address below its own.
    path("admin/jsi18n/", JavaScriptCatalog.as_view(), name="script_words"),
    path("admin/here/", here, name="here"),
    path("admin/", admin.site.urls),
    path("n/<id:pk>", short_link, name="short_link"),
    path("beacon/", beacon, name="beacon"),
    *(
        path(f"feeds/{place}.{extension}", cached_list(feed(extension)), name=f"{name}_{extension}")
        for name, place, feed in [("latest", "latest", LatestFeed), ("section", "section/<uslug:slug>", SectionFeed)]
        for extension in FORMATS
    ),
    path("news/<id:pk>/comments.rss", cached_page(article="pk", until=next_move)(ThreadFeed()), name="thread_rss"),
    path("feeds/live/<id:pk>.rss", cached_page(article="pk", until=next_move)(LiveFeed()), name="live_feed"),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("news-sitemap.xml", news_sitemap, name="news_sitemap"),
    path("sitemap/pages.xml", sitemap_pages, name="sitemap_pages"),
    path("sitemap/articles-<id:number>.xml", sitemap_articles, name="sitemap_articles"),
    path("robots.txt", robots, name="robots"),
    path("healthz", healthz, name="healthz"),
    path("media/<path:path>", media, name="media"),
    # Reading pages, the comment POST and token pages also live under /en/ (decision 13). The comments'
    # addresses come first: "comments" is no slug.
    *i18n_patterns(
        path("", include("comments.urls")),
        path("", include("articles.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "newsportal.desk.refusals.bad_request"
handler403 = "newsportal.desk.refusals.permission_denied"
handler500 = "newsportal.health.server_error"
