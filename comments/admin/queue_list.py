"""The list of the queue: Django's own changelist with tabs, whole rows, and an order for what waits."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.admin.actions import Actions
from comments.admin.filters import (
    NEWEST_FIRST,
    OLDEST_FIRST,
    REPORTED,
    RISK_FIRST,
    ArticleFilter,
    OrderFilter,
    ReportedFilter,
)
from comments.admin.history import histories
from comments.admin.press import taken_back_next
from comments.admin.private import sees_private
from comments.admin.rows import Row, rows_for
from comments.admin.tabs import STATUS, tabs_of
from comments.models import Comment
from newsportal.converters import key_in
from newsportal.desk.lists import DeskList
from newsportal.desk.stretches import Stretch
from newsportal.models import StaffPreference

OLDEST, NEWEST = Stretch(("created_at", "pk")), Stretch(("-created_at", "-pk"))
BY_TIME = {OLDEST_FIRST: OLDEST, NEWEST_FIRST: NEWEST}
RISKIEST = Stretch(("-risk", "-pk"), Q(risk__isnull=False))
WAITS = Q(status=Comment.Status.PENDING)


# What stands in the help; the actions themselves say at which key they answer.
KEYS = (
    (("J", "K"), _("the next comment, the one before")),
    (("A",), _("approve")),
    (("U",), _("back to the queue")),
    (("S",), _("spam")),
    (("D",), _("refuse")),
    (("1", "…", "9"), _("refuse by this rule of the paper")),
    (("G",), _("keep what readers reported")),
    (("R",), _("reply")),
    (("E",), _("change the text")),
    (("X",), _("tick for a bulk")),
    (("Shift", "A", "U", "S", "D"), _("decide on all that is ticked")),
    (("Z",), _("take the latest decision back, a bulk too")),
    (("?",), _("this help")),
)


class QueueList(DeskList):
    """A page of the queue; ``rows`` are what its template shows."""

    rows: list[Row]
    tabs: list[dict[str, Any]]
    keys = KEYS
    may_decide: bool
    has_shortcuts: bool
    taken_back_next: list[str]
    undo_address: str = ""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        filters = self.model_admin.get_preserved_filters(request)
        self.may_decide = request.user.has_perm("comments.moderate_comment")
        actions = Actions(filters) if self.may_decide else None
        known = histories(self.result_list)
        self.rows = rows_for(self.result_list, known, is_private=sees_private(request), actions=actions)
        self.tabs = list(tabs_of(self, key_in(self.params.get(ArticleFilter.parameter_name))))
        self.has_shortcuts = self.may_decide and may_use_keys(request)
        self.taken_back_next = next(reversed(taken_back_next(request)), [])
        if self.taken_back_next:
            self.undo_address = reverse("admin:comments_comment_undo", args=[self.taken_back_next[0]]) + f"?{filters}"

    @property
    def waits(self) -> bool:
        """Whether the tab holds comments that wait."""
        return self.params.get(STATUS, "") in {"", Comment.Status.PENDING}

    @property
    def shown_filters(self) -> list[Any]:
        """The filters without those that are tabs."""
        return [spec for spec in self.filter_specs if not isinstance(spec, ReportedFilter)]


def may_use_keys(request: HttpRequest) -> bool:
    """Return whether the account left the keys of the queue on (WCAG 2.2, 2.1.4); costs a query."""
    return not StaffPreference.objects.filter(user=request.user.pk, has_shortcuts=False).exists()


def stretches_for(request: HttpRequest) -> list[Stretch]:
    """Put what waits longest first; behind it, or where reports or another status are chosen, the latest."""
    status, order = request.GET.get(STATUS), request.GET.get(OrderFilter.parameter_name)
    if order in BY_TIME:
        return [BY_TIME[order]]
    if request.GET.get(ReportedFilter.parameter_name) == REPORTED:
        return [NEWEST]
    if status and status != Comment.Status.PENDING:
        return [NEWEST]
    waiting = [replace(OLDEST, condition=WAITS)]
    if order == RISK_FIRST:
        waiting = [
            replace(RISKIEST, condition=WAITS & RISKIEST.condition),
            replace(OLDEST, condition=WAITS & Q(risk__isnull=True)),
        ]
    return waiting if status else [*waiting, replace(NEWEST, condition=~WAITS)]
