"""Pages for readers, in Arabic and under ``/en/``. The converters are registered by newsportal/urls.py."""

from django.urls import path

from articles import views
from articles.live.views import live_entries
from articles.previews.views import preview
from articles.search.views import search, search_suggest
from articles.site.pages.views import about, static_page

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("latest/", views.latest, name="latest"),
    path("search/", search, name="search"),
    path("search/suggest", search_suggest, name="search_suggest"),
    path("about/", about, name="about"),
    path("pages/<uslug:slug>/", static_page, name="static_page"),
    path("section/<uslug:slug>/", views.section_detail, name="section_detail"),
    path("tag/<uslug:slug>/", views.tag_detail, name="tag_detail"),
    path("author/<uslug:slug>/", views.author_detail, name="author_detail"),
    path("preview/<str:token>/", preview, name="preview"),
    path("live/<id:pk>/entries", live_entries, name="live_entries"),
    path("news/<id:pk>/", views.article_detail, name="article_detail"),
    path("news/<id:pk>/<uslug:slug>/", views.article_detail, name="article_detail"),
]
