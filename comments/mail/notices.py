"""Letters that tell of moves: to the author of a comment, and to whom it answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from comments.mail.letters import about, answered_key, write_answer, write_decision
from comments.models import Comment, CommentQuerySet, ConfirmedAddress
from newsportal import outbox
from newsportal.models import OutboxMail

Status = Comment.Status

# A decision that is taken back within this time is never heard of.
DELAY = timedelta(minutes=2)
# Whoever comes back onto the page hears of the replies that are no older.
NEWS = timedelta(days=7)
# Spam is told nothing, and a withdrawal is its author's own.
TOLD = (Status.APPROVED, Status.REFUSED)


def tell(comment_ids: Sequence[int], to: str, *, rule: str) -> None:
    """Recall what is unsent about moved comments, and write what their new status has to tell.

    Call it in the transaction of the move. Costs three queries at most, and some for each letter; none without
    EMAIL_URL.
    """
    if not settings.EMAIL_IS_ON or not comment_ids:
        return
    outbox.recall(*map(about, comment_ids))
    replies = Comment.objects.filter(Q(parent__in=comment_ids) | Q(answered__in=comment_ids))
    if to != Status.APPROVED:
        # A reply to what leaves the page is told no longer; what was decided about the reply itself is.
        outbox.recall_keys(*map(answered_key, replies.values_list("pk", flat=True)))
    if to not in TOLD:
        return
    moved = Comment.objects.filter(pk__in=comment_ids).select_related("article")
    send_after = timezone.now() + DELAY
    for comment in _confirmed(moved.filter(wants_decision=True)):
        if _told_last(comment) != to:
            key = f"decided:{comment.pk}:{send_after:%Y%m%d%H%M%S%f}:{to}"
            write_decision(comment, to, rule=rule, key=key, send_after=send_after)
    if to == Status.APPROVED:
        _tell_answered(moved, send_after)
        _tell_answered(replies.approved().filter(created_at__gt=send_after - NEWS), send_after)


def sent_since(comment_ids: Sequence[int], moment: datetime) -> int:
    """Return how many letters about these comments left after a moment; costs a query."""
    return OutboxMail.objects.filter(about__in=map(about, comment_ids), sent_at__gte=moment).count()


def _tell_answered(answers: CommentQuerySet, send_after: datetime) -> None:
    wanted = Comment.objects.approved().filter(wants_answers=True, email__in=ConfirmedAddress.objects.values("email"))
    # Below the deepest step a reply's parent is not the comment that it answers.
    asked = Q(answered__in=wanted) | Q(answered=None, parent__in=wanted)
    for answer in answers.filter(asked).select_related("answered", "parent"):
        comment = answer.answered or answer.parent
        # Whoever answers themselves knows.
        if comment and comment.email != answer.email:
            write_answer(answer, comment, send_after=send_after)


def _confirmed(comments: CommentQuerySet) -> CommentQuerySet:
    return comments.filter(email__in=ConfirmedAddress.objects.values("email"))


def _told_last(comment: Comment) -> str:
    """Return the status of which the latest letter told, so that a slip of the moderator's tells it only once."""
    letters = OutboxMail.objects.filter(about=about(comment.pk), key__startswith="decided:")
    return next((key.rpartition(":")[2] for key in letters.order_by("-pk").values_list("key", flat=True)[:1]), "")
