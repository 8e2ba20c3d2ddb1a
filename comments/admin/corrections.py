"""What readers say is wrong in stories: a list for their editors, what is open first."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.permissions import may_publish
from articles.site.conventions import timestamp
from comments.admin.correction_page import correction_page
from comments.admin.private import UnnamedAdmin, may_look_up
from comments.models import ReaderCorrection
from newsportal.arabic.unseen import name_unseen
from newsportal.converters import key_in
from newsportal.desk.stretches import Stretch

State = ReaderCorrection.State

ANSWERED, KEPT_OUT = "answered", State.KEPT_OUT.value
LATEST_FIRST = ("-created_at", "-pk")
STRETCHES = {
    State.OPEN.value: Stretch(("created_at", "pk"), Q(state=State.OPEN)),
    ANSWERED: Stretch(LATEST_FIRST, Q(state__in=[State.CORRECTED, State.UNNEEDED])),
    KEPT_OUT: Stretch(LATEST_FIRST, Q(state=State.KEPT_OUT)),
}


class StateFilter(admin.SimpleListFilter):
    """What was kept out stands in no list but its own."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            (State.OPEN.value, State.OPEN.label),
            (ANSWERED, _("Answered")),
            (KEPT_OUT, State.KEPT_OUT.label),
        ]

    def choices(self, changelist: Any) -> Any:
        usual, *others = super().choices(changelist)
        yield {**usual, "display": _("Open, then answered")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReaderCorrection]) -> QuerySet[ReaderCorrection]:
        chosen = STRETCHES.get(self.value() or "")
        return queryset.filter(chosen.condition) if chosen else queryset.exclude(state=State.KEPT_OUT)


class StoryFilter(admin.SimpleListFilter):
    """The one story from whose form the list was opened."""

    title = _("article")
    parameter_name = "article"
    template = "admin/_arabic_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        key = key_in(self.value())
        stories = Article.objects.filter(pk=key).values_list("pk", "title") if key else []
        return [(str(pk), title) for pk, title in stories]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReaderCorrection]) -> QuerySet[ReaderCorrection]:
        chosen = dict(self.lookup_choices)
        return queryset.filter(article_id=int(self.value() or 0)) if self.value() in chosen else queryset


def corrections_for(request: HttpRequest) -> QuerySet[ReaderCorrection]:
    """Return what an account may read: editors everything, reporters what concerns the stories that they wrote."""
    if not request.user.has_perm("comments.view_readercorrection"):
        return ReaderCorrection.objects.none()
    rows = ReaderCorrection.objects.all()
    return rows if may_publish(request.user) else rows.filter(article__created_by=request.user.pk)


@admin.register(ReaderCorrection)
class ReaderCorrectionAdmin(UnnamedAdmin):
    # Its form is never shown, but asked what kinds of fields it has.
    fields = ["state"]
    # Each is answered by itself.
    actions = None
    list_display = ["words", "story", "sender", "state_label", "sent"]
    list_filter: ClassVar[Any] = [StateFilter, StoryFilter]
    list_select_related = ["article"]
    list_defer = ["article__body", "article__body_html"]

    class Media:
        css = {"all": ["admin-portal/corrections.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReaderCorrection]:
        return corrections_for(request)

    def get_stretches(self, request: HttpRequest) -> list[Stretch]:
        chosen = STRETCHES.get(request.GET.get(StateFilter.parameter_name, ""))
        return [chosen] if chosen else [STRETCHES[State.OPEN.value], STRETCHES[ANSWERED]]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return request is not None and may_look_up(request, lookup) and super().lookup_allowed(lookup, value, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return correction_page(request, corrections_for(request), key_in(object_id))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ReaderCorrection | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ReaderCorrection | None = None) -> bool:
        """Let a deleted story take its corrections along; by itself none is deleted."""
        return request.user.has_perm("articles.delete_article")

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        raise PermissionDenied

    @admin.display(description=_("text"))
    def words(self, found: ReaderCorrection) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', name_unseen(Truncator(found.text).chars(120), _named))

    @admin.display(description=_("article"))
    def story(self, found: ReaderCorrection) -> SafeString:
        return format_html('<bdi lang="ar" dir="rtl">{}</bdi>', found.article.title)

    @admin.display(description=_("name"))
    def sender(self, found: ReaderCorrection) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', found.name)

    @admin.display(description=_("state"))
    def state_label(self, found: ReaderCorrection) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', found.state, State(found.state).label)

    @admin.display(description=_("sent at"))
    def sent(self, found: ReaderCorrection) -> SafeString:
        return timestamp(found.created_at)


def _named(name: str) -> str:
    return f"[{name}]"
