"""The editorial calendar: a week or a month with what appears, what is due, and what is taken down."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.calendar_entries import Shown, Way, shown_entry
from articles.characters import one_line
from articles.chrome import all_sections
from articles.planning.address import ASSIGNEE, CALENDAR, MINE, OPEN, SECTION, filters_in
from articles.planning.assigning import may_read, writers
from articles.planning.entries import DAY, Choice, Day, Kind, days_with_entries, midnight
from articles.planning.span import NoDateError, Span, Unit, asked_span, span_of
from articles.site.conventions import digits, hijri_date, month, weekday
from newsportal.converters import key_in
from newsportal.desk.accounts import account_name

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    from articles.models import Assignment

STORIES = "admin:articles_article_changelist"
# Of each kind on each day; where there are more, a link leads to them. Assignments stand nowhere but in their week.
MOST = {
    Unit.WEEK: {Kind.STORY: 12, Kind.TAKEN_DOWN: 12, Kind.ASSIGNMENT: 1_000},
    Unit.MONTH: dict.fromkeys(Kind, 6),
}


@dataclass(frozen=True)
class Fold:
    """How many entries of a day the page leaves out, and where they stand; nowhere without an address."""

    words: str
    address: str


@dataclass(frozen=True)
class ShownDay:
    date: date
    is_today: bool
    is_outside: bool
    entries: list[Shown] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        return weekday(self.date)

    @property
    def month(self) -> str:
        return month(self.date)

    @property
    def hijri(self) -> str:
        return hijri_date(self.date)


class Page:
    """One page of the calendar as an account sees it."""

    def __init__(self, request: HttpRequest, span: Span) -> None:
        self.user = cast(User, request.user)
        self.span = span
        offered = {name: {key for key, _name in choices} for name, choices in self.choices.items()}
        asked = filters_in(request.GET)
        # A section that is gone, or an account that writes no more, would narrow the page without being seen there.
        self.filters = {name: value for name, value in asked.items() if value in offered[name]}

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What the filters offer; costs a query."""
        names = [(MINE, _("Mine")), (OPEN, _("Open to all"))]
        names += [(str(account.pk), account_name(account)) for account in writers() if account.pk != self.user.pk]
        return {SECTION: [(str(section.pk), section.name) for section in all_sections()], ASSIGNEE: names}

    @cached_property
    def choice(self) -> Choice:
        asked = self.filters.get(ASSIGNEE, "")
        account = self.user.pk if asked == MINE else key_in(asked)
        return Choice(key_in(self.filters.get(SECTION)), account, is_open=asked == OPEN)

    @cached_property
    def way(self) -> Way:
        return Way(self.user, self.query_of(self.span))

    def query_of(self, span: Span) -> str:
        """Return the query of another page, narrowed as this one."""
        return urlencode({span.unit.value: span.value, **self.filters})

    @cached_property
    def weeks(self) -> list[list[ShownDay | None]]:
        """The days of each week; costs three queries."""
        days = days_with_entries(self.span.days, self.choice, MOST[self.span.unit])
        today = timezone.localdate()
        return [[self.shown(days[day], today) if day else None for day in week] for week in self.span.weeks]

    def shown(self, day: Day, today: date) -> ShownDay:
        return ShownDay(
            day.date,
            is_today=day.date == today,
            is_outside=not self.span.first <= day.date <= self.span.last,
            entries=[shown_entry(entry, self.way) for entry in day.entries],
            folds=[self.fold(day.date, kind, count) for kind, count in day.more.items()],
        )

    def fold(self, day: date, kind: Kind, count: int) -> Fold:
        if kind is Kind.ASSIGNMENT:
            is_month = self.span.unit is Unit.MONTH
            week = f"{reverse(CALENDAR)}?{self.query_of(span_of(Unit.WEEK, day))}" if is_month else ""
            return Fold(more_assignments(count), week)
        column = "published_at" if kind is Kind.STORY else "unpublished_at"
        asked = {f"{column}__gte": str(midnight(day)), f"{column}__lt": str(midnight(day + DAY))}
        asked |= {"section__id__exact": str(self.choice.section)} if self.choice.section else {}
        asked |= {"created_by__id__exact": str(self.choice.account)} if self.choice.account else {}
        words = more_stories(count) if kind is Kind.STORY else more_taken_down(count)
        return Fold(words, f"{reverse(STORIES)}?{urlencode(asked)}")

    def title(self) -> str:
        """Return «22 نوفمبر – 28 نوفمبر 2026», or the name of the month and its year."""
        first, last = self.span.first, self.span.last
        if self.span.unit is Unit.MONTH:
            return digits(f"{month(first)} {first.year}")
        # The year is said once where it is one.
        begins = f"{first.day} {month(first)}" + (f" {first.year}" if first.year != last.year else "")
        return digits(f"{begins} – {last.day} {month(last)} {last.year}")

    @property
    def has_today(self) -> bool:
        return timezone.localdate() in self.span.days

    def ways(self) -> dict[str, str]:
        """Return the queries of the pages around this one; an empty one where the calendar ends."""
        today, span = timezone.localdate(), self.span
        # A month that is looked at leads to its week of today, where it has one.
        day = today if span.first <= today <= span.last else span.first
        spans = {
            "previous": span.previous,
            "next": span.next,
            "today": span_of(span.unit, today),
            **{unit.value: span_of(unit, day) for unit in Unit},
        }
        return {name: self.query_of(each) if each else "" for name, each in spans.items()}


def calendar_view(admin: "ModelAdmin[Assignment]", request: HttpRequest) -> HttpResponse:
    """Show the week or month that the address asks for; a date that is none is said to be none, above this week."""
    if not may_read(request.user):
        raise PermissionDenied
    wrong = ""
    try:
        span = asked_span(request.GET, timezone.localdate())
    except NoDateError as error:
        wrong, span = one_line(str(error))[:50] or "?", span_of(Unit.WEEK, timezone.localdate())
    page = Page(request, span)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Editorial calendar"),
        "opts": admin.opts,
        "page": page,
        "ways": page.ways(),
        "wrong": wrong,
        "may_add": admin.has_add_permission(request),
    }
    return TemplateResponse(request, "admin/articles/assignment/calendar.html", context)


def more_stories(count: int) -> str:
    return digits(ngettext("and %(count)d other story", "and %(count)d other stories", count) % {"count": count})


def more_taken_down(count: int) -> str:
    told = ngettext("and %(count)d other that is taken down", "and %(count)d others that are taken down", count)
    return digits(told % {"count": count})


def more_assignments(count: int) -> str:
    told = ngettext("and %(count)d other assignment", "and %(count)d other assignments", count)
    return digits(told % {"count": count})
