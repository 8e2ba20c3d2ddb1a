"""How a comment comes in, and how its text changes afterwards."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from comments.bylines import byline_of
from comments.models import IS_EMPTIED, Comment, Move, Revision
from comments.moderation.deciding import Status, approve, entry
from comments.paths import step_of
from comments.rules.deeds import EDITED, REVISED
from comments.rules.registry import codes_of, verdict_of
from comments.rules.repetition import DUPLICATE
from comments.rules.rule import Rule, Verdict
from comments.text import build_html, searched_in, text_digest
from comments.upkeep import lock, rows_of
from newsportal import generations
from newsportal.arabic.characters import clean_name, clean_text
from newsportal.bulk import reserve_keys
from newsportal.tokens import make_token

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
    build(comment, comment.text)
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


def reply(to: Comment, *, text: str, by: User, seen: int | None = None, batch: UUID | None = None) -> Comment:
    """Store the newsroom's answer to a comment, shown at once under its byline; return it.

    A comment that waits, and is still in the version that was ``seen``, is approved with its answer. The same answer
    under the same ``batch`` is returned and not stored twice. Raises ValidationError where the comment is another by
    now, where readers do not see it, or where it was answered in these words before.
    """
    comment = Comment(article_id=to.article_id, parent=to, name=byline_of(by), text=text, author=by, is_staff=True)
    with transaction.atomic():
        lock({to.article_id})
        # Another click may have been obeyed while this one waited.
        if batch and (said := answer_of(batch, text=text, by=by)):
            return said
        _open_for_reply(to, by=by, seen=seen, batch=batch)
        receive(comment)
        same = Comment.objects.approved().filter(article_id=to.article_id, folded=comment.folded, author=by)
        if same.filter(parent=comment.parent).exists():
            raise ValidationError(_("You have already given this answer here."), code=DUPLICATE.code)
        approve(Comment.objects.filter(pk=comment.pk), by=by, batch=batch)
    comment.refresh_from_db()
    return comment


def answer_of(batch: UUID, *, text: str, by: User) -> Comment | None:
    """Return the answer that an account gave in these words by one press; costs a query."""
    given = Comment.objects.approved().filter(moves__batch=batch, author=by)
    return given.filter(folded=text_digest(clean_text(text))).first()


def _open_for_reply(to: Comment, *, by: User, seen: int | None, batch: UUID | None) -> None:
    """Approve a comment that waits as it was seen. Raises ValidationError where it cannot be answered."""
    waiting = Comment.objects.pending().filter(pk=to.pk)
    if seen is not None and waiting.exists() and not approve(waiting, by=by, seen={to.pk: seen}, batch=batch):
        raise ValidationError(_("The comment changed after you opened it. Read it anew, then reply."), code="stale")
    if not Comment.objects.approved().filter(pk=to.pk).exists():
        raise ValidationError(_("Readers do not see this comment. Approve it first, then reply."), code="hidden")


def rewrite(comment: Comment, *, text: str, broken: Sequence[Rule]) -> bool:
    """Store its author's other text for a comment that still waits, with the rules that it breaks now.

    Returns False, and changes nothing, where it was decided meanwhile or has been changed often enough.
    """
    with transaction.atomic():
        current = Comment.objects.select_for_update(no_key=True).filter(pk=comment.pk, status=Status.PENDING).first()
        if current is None or current.moves.filter(rule__startswith=EDITED.code).count() >= MOST_EDITS:
            return False
        text_before = current.text
        build(current, text)
        current.status = _status_by(broken)
        current.held_because = codes_of(broken)
        current.version += 1
        # What was said of the other text is said no longer.
        current.risk, current.risk_because = None, ""
        current.save(update_fields=[*BUILT, "status", "held_because", "version", "risk", "risk_because"])
        codes = codes_of([EDITED, *broken])
        move = Move.objects.create(comment=current, from_status=Status.PENDING, to_status=current.status, rule=codes)
        if current.legal_hold:
            # Evidence that its author does not take away.
            Revision.objects.create(move=move, comment=current, text=text_before)
    return True


def revise(comment: Comment, *, text: str, by: User, seen: int | None = None, batch: UUID | None = None) -> bool:
    """Store a moderator's other text for a comment, and keep the one before with the entry in the record.

    Returns False, and changes nothing, where the comment is gone or emptied, or no longer in the version ``seen``.
    """
    with transaction.atomic():
        lock({comment.article_id})
        rows = rows_of(Comment.objects.select_for_update(no_key=True).filter(~IS_EMPTIED, pk=comment.pk))
        if not rows or (seen is not None and rows[0].version != seen):
            return False
        move = entry(rows[0], "", by=by, rule=REVISED.code, batch=batch)
        move.save()
        current = Comment.objects.get(pk=comment.pk)
        Revision.objects.create(move=move, comment=current, text=current.text)
        put_text(current, text)
    return True


def put_text(comment: Comment, text: str) -> None:
    """Store a text and what is built from it as the comment's next version, and tell the page that shows it."""
    build(comment, text)
    comment.version += 1
    comment.risk, comment.risk_because = None, ""
    comment.save(update_fields=[*BUILT, "version", "risk", "risk_because"])
    if comment.status == Status.APPROVED:
        generations.advance(generations.article(comment.article_id))


def build(comment: Comment, text: str) -> None:
    comment.text = clean_text(text)
    comment.html = build_html(comment.text)
    comment.folded = text_digest(comment.text)
    comment.search_text = searched_in(comment.name, comment.text)


def _status_by(broken: Sequence[Rule]) -> Status:
    return Status.SPAM if verdict_of(broken) >= Verdict.SPAM else Status.PENDING
