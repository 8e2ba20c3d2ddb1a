"""The moderation queue: what waits stands first, the longest waiting on top."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import SectionFilter
from articles.admin.folded_search import FoldedSearchAdmin
from comments import moderation
from comments.admin.comment_page import CommentPage
from comments.admin.decisions import DECISIONS, DecisionForm, bulk_actions, carry_out
from comments.admin.export import export_selected, export_view
from comments.admin.filters import ArticleFilter, OrderFilter, ReportedFilter
from comments.admin.private import may_look_up, sees_private
from comments.admin.queue_list import QueueList, stretches_for
from comments.admin.quick_edit import quick_edit_page
from comments.admin.refusal import refusal_page
from comments.admin.regulars import keep_name
from comments.admin.reply import reply_page
from comments.admin.taking_back import undo_view
from comments.admin.ways import way_back
from comments.models import Comment
from newsportal.desk.stretches import Stretch


@admin.register(Comment)
class CommentAdmin(CommentPage, FoldedSearchAdmin):
    actions = [*bulk_actions(), keep_name, export_selected]
    action_form = DecisionForm
    list_filter = [("article__section", SectionFilter), OrderFilter, ArticleFilter, ReportedFilter]
    list_select_related = ["article", "parent", "answered"]
    list_per_page = 30

    class Media:
        css = {"all": ["admin-portal/comment.css", "admin-portal/queue.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QueueList]:
        return QueueList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Moderation queue"), **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).defer("article__body", "article__body_html")

    def get_stretches(self, request: HttpRequest) -> list[Stretch]:
        return stretches_for(request)

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["search_text__contains", *(["email"] if sees_private(request) else [])]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and may_look_up(request, lookup) and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        moderation.erase(Comment.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        moderation.erase(queryset)

    def get_urls(self) -> list[URLPattern]:
        own: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "<int:pk>/decide/<slug:name>/": (self.decide, "decide"),
            "<int:pk>/reply/": (reply_page, "reply"),
            "<int:pk>/quick-edit/": (quick_edit_page, "quick_edit"),
            "<int:pk>/refusal/": (refusal_page, "refusal"),
            "undo/<uuid:batch>/": (undo_view, "undo"),
            "export/": (partial(export_view, self), "export"),
        }
        urls = [
            path(route, self.admin_site.admin_view(view), name=f"comments_comment_{name}")
            for route, (view, name) in own.items()
        ]
        return [*urls, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Take one decision on one comment, and return to the page where its button stood."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        if name not in DECISIONS:
            raise Http404
        if request.method == "POST":
            carry_out(request, DECISIONS[name], Comment.objects.filter(pk=pk), wanted=[pk])
        else:
            messages.warning(request, _("A link decides nothing. Press the button beside the comment."))
        return HttpResponseRedirect(way_back(request))
