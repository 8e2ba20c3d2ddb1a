"""The list of the newsroom's articles: columns, filters, search and what is done to many."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from articles.admin.bulk_moves import bulk_actions
from articles.admin.columns import number_column
from articles.admin.filters import SCHEDULED, MineFilter, SectionFilter, StateFilter
from articles.admin.picture_list import preview_image
from articles.models import Article
from articles.permissions import may_publish
from articles.search.begun import holding
from articles.site.moments import moment_in_words
from articles.workflow.labels import state_label
from newsportal.arabic.bidi import direction
from newsportal.desk import DeskAdmin
from newsportal.desk.filters import CompletedFilter, completing_box
from newsportal.desk.stretches import Stretch

COMMENT_COUNT = number_column(Article, "comment_count")


class ArticleListAdmin(DeskAdmin):
    """What concerns many articles; articles/admin/article.py adds the form of one."""

    actions = bulk_actions()
    list_display = ["headline", "state", "section", "moment", "writers", COMMENT_COUNT]
    list_filter: ClassVar[Any] = [
        StateFilter,
        MineFilter,
        ("section", SectionFilter),
        "published_at",
        ("source", CompletedFilter),
    ]
    list_select_related: ClassVar[Any] = ["section", "lead_picture"]
    list_defer = ["body", "body_html"]
    sortable_by: ClassVar[Any] = ["state", "moment", COMMENT_COUNT]
    ordering = ["-pk"]
    # Shows the box; get_search_results() looks elsewhere.
    search_fields: ClassVar[Any] = ["title"]

    @property
    def media(self) -> forms.Media:
        # The list has a box that completes names, too.
        box: forms.Media = completing_box(Article._meta.get_field("source"), self).widget.media
        return super().media + box

    @admin.display(description=_("title"))
    def headline(self, article: Article) -> SafeString:
        """Return the title behind its picture, or behind the place of one."""
        picture = article.lead_picture
        shown = preview_image(picture, "card", width=96) if picture else SafeString('<span class="no-picture"></span>')
        return format_html('{}<span class="headline">{}</span>', shown, article.title)

    @admin.display(description=_("status"), ordering="status")
    def state(self, article: Article) -> SafeString:
        return state_label(article)

    @admin.display(description=_("time"), ordering="published_at")
    def moment(self, article: Article) -> SafeString:
        """Return when readers see the story; where no time is set, when it was written on."""
        if article.published_at:
            return moment_in_words(article.published_at)
        return format_html('<span class="quiet">{} {}</span>', _("Edited"), moment_in_words(article.saved_at))

    @admin.display(description=_("bylines"))
    def writers(self, article: Article) -> SafeString:
        names = [byline.author.name for byline in article.bylines.all()]
        return format_html_join(
            pgettext("between names", ", "), '<bdi dir="{}">{}</bdi>', ((direction(name), name) for name in names)
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Look in the index of the public search, for articles of every status."""
        if search_term:
            queryset = queryset.filter(pk__in=holding(Article.objects.filter(pk__in=queryset), search_term))
        return queryset, False

    def get_stretches(self, request: HttpRequest) -> list[Stretch]:
        """Put what is scheduled in the order in which it appears."""
        if request.GET.get(StateFilter.parameter_name) == SCHEDULED:
            return [Stretch(("published_at", "pk"), Q(published_at__isnull=False))]
        return super().get_stretches(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).prefetch_related("bylines__author")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)
