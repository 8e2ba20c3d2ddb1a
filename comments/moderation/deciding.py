"""Decisions: each moves or marks the comments of a queryset that it can move, and leaves one entry a comment."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from comments.mail.notices import tell
from comments.models import IS_EMPTIED, Comment, Move
from comments.rules.deeds import EDITED, HELD_FOR_LAW, KEPT, PICKED, RELEASED, TRUSTED, UNPICKED
from comments.rules.people import KNOWN_NAME
from comments.upkeep import Row, batches, bring_level, lock, rows_of

Status = Comment.Status
# The version of each comment that somebody had in sight, by key.
Seen = Mapping[int, int]

# Withdrawing is its author's word: no moderator takes it back, and an author cannot undo a refusal with it.
DECIDABLE = (Status.PENDING, Status.APPROVED, Status.REFUSED, Status.SPAM)
WITHDRAWABLE = (Status.PENDING, Status.APPROVED)

_APPROVED = Q(status=Status.APPROVED)
# What waits as it came, or as its author changed it, and for no rule.
UNDECIDED = Q(status=Status.PENDING, held_because__in=["", KNOWN_NAME.code]) & ~Q(
    Exists(Move.objects.filter(comment=OuterRef("pk")).exclude(from_status="").exclude(rule__startswith=EDITED.code))
)


class Deed(Protocol):
    """A decision that a moderator takes; returns how many comments changed."""

    def __call__(
        self, comments: QuerySet[Comment], *, by: User, seen: Seen | None = None, batch: UUID | None = None
    ) -> int: ...


def approve(comments: QuerySet[Comment], *, by: User | None, **facts: Any) -> int:
    """Show comments to readers; return how many changed."""
    return _move(comments, Status.APPROVED, by=by, **facts)


def hold(comments: QuerySet[Comment], *, by: User | None, **facts: Any) -> int:
    """Put comments back among those that wait; return how many changed."""
    return _move(comments, Status.PENDING, by=by, **facts)


def refuse(comments: QuerySet[Comment], *, by: User | None, **facts: Any) -> int:
    """Refuse comments; return how many changed."""
    return _move(comments, Status.REFUSED, by=by, **facts)


def mark_spam(comments: QuerySet[Comment], *, by: User | None, **facts: Any) -> int:
    """Put comments among the spam; return how many changed."""
    return _move(comments, Status.SPAM, by=by, **facts)


def withdraw(comments: QuerySet[Comment], *, by: User | None, **facts: Any) -> int:
    """Take comments back for their author, once and for all; return how many changed."""
    return _move(comments, Status.WITHDRAWN, by=by, origins=WITHDRAWABLE, **facts)


def empty(comments: QuerySet[Comment]) -> int:
    """Take comments back whatever was decided, since nothing will be left in them; return how many changed."""
    return _move(comments, Status.WITHDRAWN, by=None)


def publish(comment: Comment) -> bool:
    """Show a comment by the word of its trusted author; return whether nobody had decided and no rule holds it."""
    waiting = Comment.objects.filter(pk=comment.pk)
    return change(waiting, UNDECIDED, {"status": Status.APPROVED}, by=None, rule=TRUSTED.code) > 0


def keep(comments: QuerySet[Comment], *, by: User, **facts: Any) -> int:
    """Let approved comments stand that readers reported, until others report them; return how many."""
    return change(comments, _APPROVED & Q(open_reports__gt=0), {"open_reports": 0}, by=by, rule=KEPT.code, **facts)


def pick(comments: QuerySet[Comment], *, by: User, **facts: Any) -> int:
    """Make approved comments editor's picks; return how many changed."""
    return change(comments, _APPROVED & Q(is_pick=False), {"is_pick": True}, by=by, rule=PICKED.code, **facts)


def unpick(comments: QuerySet[Comment], *, by: User, **facts: Any) -> int:
    """Let approved comments be picks no longer; return how many changed."""
    return change(comments, _APPROVED & Q(is_pick=True), {"is_pick": False}, by=by, rule=UNPICKED.code, **facts)


def hold_for_law(comments: QuerySet[Comment], *, by: User, **facts: Any) -> int:
    """Keep comments and what is known of their senders until they are released; return how many changed."""
    holdable = Q(legal_hold=False) & ~IS_EMPTIED
    return change(comments, holdable, {"legal_hold": True}, by=by, rule=HELD_FOR_LAW.code, **facts)


def release(comments: QuerySet[Comment], *, by: User, **facts: Any) -> int:
    """Let what was kept for the law grow old like all else; return how many changed."""
    return change(comments, Q(legal_hold=True), {"legal_hold": False}, by=by, rule=RELEASED.code, **facts)


def _move(
    comments: QuerySet[Comment],
    to: Status,
    *,
    by: User | None,
    origins: Sequence[Status] = DECIDABLE,
    **facts: Any,
) -> int:
    """Move the comments that stand in ``origins`` and are not there yet; an empty place stays as it is."""
    movable = Q(status__in=[status for status in origins if status != to]) & ~IS_EMPTIED
    # A pick is a comment that stands as it was when it was picked. Readers are answered by people alone.
    is_answer = by or to == Status.WITHDRAWN
    changes = {"status": to, "is_pick": False, **({"open_reports": 0} if is_answer else {})}
    return change(comments, movable, changes, by=by, **facts)


def change(
    comments: QuerySet[Comment],
    changeable: Q,
    changes: Mapping[str, Any],
    *,
    by: User | None,
    rule: str = "",
    reason: str = "",
    seen: Seen | None = None,
    batch: UUID | None = None,
) -> int:
    """Change the comments that may be changed, and record it; the others stay as they are and get no record.

    ``reason`` is what a moderator noted, 300 characters at most.
    """
    to = changes.get("status", "")
    facts = {"by": by, "at": timezone.now(), "rule": rule, "reason": reason, "batch": batch}
    answers_reports = changes.get("open_reports") == 0
    changed: list[Row] = []
    with transaction.atomic():
        wanted = list(comments.values_list("pk", "article_id"))
        lock({article_id for _, article_id in wanted})
        for keys in batches([pk for pk, _ in wanted]):
            # Read anew under the lock: another moderator may have decided meanwhile.
            rows = rows_of(Comment.objects.select_for_update(no_key=True).filter(changeable, pk__in=keys))
            rows = [row for row in rows if seen is None or row.version == seen.get(row.pk, row.version)]
            moved = [row.pk for row in rows]
            Comment.objects.filter(pk__in=moved).update(**changes, version=F("version") + 1)
            Move.objects.bulk_create(
                entry(row, to, had_reports=row.open_reports if answers_reports else 0, **facts) for row in rows
            )
            if to:
                tell(moved, to, rule=rule)
            changed += rows
        bring_level([row for row in changed if to == Status.APPROVED or row.was_shown])
    return len(changed)


def entry(row: Row, to: str, **facts: Any) -> Move:
    """Return an entry of the record that says how a comment stood, and where it was moved to."""
    return Move(comment_id=row.pk, from_status=row.status, to_status=to or row.status, was_pick=row.is_pick, **facts)
