"""The tabs above the queue, each with the number of its comments as far as they are counted."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from comments.admin.filters import REPORTED, RISK_FIRST, OrderFilter, ReportedFilter, briefest
from comments.models import Comment
from newsportal.desk.counting import count_each

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from comments.admin.queue_list import QueueList

STATUS = "status__exact"
# Six counts to ten thousand take a few milliseconds more; below the list stands its own number to the end.
MOST = 1_000
Status = Comment.Status


class Tab(NamedTuple):
    """A part of the queue: what an address says to ask for it."""

    label: "StrPromise"
    status: str = ""
    is_reported: bool = False

    def rows(self, comments: QuerySet[Comment]) -> QuerySet[Comment]:
        if self.is_reported:
            return comments.filter(open_reports__gt=0)
        return comments.filter(status=self.status) if self.status else comments

    def forgets(self, asked: Mapping[str, Any]) -> list[str]:
        """Return what a tab does not keep of an address: only what waits is ordered by its risk."""
        is_waiting = not self.is_reported and self.status in {"", Status.PENDING}
        order = OrderFilter.parameter_name
        return [] if is_waiting or asked.get(order) != RISK_FIRST else [order]

    @property
    def parameters(self) -> dict[str, str | None]:
        return {STATUS: self.status or None, ReportedFilter.parameter_name: REPORTED if self.is_reported else None}


TABS = (
    Tab(pgettext_lazy("tab", "All")),
    Tab(pgettext_lazy("tab", "Pending"), Status.PENDING),
    Tab(pgettext_lazy("tab", "Reported"), is_reported=True),
    Tab(pgettext_lazy("tab", "Approved"), Status.APPROVED),
    Tab(pgettext_lazy("tab", "Spam"), Status.SPAM),
    Tab(pgettext_lazy("tab", "Trash"), Status.REFUSED),
)


def tabs_of(changelist: "QueueList", article: int | None) -> Iterator[dict[str, Any]]:
    """Yield the tabs with their addresses and numbers, of one story where one is chosen; costs a query.

    Sections and searches are not counted: no index knows how many of a status a section has.
    """
    comments = Comment.objects.filter(article=article) if article else Comment.objects.all()
    numbers = count_each([tab.rows(comments).order_by() for tab in TABS], MOST)
    for tab, number in zip(TABS, numbers, strict=True):
        yield {
            "label": tab.label,
            "number": briefest(number),
            "address": changelist.get_query_string(
                tab.parameters, remove=["p", "all", *tab.forgets(changelist.params)]
            ),
            "is_chosen": all((changelist.params.get(name) or None) == value for name, value in tab.parameters.items()),
        }
