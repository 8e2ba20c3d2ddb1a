"""The list of the newsroom's articles: columns, filters, search and what is done to many."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import publishing
from articles.admin.columns import number_column
from articles.admin.filters import SectionFilter
from articles.models import Article
from articles.permissions import may_publish
from articles.search.begun import holding
from articles.site.conventions import digits
from newsportal.arabic.bidi import direction
from newsportal.desk import DeskAdmin
from newsportal.desk.filters import CompletedFilter, completing_box

COMMENT_COUNT = number_column(Article, "comment_count")


class ArticleListAdmin(DeskAdmin):
    """What concerns many articles; articles/admin/article.py adds the form of one."""

    actions = ["publish_selected", "withdraw_selected"]
    list_display = ["title", "state", "section", "published_at", "writers", COMMENT_COUNT]
    list_filter: ClassVar[Any] = ["status", ("section", SectionFilter), "published_at", ("source", CompletedFilter)]
    list_select_related: ClassVar[Any] = ["section"]
    list_defer = ["body", "body_html"]
    sortable_by: ClassVar[Any] = ["state", "published_at", COMMENT_COUNT]
    ordering = ["-pk"]
    # Shows the box; get_search_results() looks elsewhere.
    search_fields: ClassVar[Any] = ["title"]

    @property
    def media(self) -> forms.Media:
        # The list has a box that completes names, too.
        box: forms.Media = completing_box(Article._meta.get_field("source"), self).widget.media
        return super().media + box

    @admin.display(description=_("status"), ordering="status")
    def state(self, article: Article) -> SafeString:
        if article.is_scheduled:
            return format_html('<span class="state state-scheduled">{}</span>', _("Scheduled"))
        # Django's get_status_display() hashes every label anew for each row.
        label = Article.Status(article.status).label
        return format_html('<span class="state state-{}">{}</span>', article.status, label)

    @admin.display(description=_("bylines"))
    def writers(self, article: Article) -> SafeString:
        names = [byline.author.name for byline in article.bylines.all()]
        return format_html_join("، ", '<bdi dir="{}">{}</bdi>', ((direction(name), name) for name in names))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Look in the index of the public search, for articles of every status."""
        if search_term:
            queryset = queryset.filter(pk__in=holding(Article.objects.filter(pk__in=queryset), search_term))
        return queryset, False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).prefetch_related("bylines__author")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(description=_("Publish the selected articles"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self.move_all(request, articles, Article.Status.PUBLISHED)

    @admin.action(description=_("Withdraw the selected articles"), permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self.move_all(request, articles, Article.Status.WITHDRAWN)

    def move_all(self, request: HttpRequest, articles: Iterable[Article], status: Article.Status) -> None:
        """Move those that do not stand there yet, and say how many; costs some queries an article."""
        moved = [article for article in articles if article.status != status]
        for article in moved:
            publishing.MOVES[status](article, by=cast(User, request.user))
        message = ngettext(
            "%(count)d article is now: %(status)s.", "%(count)d articles are now: %(status)s.", len(moved)
        )
        messages.success(request, digits(message % {"count": len(moved), "status": status.label}))
