"""Which comments were decided by people, and what was known of each when it came in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from comments.models import Comment, Move
from comments.score.facts import FAST_SECONDS, Facts, facts_of_text

Status = Comment.Status
DISCARDED = (Status.REFUSED, Status.SPAM)
# The latest comments from which is learnt.
MOST = 10_000
# With fewer decisions, or fewer of either kind, chance would be learnt.
LEAST, LEAST_OF_EACH = 200, 50
# Earlier comments of one address.
LOOKED_AT = 50


class Decision(NamedTuple):
    """A comment about which somebody decided: what it said, what was known of it, and the decision."""

    text: str
    facts: Facts
    was_refused: bool


class Number(NamedTuple):
    """How many decisions of each kind there are to learn from."""

    approved: int
    refused: int

    @property
    def is_enough(self) -> bool:
        return self.approved + self.refused >= LEAST and min(self) >= LEAST_OF_EACH


def number_of(decisions: Sequence[Decision] | Sequence[Comment]) -> Number:
    """Return how many of each kind these are."""
    refused = sum(each.was_refused if isinstance(each, Decision) else each.status in DISCARDED for each in decisions)
    return Number(len(decisions) - refused, refused)


def decisions() -> list[Decision]:
    """Return the latest decisions of people about readers' comments that still stand, in the order of writing.

    Costs one query, and one or two for each comment.
    """
    needed = decided_by_people().only("text", "email", "website", "held_because", "status", "created_at")
    latest = list(needed.order_by("-created_at", "-pk")[:MOST])
    return [Decision(each.text, facts_of(each), each.status in DISCARDED) for each in reversed(latest)]


def count_decisions() -> Number:
    """Return from how many decisions of each kind could be learnt; costs a query."""
    return number_of(list(decided_by_people().only("status").order_by("-created_at", "-pk")[:MOST]))


def decided_by_people() -> QuerySet[Comment]:
    """Return readers' comments that stand where a person put them.

    What was refused is deleted after COMMENTS_EMPTY_DAYS. Older ones that were approved are left out, too: whatever
    the news was then would look like a reason for approval.
    """
    moves = Move.objects.filter(comment=OuterRef("pk")).exclude(from_status=F("to_status")).order_by("-pk")
    decided = Comment.objects.filter(is_staff=False, status__in=[Status.APPROVED, *DISCARDED]).exclude(text="")
    if settings.COMMENTS_EMPTY_DAYS:
        decided = decided.filter(created_at__gte=timezone.now() - timedelta(days=settings.COMMENTS_EMPTY_DAYS))
    return decided.annotate(decided_by=Subquery(moves.values("by")[:1])).exclude(decided_by=None)


def facts_of(comment: Comment) -> Facts:
    """Return what was known of a comment when it came in; costs a query, or two."""
    rules = frozenset(comment.held_because.split(","))
    earlier = _earlier(comment)
    return facts_of_text(comment.text)._replace(
        refused=_refused_before(comment, [pk for pk, status, _ in earlier if status in DISCARDED]),
        is_new=not earlier,
        is_fast="too_fast" in rules
        or any((comment.created_at - at).total_seconds() < FAST_SECONDS for *_, at in earlier[:1]),
        has_website=bool(comment.website),
        rules=rules,
    )


def _earlier(comment: Comment) -> list[tuple[int, str, datetime]]:
    """Return key, status and time of the latest comments of the same e-mail address before this one."""
    if not comment.email:
        return []
    before = Comment.objects.filter(email=comment.email, created_at__lt=comment.created_at).order_by("-created_at")
    return list(before.values_list("pk", "status", "created_at")[:LOOKED_AT])


def _refused_before(comment: Comment, discarded: Sequence[int]) -> int:
    """Return how many of these comments a person had discarded when this one was written."""
    if not discarded:
        return 0
    moves = Move.objects.filter(comment__in=discarded, to_status__in=DISCARDED, at__lt=comment.created_at)
    return moves.filter(by__isnull=False).values("comment").distinct().count()
