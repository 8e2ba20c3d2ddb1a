"""Puts our site in the place of Django's own, as ``admin.site``."""

from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AdminConfig):
    default = False
    default_site = "newsportal.newsroom.site.Newsroom"
