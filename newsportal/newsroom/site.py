"""The admin site: Django's, and a page on which each account chooses for itself."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from newsportal.newsroom.preferences import preferences


class Newsroom(AdminSite):
    index_title = _("Newsroom")
    # Lists need the width; the front page and the line above each page lead everywhere.
    enable_nav_sidebar = False
    # Alone in a cell, a hyphen looks like a mistake.
    empty_value_display = "—"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # Before Django's own, whose last one takes every address.
        own = path("preferences/", self.admin_view(preferences), name="preferences")
        return [own, *super().get_urls()]
