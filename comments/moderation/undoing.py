"""Taking back what one press decided: status, marks, text and letters go back together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comments.mail.notices import sent_since, tell
from comments.models import IS_EMPTIED, Comment, Move, Revision
from comments.moderation.deciding import Status, entry
from comments.moderation.receiving import put_text
from comments.rules.deeds import HELD_FOR_LAW, RELEASED, REVISED, UNDONE
from comments.rules.house import house_rule
from comments.upkeep import Row, batches, bring_level, lock, rows_of

MARKS = {HELD_FOR_LAW.code: {"legal_hold": False}, RELEASED.code: {"legal_hold": True}}


class Undone(NamedTuple):
    """How many comments went back, how many changed since and stay, how many letters about these had left before."""

    changed: int = 0
    left: int = 0
    sent: int = 0


class Way(NamedTuple):
    """Where a comment goes back to: its status, the rule by which it was refused then, and what was taken from it."""

    status: str
    refused_by: str
    is_pick: bool
    reports: int
    deed: str


def undo(batch: UUID, *, by: User, only: int | None = None) -> Undone:
    """Take back what was decided under ``batch``, of all its comments that nobody changed since.

    ``only`` is the key of the one comment that is meant, None for all. A reply of the newsroom's own is withdrawn, and
    keeps its text. What was undone is not undone twice.
    """
    done, level = Undone(), []
    with transaction.atomic():
        decided = Move.objects.filter(batch=batch, comment__isnull=False, **({"comment": only} if only else {}))
        wanted = dict(decided.values_list("comment", "comment__article_id"))
        lock(set(wanted.values()))
        for keys in batches(list(wanted)):
            # An empty place has nothing left to show.
            rows = rows_of(Comment.objects.select_for_update(no_key=True).filter(~IS_EMPTIED, pk__in=keys))
            ways, sent = _undo(batch, rows, by)
            # What readers neither saw nor see again is missed by no page and no count.
            level += [row for way, row in ways if way.status == Status.APPROVED or row.was_shown]
            done = Undone(done.changed + len(ways), done.left + len(keys) - len(ways), done.sent + sent)
        bring_level(level)
    return done


def _undo(batch: UUID, rows: Sequence[Row], by: User) -> tuple[list[tuple[Way, Row]], int]:
    """Take back the moves of these comments; return where each one went, and how many letters had left."""
    of_rows = Move.objects.filter(batch=batch, comment__in=[row.pk for row in rows])
    moves = {cast(int, move.comment_id): move for move in of_rows.last_standing()}
    if not moves:
        return [], 0
    sent = sent_since(list(moves), min(move.at for move in moves.values()))
    refusals, replies = _refusals(moves), _first_approvals(rows, batch)
    now, entries, ways = timezone.now(), [], defaultdict(list)
    for row in rows:
        if move := moves.get(row.pk):
            way = _way(move, refusals.get(row.pk, ""), is_reply=row.pk in replies)
            ways[way].append(row)
            rule = ",".join(filter(None, [UNDONE.code, way.refused_by]))
            entries.append(entry(row, way.status, by=by, at=now, rule=rule, undoes=move))
    for way, alike in ways.items():
        _put_back(way, alike)
    _put_texts_back(move for move in moves.values() if move.rule == REVISED.code)
    Move.objects.bulk_create(entries)
    return [(way, row) for way, alike in ways.items() for row in alike], sent


def _way(move: Move, refused_by: str, *, is_reply: bool) -> Way:
    # What the newsroom wrote itself never waited.
    status = Status.WITHDRAWN if is_reply else move.from_status
    deed = move.rule if move.rule in MARKS else ""
    rule = refused_by if status == Status.REFUSED else ""
    return Way(status, rule, move.was_pick, move.had_reports, deed)


def _first_approvals(rows: Sequence[Row], batch: UUID) -> set[int]:
    """Return which of these are replies of the newsroom that came onto the page by this very press."""
    own = {row.pk for row in rows if row.is_staff}
    earlier = Move.objects.filter(comment__in=own).exclude(from_status="").exclude(batch=batch, undoes=None)
    return own - set(earlier.values_list("comment", flat=True))


def _put_back(way: Way, rows: Sequence[Row]) -> None:
    keys = [row.pk for row in rows]
    Comment.objects.filter(pk__in=keys).update(
        status=way.status,
        is_pick=way.is_pick,
        # Others may have reported meanwhile.
        open_reports=F("open_reports") + way.reports,
        version=F("version") + 1,
        **MARKS.get(way.deed, {}),
    )
    if moved := [row.pk for row in rows if row.status != way.status]:
        tell(moved, way.status, rule=way.refused_by)


def _put_texts_back(moves: Iterable[Move]) -> None:
    revisions = Revision.objects.filter(move__in=[move.pk for move in moves]).select_related("comment")
    for revision in revisions:
        put_text(revision.comment, revision.text)


def _refusals(moves: Mapping[int, Move]) -> dict[int, str]:
    """Return the rule of the refusal to which each comment goes back, where it goes back to one."""
    refused = [key for key, move in moves.items() if move.from_status == Status.REFUSED]
    earlier = Move.objects.refusals().filter(comment__in=refused).order_by("pk").values_list("comment", "rule")
    return {key: rule.code if rule else "" for key, stored in earlier if key for rule in [house_rule(stored)]}
