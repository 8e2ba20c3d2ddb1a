"""What narrows or orders the queue, and what its tabs ask for."""

from collections import Counter
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from articles.models import Article
from articles.site.conventions import grouped
from comments.models import Comment
from newsportal.converters import key_in
from newsportal.desk.counting import Number

# As many as fit one line of a laptop screen.
OFFERED = 4
# Of the comments that wait, so many are looked at: a flood may leave a hundred thousand.
LATEST = 1_000
REPORTED = "yes"
RISK_FIRST, OLDEST_FIRST, NEWEST_FIRST = "risk", "oldest", "newest"


def briefest(number: Number) -> str:
    """Return «12», or «10,000+», where room is short."""
    count = grouped(number.value)
    return pgettext("more than so many", "%(count)s+") % {"count": count} if number.is_more else count


class ArticleFilter(admin.SimpleListFilter):
    """The stories where most of the latest waiting comments are; a list of all stories would be endless."""

    title = _("article")
    parameter_name = "article"
    template = "admin/_arabic_filter.html"

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
    """What readers reported since the latest decision about it; a tab asks for it."""

    title = _("reports")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:
        return [(REPORTED, _("Reported"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset.filter(open_reports__gt=0) if self.value() == REPORTED else queryset


class OrderFilter(admin.SimpleListFilter):
    """The order of the list; what is likely to be refused first, once the portal has learnt to tell."""

    title = _("order")
    parameter_name = "order"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:
        waits = request.GET.get("status__exact", "") in {"", Comment.Status.PENDING}
        waits = waits and request.GET.get(ReportedFilter.parameter_name) != REPORTED
        is_learnt = waits and Comment.objects.pending().filter(risk__isnull=False).exists()
        riskiest = [(RISK_FIRST, _("Riskiest first"))] if is_learnt else []
        return [*riskiest, (OLDEST_FIRST, _("Oldest first")), (NEWEST_FIRST, _("Newest first"))]

    def choices(self, changelist: Any) -> Any:
        usual, *others = super().choices(changelist)
        yield {**usual, "display": _("What waits first")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset
