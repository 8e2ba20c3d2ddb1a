"""Filters beside the queue."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment

# As many as fit one line of a laptop screen.
OFFERED = 4


class ArticleFilter(admin.SimpleListFilter):
    """The stories where most comments wait; a list of all stories would be endless."""

    title = _("article")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, str]]:
        waiting = Comment.objects.pending().order_by().values("article_id").annotate(number=Count("pk"))
        busiest = [row["article_id"] for row in waiting.order_by("-number", "-article_id")[:OFFERED]]
        chosen = self.value() or ""
        if chosen.isdecimal() and len(chosen) <= 18:
            busiest.append(int(chosen))
        titles = dict(Article.objects.filter(pk__in=busiest).values_list("pk", "title"))
        return [(str(key), titles[key]) for key in dict.fromkeys(busiest) if key in titles]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        chosen = dict(self.lookup_choices)
        return queryset.filter(article_id=int(self.value() or 0)) if self.value() in chosen else queryset
