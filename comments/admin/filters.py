"""Filters beside the queue."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.filters import ChoicesFieldListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.site.conventions import grouped
from comments.models import Comment
from newsportal.converters import key_in
from newsportal.desk.counting import Number, count_some

# As many as fit one line of a laptop screen.
OFFERED = 4
# Of the comments that wait, so many are looked at: a flood may leave a hundred thousand.
LATEST = 1_000
REPORTED = "yes"


def brief(number: Number) -> str:
    """Return «12», or «more than 10,000»."""
    count = grouped(number.value)
    return gettext("more than %(count)s") % {"count": count} if number.is_more else count


class StatusFilter(ChoicesFieldListFilter):
    """The statuses; beside *pending* stands how many comments wait in the whole queue, as far as they are counted."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        waiting = brief(count_some(Comment.objects.pending()))
        for status, choice in zip(["", *Comment.Status], super().choices(changelist), strict=True):
            if status == Comment.Status.PENDING:
                choice["display"] = f"{choice['display']} ({waiting})"
            yield choice


class ArticleFilter(admin.SimpleListFilter):
    """The stories where most of the latest waiting comments are; a list of all stories would be endless."""

    title = _("article")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, str]]:
        latest = Comment.objects.pending().order_by("-created_at", "-pk")[:LATEST]
        # Joined, PostgreSQL may read through all stories to find those of a few hundred comments.
        title = Subquery(Article.objects.filter(pk=OuterRef("article_id")).values("title"))
        waiting = Counter(latest.values_list("article_id", title))
        busiest = sorted(waiting, key=lambda story: (waiting[story], story[0]), reverse=True)
        offered = {str(key): title for key, title in busiest[:OFFERED]}
        chosen = self.value() or ""
        if chosen not in offered and (key := key_in(chosen)):
            offered |= {str(pk): title for pk, title in Article.objects.filter(pk=key).values_list("pk", "title")}
        return [*offered.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        chosen = dict(self.lookup_choices)
        return queryset.filter(article_id=int(self.value() or 0)) if self.value() in chosen else queryset


class ReportedFilter(admin.SimpleListFilter):
    """What readers reported since the latest decision about it; offered where there is some."""

    title = _("reports")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, str]]:
        number = count_some(Comment.objects.reported())
        label, count = gettext("Reported"), brief(number)
        return [(REPORTED, f"{label} ({count})")] if number.value or self.value() == REPORTED else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset.filter(open_reports__gt=0) if self.value() == REPORTED else queryset
