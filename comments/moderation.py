"""The life of a comment: no other code creates one, moves its status or takes it away, and each move is recorded.

Every function locks in the same order: articles by key, then comments, then generations.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.bylines import byline_of
from comments.mail.notices import tell
from comments.models import Comment, Move
from comments.paths import step_of
from comments.rules.deeds import EDITED, KEPT, PICKED, TRUSTED, UNPICKED
from comments.rules.people import KNOWN_NAME
from comments.rules.registry import codes_of, verdict_of
from comments.rules.repetition import DUPLICATE
from comments.rules.rule import Rule, Verdict
from comments.text import build_html, searched_in, text_digest
from comments.upkeep import Row, batches, bring_level, lock, rows_of
from newsportal import generations
from newsportal.arabic.characters import clean_name, clean_text
from newsportal.bulk import reserve_keys
from newsportal.tokens import make_token

Status = Comment.Status

# Withdrawing is its author's word: no moderator takes it back, and an author cannot undo a refusal with it.
DECIDABLE = (Status.PENDING, Status.APPROVED, Status.REFUSED, Status.SPAM)
WITHDRAWABLE = (Status.PENDING, Status.APPROVED)

_APPROVED = Q(status=Status.APPROVED)
# What waits as it came, or as its author changed it, and for no rule.
UNDECIDED = Q(status=Status.PENDING, held_because__in=["", KNOWN_NAME.code]) & ~Q(
    Exists(Move.objects.filter(comment=OuterRef("pk")).exclude(from_status="").exclude(rule__startswith=EDITED.code))
)

# Each leaves an entry in the record, which a moderator reads.
MOST_EDITS = 20
# The text and what is made of it.
BUILT = ("text", "html", "folded", "search_text")


def receive(comment: Comment, *, broken: Sequence[Rule] = ()) -> str:
    """Store a new comment with the first entry of its record; return the token of its status page.

    It is pending, or spam by the gravest verdict of the rules that it breaks. A reply below the deepest step hangs
    below the deepest comment that takes replies. Raises ValueError where the parent belongs to another article.
    """
    token, comment.status_digest = make_token()
    parent = comment.parent.reply_parent() if comment.parent else None
    if parent and parent.article_id != comment.article_id:
        raise ValueError("A reply belongs to the article of its parent.")
    if parent != comment.parent:
        comment.answered = comment.parent
    comment.parent = parent
    comment.depth = parent.depth + 1 if parent else 1
    comment.name = clean_name(comment.name)
    _build(comment, comment.text)
    comment.status = _status_by(broken)
    comment.held_because = codes_of(broken)
    # A caller that has a transaction undoes all of it where this fails.
    with transaction.atomic(savepoint=False):
        # Known beforehand, since its path is made of it: another write would touch every index once more.
        (comment.pk,) = reserve_keys(Comment, 1)
        comment.path = (parent.path if parent else "") + step_of(comment.pk)
        comment.save(force_insert=True)
        Move.objects.create(
            comment=comment, at=comment.created_at, to_status=comment.status, rule=comment.held_because
        )
    return token


def reply(to: Comment, *, text: str, by: User) -> Comment:
    """Store the newsroom's answer to a comment that readers see, shown at once under its byline; return it.

    It goes the way of every comment, from its receipt to its approval. Raises ValidationError where the comment is
    not approved, or was answered in these words before.
    """
    comment = Comment(article_id=to.article_id, parent=to, name=byline_of(by), text=text, author=by, is_staff=True)
    with transaction.atomic():
        lock({to.article_id})
        if not Comment.objects.approved().filter(pk=to.pk).exists():
            raise ValidationError(_("Readers do not see this comment. Approve it first, then reply."), code="hidden")
        receive(comment)
        same = Comment.objects.approved().filter(article_id=to.article_id, folded=comment.folded, author=by)
        if same.filter(parent=comment.parent).exists():
            raise ValidationError(_("You have already given this answer here."), code=DUPLICATE.code)
        approve(Comment.objects.filter(pk=comment.pk), by=by)
    comment.refresh_from_db()
    return comment


def approve(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Show comments to readers; return how many changed."""
    return _move(comments, Status.APPROVED, by=by, reason=reason, rule=rule)


def hold(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Put comments back among those that wait; return how many changed."""
    return _move(comments, Status.PENDING, by=by, reason=reason, rule=rule)


def refuse(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Refuse comments; return how many changed."""
    return _move(comments, Status.REFUSED, by=by, reason=reason, rule=rule)


def mark_spam(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Put comments among the spam; return how many changed."""
    return _move(comments, Status.SPAM, by=by, reason=reason, rule=rule)


def withdraw(comments: QuerySet[Comment], *, by: User | None, reason: str = "", rule: str = "") -> int:
    """Take comments back for their author, once and for all; return how many changed."""
    return _move(comments, Status.WITHDRAWN, by=by, reason=reason, rule=rule, origins=WITHDRAWABLE)


def empty(comments: QuerySet[Comment]) -> int:
    """Take comments back whatever was decided, since nothing will be left in them; return how many changed."""
    return _move(comments, Status.WITHDRAWN, by=None, reason="", rule="")


def publish(comment: Comment) -> bool:
    """Show a comment by the word of its trusted author; return whether nobody had decided and no rule holds it."""
    waiting = Comment.objects.filter(pk=comment.pk)
    return _change(waiting, UNDECIDED, {"status": Status.APPROVED}, by=None, rule=TRUSTED.code) > 0


def rewrite(comment: Comment, *, text: str, broken: Sequence[Rule]) -> bool:
    """Store its author's other text for a comment that still waits, with the rules that it breaks now.

    Returns False, and changes nothing, where it was decided meanwhile or has been changed often enough.
    """
    with transaction.atomic():
        current = Comment.objects.select_for_update(no_key=True).filter(pk=comment.pk, status=Status.PENDING).first()
        if current is None or current.moves.filter(rule__startswith=EDITED.code).count() >= MOST_EDITS:
            return False
        _build(current, text)
        current.status = _status_by(broken)
        current.held_because = codes_of(broken)
        current.save(update_fields=[*BUILT, "status", "held_because"])
        codes = codes_of([EDITED, *broken])
        Move.objects.create(comment=current, from_status=Status.PENDING, to_status=current.status, rule=codes)
    return True


def keep(comments: QuerySet[Comment], *, by: User) -> int:
    """Let approved comments stand that readers reported, until others report them; return how many."""
    return _change(comments, _APPROVED & Q(open_reports__gt=0), {"open_reports": 0}, by=by, rule=KEPT.code)


def pick(comments: QuerySet[Comment], *, by: User) -> int:
    """Make approved comments editor's picks; return how many changed."""
    return _change(comments, _APPROVED & Q(is_pick=False), {"is_pick": True}, by=by, rule=PICKED.code)


def unpick(comments: QuerySet[Comment], *, by: User) -> int:
    """Let approved comments be picks no longer; return how many changed."""
    return _change(comments, _APPROVED & Q(is_pick=True), {"is_pick": False}, by=by, rule=UNPICKED.code)


def revise(comment: Comment, *, text: str) -> None:
    """Store another text for a comment and what is built from it."""
    _build(comment, text)
    with transaction.atomic():
        comment.save(update_fields=BUILT)
        if comment.status == Status.APPROVED:
            generations.advance(generations.article(comment.article_id))


def erase(comments: QuerySet[Comment]) -> int:
    """Delete comments for good; return how many. Their records stay, and name nobody.

    Raises django.db.models.RestrictedError where one of them has replies outside the queryset.
    """
    with transaction.atomic():
        rows = rows_of(comments)
        lock({row.article_id for row in rows})
        Comment.objects.filter(pk__in=[row.pk for row in rows]).delete()
        bring_level(rows)
    return len(rows)


def _status_by(broken: Sequence[Rule]) -> Status:
    return Status.SPAM if verdict_of(broken) >= Verdict.SPAM else Status.PENDING


def _build(comment: Comment, text: str) -> None:
    comment.text = clean_text(text)
    comment.html = build_html(comment.text)
    comment.folded = text_digest(comment.text)
    comment.search_text = searched_in(comment.name, comment.text)


def _move(
    comments: QuerySet[Comment],
    to: Status,
    *,
    by: User | None,
    reason: str,
    rule: str,
    origins: Sequence[Status] = DECIDABLE,
) -> int:
    """Move the comments that stand in ``origins`` and are not there yet."""
    movable = Q(status__in=[status for status in origins if status != to])
    # A pick is a comment that stands as it was when it was picked. Readers are answered by people alone.
    is_answer = by or to == Status.WITHDRAWN
    changes = {"status": to, "is_pick": False, **({"open_reports": 0} if is_answer else {})}
    return _change(comments, movable, changes, by=by, reason=reason, rule=rule)


def _change(
    comments: QuerySet[Comment],
    changeable: Q,
    changes: Mapping[str, Any],
    *,
    by: User | None,
    rule: str,
    reason: str = "",
) -> int:
    """Change the comments that may be changed, and record it; the others stay as they are and get no record."""
    now = timezone.now()
    to = changes.get("status", "")
    changed: list[Row] = []
    with transaction.atomic():
        wanted = list(comments.values_list("pk", "article_id"))
        lock({article_id for _, article_id in wanted})
        for batch in batches([pk for pk, _ in wanted]):
            # Read anew under the lock: another moderator may have decided meanwhile.
            rows = rows_of(Comment.objects.select_for_update(no_key=True).filter(changeable, pk__in=batch))
            Comment.objects.filter(pk__in=[row.pk for row in rows]).update(**changes)
            Move.objects.bulk_create(
                Move(
                    comment_id=row.pk,
                    by=by,
                    at=now,
                    from_status=row.status,
                    to_status=to or row.status,
                    reason=reason,
                    rule=rule,
                )
                for row in rows
            )
            if to:
                tell([row.pk for row in rows], to, rule=rule)
            changed += rows
        bring_level([row for row in changed if to == Status.APPROVED or row.was_shown])
    return len(changed)
