"""The numbers of the last two weeks. Each is read from an index up to a bound, however large the archive is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, Move
from comments.rules.house import house_rule
from comments.waiting import first_decisions
from newsportal.desk.counting import Number, count_each, keys_of_each
from newsportal.generations import remembered

Status = Comment.Status

DAYS, A_DAY = 14, timedelta(days=1)
# So old may figures be: whoever decides looks at the queue, where each number is fresh.
KEPT_FOR = timedelta(seconds=60)
# The outcomes, as they are stacked.
OUTCOMES = (Status.APPROVED, Status.PENDING, Status.REFUSED, Status.SPAM, Status.WITHDRAWN)
# Of one outcome on one day.
MOST_OF_A_DAY = 1_000
# Of a day's decisions; for a median, more of them say no more.
MOST_DECISIONS = 50
# The comments, and the decisions, among which stories and rules are counted.
LATEST = 2_000
LISTED = 8


@dataclass(frozen=True)
class Day:
    """One day in TIME_ZONE: what arrived, by what became of it, and how long waited what was decided on it."""

    day: date
    received: dict[Status, Number]
    waits: Sequence[timedelta]
    has_more_waits: bool

    @property
    def total(self) -> Number:
        return total_of(self.received.values())

    @property
    def wait(self) -> timedelta | None:
        return median_of(self.waits)


@dataclass(frozen=True)
class Story:
    """A story under which readers wrote, how much, and how much of it waits."""

    pk: int
    title: str
    received: int
    waiting: int


@dataclass(frozen=True)
class Figures:
    """``held`` and ``refused``: codes of rules and how often each came up, the most frequent first.

    ``has_more_comments`` and ``has_more_decisions``: whether these are the latest ones alone, and more came before.
    """

    days: Sequence[Day]
    stories: Sequence[Story]
    held: Sequence[tuple[str, int]]
    held_comments: int
    refused: Sequence[tuple[str, int]]
    has_more_comments: bool
    has_more_decisions: bool


def figures(now: datetime) -> Figures:
    """Return the figures of the last two weeks, which may be a minute old; else costs six queries."""
    kept = _kept()
    if not kept or not timedelta(0) <= now - kept[-1][0] < KEPT_FOR:
        # One assignment, so that two threads that find nothing kept do not disturb each other.
        kept[:] = [(now, read_figures(now))]
    return kept[-1][1]


@remembered("site")
def _kept() -> list[tuple[datetime, Figures]]:
    return []


def read_figures(now: datetime) -> Figures:
    today = timezone.localdate(now)
    days = [today - back * A_DAY for back in reversed(range(DAYS))]
    latest = _latest_comments(days[0])
    codes = [set(filter(None, held.split(","))) for _, _, held in latest]
    refused, has_more = _refused(days[0])
    return Figures(
        days=[
            Day(day, received, waits, has_more_waits=has_more_waits)
            for day, received, (waits, has_more_waits) in zip(days, _received(days), _waits(days), strict=True)
        ],
        stories=_busiest(latest),
        held=Counter(code for found in codes for code in found).most_common(LISTED),
        held_comments=sum(map(bool, codes)),
        refused=refused,
        has_more_comments=len(latest) == LATEST,
        has_more_decisions=has_more,
    )


def total_of(numbers: Iterable[Number]) -> Number:
    known = list(numbers)
    return Number(sum(number.value for number in known), any(number.is_more for number in known))


def median_of(waits: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits else None


def begin(day: date) -> datetime:
    """Return the moment at which a day begins in TIME_ZONE."""
    return timezone.make_aware(datetime.combine(day, time()))


def _received(days: Sequence[date]) -> list[dict[Status, Number]]:
    """Return what arrived on each day by its status, in one query."""
    cells = [
        Comment.objects.filter(status=status, created_at__gte=begin(day), created_at__lt=begin(day + A_DAY))
        for day in days
        for status in OUTCOMES
    ]
    numbers = iter(count_each(cells, MOST_OF_A_DAY))
    return [{status: next(numbers) for status in OUTCOMES} for _ in days]


def _waits(days: Sequence[date]) -> list[tuple[list[timedelta], bool]]:
    """Return how long waited what was decided last on each day, and whether more was; costs two queries."""
    decided = Move.objects.decisions().order_by("-at")
    keys = keys_of_each(
        [decided.filter(at__gte=begin(day), at__lt=begin(day + A_DAY)) for day in days], MOST_DECISIONS
    )
    first = first_decisions().filter(pk__in=[key for found in keys for key in found]).order_by()
    waits = {key: at - written_at for key, at, written_at in first.values_list("pk", "at", "comment__created_at")}
    return [([waits[key] for key in found if key in waits], len(found) == MOST_DECISIONS) for found in keys]


def _latest_comments(since: date) -> list[tuple[int, str, str]]:
    """Return story, status and rules of the latest comments that readers wrote."""
    written = Comment.objects.filter(created_at__gte=begin(since), is_staff=False).order_by("-created_at", "-pk")
    return list(written.values_list("article_id", "status", "held_because")[:LATEST])


def _busiest(latest: Sequence[tuple[int, str, str]]) -> list[Story]:
    received = Counter(article for article, _, _ in latest)
    waiting = Counter(article for article, status, _ in latest if status == Status.PENDING)
    # Of equals the younger.
    keys = sorted(received, key=lambda key: (received[key], key), reverse=True)[:LISTED]
    titles = dict(Article.objects.filter(pk__in=keys).values_list("pk", "title"))
    return [Story(key, titles[key], received[key], waiting[key]) for key in keys if key in titles]


def _refused(since: date) -> tuple[list[tuple[str, int]], bool]:
    """Return by which rules of the paper people refused what waited, and whether there were more decisions."""
    decided = Move.objects.decisions().filter(at__gte=begin(since))
    undone = Subquery(Move.objects.filter(undoes=OuterRef("pk")).values("pk"))
    found = list(decided.order_by("-at").values_list("to_status", "rule", undone)[:LATEST])
    rules = (house_rule(rule) for to, rule, undone_by in found if to == Status.REFUSED and not undone_by)
    return Counter(rule.code for rule in rules if rule).most_common(), len(found) == LATEST
