"""Readers who publish without a moderator: by their own earlier comments, and by a button in a letter."""

from django.conf import settings

from comments.models import Comment, ConfirmedAddress
from comments.rules.registry import rules_of, verdict_of
from comments.rules.rule import Verdict
from newsportal.arabic.fold import fold


def may_publish(comment: Comment) -> bool:
    """Return whether a comment's author may publish it, once the letter to their address proves who they are.

    COMMENTS_TRUST_AFTER says how many approved comments that takes, under the same confirmed e-mail address and the
    same folded name. What a rule holds waits whoever wrote it. Costs nothing where trust is off, else two queries.
    """
    enough = settings.COMMENTS_TRUST_AFTER
    if not enough or not settings.EMAIL_IS_ON or verdict_of(rules_of(comment.held_because)) > Verdict.PASS:
        return False
    if not ConfirmedAddress.objects.filter(email=comment.email).exists():
        return False
    names = Comment.objects.approved().filter(email=comment.email).values_list("name", flat=True)
    return sum(fold(name) == fold(comment.name) for name in names) >= enough
