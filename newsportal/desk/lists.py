"""The newsroom's lists: Django's own, but paged by cursor and counted as far as a person reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.contrib.admin.views.main import ALL_VAR, ORDER_VAR, PAGE_VAR, ChangeList
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.text import capfirst

from newsportal.desk.counting import MOST, Number, count_some
from newsportal.desk.cursor import LAST, Cursor, read_cursor, write_cursor
from newsportal.desk.stretches import Place, Stretch, read_places, stretches_of, turned

if TYPE_CHECKING:
    from newsportal.desk.admin import DeskAdmin


@dataclass(frozen=True)
class Page:
    """The places of one page, and whether others stand before and behind it."""

    places: Sequence[Place]
    has_previous: bool
    has_next: bool


@dataclass(frozen=True)
class Pager:
    """The addresses of other pages; an empty one where there is none."""

    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""
    whole: str = ""


class DeskList(ChangeList):
    """A list of the newsroom. ``result_count`` is exact unless ``is_more`` says that there are more."""

    model_admin: "DeskAdmin"
    is_more: bool
    pager: Pager
    stretches: Sequence[Stretch]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_popup:
            # Django's own title asks to select a row, in a grammar that no other language shares.
            self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_ordering(self, request: HttpRequest, queryset: "QuerySet[Any]") -> list[str | Combinable]:
        """Return the order in which actions take their rows; the list has its own, in stretches."""
        return ["pk"]

    def get_ordering_field_columns(self) -> dict[int, Literal["desc", "asc"]]:
        """Return the one column that the list is ordered by: an index holds no order by several."""
        if ORDER_VAR not in self.params:
            return super().get_ordering_field_columns()
        number, column = self.chosen_column()
        return {number: "desc" if column.startswith("-") else "asc"} if column else {}

    def chosen_column(self) -> tuple[int, str]:
        """Return number and name of the sortable column that the address names first; no name for none."""
        for part in self.params.get(ORDER_VAR, "").split("."):
            _, sign, number = part.rpartition("-")
            if not (number.isdecimal() and len(number) < 3 and int(number) < len(self.list_display)):
                continue
            shown = self.list_display[int(number)]
            column = self.get_ordering_field(shown) if shown in (self.sortable_by or []) else None
            if isinstance(column, str):
                return int(number), turned(column) if sign else column
        return 0, ""

    def get_results(self, request: HttpRequest) -> None:
        """Read the rows of the page that the address names; a broken cursor gives the first one."""
        _, column = self.chosen_column()
        self.stretches = stretches_of(self.model, [column]) if column else self.model_admin.get_stretches(request)
        found = self.look_for_words() if self.query else None
        cursor = read_cursor(request.GET.get(PAGE_VAR, ""), self.model, self.stretches)
        page = self.read_page(cursor, self.list_per_page)
        self.tell(found or self.count(page))
        if self.show_all and self.can_show_all:
            page = self.read_page(None, self.list_max_show_all)
        self.multi_page = page.has_previous or page.has_next
        self.pager = self.pager_of(page)
        self.result_list = self.rows_at(page.places)

    def look_for_words(self) -> Number:
        """Keep the keys of what a search finds, up to ``MOST``, and return how many they are.

        Words may stand anywhere in a text, which no index knows: the table is read once, and not once more in the
        order of the list and another time to count.
        """
        keys = list(self.queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            return Number(MOST, is_more=True)
        self.queryset = self.root_queryset.filter(pk__in=keys)
        return Number(len(keys))

    def count(self, page: Page) -> Number:
        """Return how many rows there are; a list of one page is counted without a query."""
        is_whole = not (page.has_previous or page.has_next)
        return Number(len(page.places)) if is_whole else count_some(self.countable())

    def countable(self) -> "QuerySet[Any]":
        """Return the rows in the order in which a database counts them by a small index, and not by the table."""
        rows: QuerySet[Any] = self.queryset
        return rows if connection.vendor == "postgresql" and not rows.query.where else rows.order_by()

    def tell(self, number: Number) -> None:
        self.result_count, self.is_more = number.value, number.is_more
        self.can_show_all = not number.is_more and number.value <= self.list_max_show_all
        # Django asks for them: the search box tells the number of what was looked for, the pager that of any list.
        self.full_result_count = None if self.query else self.result_count
        self.show_full_result_count, self.show_admin_actions = False, True

    def read_page(self, cursor: Cursor | None, size: int) -> Page:
        """Return the page at a cursor, or the first; where nothing is left of it, the last or the first one."""
        place, backwards = cursor or Cursor(None, backwards=False)
        found = read_places(self.queryset, self.stretches, size + 1, after=place, backwards=backwards)
        if place and not found:
            # What stood there is gone.
            return self.read_page(None if backwards else Cursor(None, backwards=True), size)
        more, shown = len(found) > size, found[:size]
        if backwards:
            return Page(shown[::-1], has_previous=more, has_next=place is not None)
        return Page(shown, has_previous=place is not None, has_next=more)

    def pager_of(self, page: Page) -> Pager:
        back = page.has_previous and page.places
        on = page.has_next and page.places
        return Pager(
            first=self.get_query_string() if back else "",
            previous=self.address(write_cursor(page.places[0], backwards=True)) if back else "",
            next=self.address(write_cursor(page.places[-1])) if on else "",
            last=self.address(LAST) if on else "",
            whole=self.get_query_string({ALL_VAR: ""}) if (back or on) and self.can_show_all else "",
        )

    def address(self, cursor: str) -> str:
        return self.get_query_string({PAGE_VAR: cursor})

    def rows_at(self, places: Sequence[Place]) -> "list[Any] | QuerySet[Any]":
        """Return the rows that stand at these places, with what their columns show.

        Where cells are boxes to type in, Django asks for a queryset, and for the order of the list.
        """
        keys = [place.pk for place in places]
        # Asked for by their keys alone: a condition more, and SQLite may walk through an index of that instead.
        asked = self.apply_select_related(self.root_queryset).defer(*self.model_admin.list_defer)
        if self.list_editable:
            return asked.filter(pk__in=keys).order_by(*(self.model_admin.ordering or self.lookup_opts.ordering or []))
        rows = asked.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    def first_keys(self) -> list[Any]:
        """Return the keys of the first rows, as many as a bulk takes."""
        return [place.pk for place in read_places(self.queryset, self.stretches, MOST)]
