"""The moderation queue: what waits stands first, the longest waiting on top."""

from dataclasses import replace
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import SectionFilter
from articles.admin.folded_search import FoldedSearchAdmin
from comments import moderation
from comments.admin import columns
from comments.admin.decisions import DECISIONS, DecisionForm, bulk_actions, carry_out, decision_column, queue_address
from comments.admin.export import export_selected, export_view
from comments.admin.filters import REPORTED, ArticleFilter, ReportedFilter, StatusFilter
from comments.admin.legal import legal_note
from comments.admin.private import UnnamedAdmin, mask_email, may_look_up, sees_private
from comments.admin.regulars import keep_name
from comments.admin.reply import reply_page
from comments.admin.restrictions import shown_restrictions
from comments.forms import limit_of
from comments.inputs import TextField
from comments.models import Comment
from newsportal.desk.stretches import Stretch

OLDEST, NEWEST = Stretch(("created_at", "pk")), Stretch(("-created_at", "-pk"))


class RevisionForm(forms.ModelForm):  # type: ignore[type-arg]  # because only the stubs' ModelForm takes a type
    """The one thing about a comment that a moderator may change by hand."""

    text = TextField(
        label=_("comment"),
        limit=limit_of("text"),
        required_message=_("A comment needs text. To take it away, refuse it in the queue."),
        widget=AdminTextareaWidget(attrs={"dir": "auto"}),
    )

    class Meta:
        model = Comment
        fields = ["text"]


@admin.register(Comment)
class CommentAdmin(UnnamedAdmin, FoldedSearchAdmin):
    form = RevisionForm
    actions = [*bulk_actions(), keep_name, export_selected]
    action_form = DecisionForm
    list_display = [
        columns.author,
        columns.text,
        columns.story,
        columns.state,
        columns.held,
        columns.waiting_since,
    ]
    list_filter = [("status", StatusFilter), ("article__section", SectionFilter), ArticleFilter, ReportedFilter]
    list_select_related = ["article", "parent"]
    sortable_by = [columns.waiting_since]
    # The page of a comment that readers may not see is a 404.
    view_on_site = False

    class Media:
        css = {"all": ["admin-portal/queue.css"]}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Moderation queue"), **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).defer("article__body", "article__body_html")

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown: list[Any] = list(self.list_display)
        if sees_private(request):
            shown[0] = columns.author_in_full
        if self.has_moderate_permission(request):
            shown.append(decision_column(self.get_preserved_filters(request)))
        return shown

    def get_stretches(self, request: HttpRequest) -> list[Stretch]:
        """Put what waits longest first; behind it, or where reports or another status are chosen, the latest."""
        status = request.GET.get("status__exact")
        if request.GET.get(ReportedFilter.parameter_name) == REPORTED:
            return [NEWEST]
        if status:
            return [OLDEST if status == Comment.Status.PENDING else NEWEST]
        waits = Q(status=Comment.Status.PENDING)
        return [replace(OLDEST, condition=waits), replace(NEWEST, condition=~waits)]

    def get_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[Any]:
        if obj and obj.is_staff:
            sender = ["author"]
        else:
            private = ["email", "address", "user_agent"] if sees_private(request) else ["masked_email"]
            sender = [*private, "website"]
        about = [
            "story",
            "parent",
            "status",
            *([legal_note] if obj and obj.legal_hold else []),
            "created_at",
            "record",
        ]
        return ["name", *sender, *about, *self.reports_for(request), *shown_restrictions(request), "text"]

    def reports_for(self, request: HttpRequest) -> list[str]:
        if not request.user.has_perm("comments.view_report"):
            return []
        return ["reports_with_networks" if sees_private(request) else "reports"]

    def get_readonly_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[Any]:
        return [name for name in self.get_fields(request, obj) if name != "text"]

    @admin.display(description=_("e-mail"))
    def masked_email(self, comment: Comment) -> str:
        return mask_email(comment.email)

    @admin.display(description=_("IP address"))
    def address(self, comment: Comment) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', comment.ip_address or "–")

    @admin.display(description=_("article"))
    def story(self, comment: Comment) -> SafeString:
        return columns.story(comment)

    @admin.display(description=_("record"))
    def record(self, comment: Comment) -> SafeString:
        return columns.record(comment)

    @admin.display(description=_("reports"))
    def reports(self, comment: Comment) -> SafeString:
        return columns.reports(comment)

    @admin.display(description=_("reports"))
    def reports_with_networks(self, comment: Comment) -> SafeString:
        return columns.reports_with_networks(comment)

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["search_text__contains", *(["email"] if sees_private(request) else [])]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and may_look_up(request, lookup) and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.moderate_comment")

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:
        if "text" in form.changed_data:
            moderation.revise(obj, text=obj.text, by=cast(User, request.user))

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        moderation.erase(Comment.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        moderation.erase(queryset)

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide)
        return [
            path("<int:pk>/decide/<slug:name>/", decide, name="comments_comment_decide"),
            path("<int:pk>/reply/", self.admin_site.admin_view(reply_page), name="comments_comment_reply"),
            path("export/", self.admin_site.admin_view(partial(export_view, self)), name="comments_comment_export"),
            *super().get_urls(),
        ]

    def decide(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Take one decision on one comment, and return to the view of the queue where its button stood."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        if name not in DECISIONS:
            raise Http404
        carry_out(request, DECISIONS[name], Comment.objects.filter(pk=pk))
        return HttpResponseRedirect(queue_address(request))
