"""Readers who publish without a moderator: by their own earlier comments, and by a button in a letter."""

from django.conf import settings

from comments.models import Comment, ConfirmedAddress, MailLink
from comments.rules.registry import judge, rules_of, verdict_of
from comments.rules.rule import Submission, Verdict
from newsportal.arabic.fold import fold

# The latest comments of an address.
LOOKED_AT = 500


def is_offered(comment: Comment) -> bool:
    """Return whether a comment's author may ask to publish it: trust is on, and no rule holds the comment."""
    is_on = bool(settings.COMMENTS_TRUST_AFTER and settings.EMAIL_IS_ON)
    return is_on and verdict_of(rules_of(comment.held_because)) == Verdict.PASS


def may_publish(comment: Comment) -> bool:
    """Return whether a comment's author may publish it, once the letter to their address proves who they are.

    COMMENTS_TRUST_AFTER says how many approved comments that takes, under the same confirmed e-mail address and the
    same folded name. What a rule holds by now waits whoever wrote it, and so does what comes while another letter is
    unanswered: whoever knows a name and an address could fill the mailbox. Costs three queries at most.
    """
    if not (is_offered(comment) and comment.article.accepts_comments):
        return False
    if verdict_of(judge(Submission(comment))) > Verdict.PASS:
        return False
    if not ConfirmedAddress.objects.filter(email=comment.email).exists():
        return False
    unanswered = MailLink.objects.live().filter(email=comment.email, purpose=MailLink.Purpose.PUBLISH)
    if unanswered.exclude(digest=None).exists():
        return False
    # Which of them are approved is not asked of the database, which would look for all approved ones.
    written = Comment.objects.filter(email=comment.email).order_by("-created_at").values_list("status", "name")
    approved = [name for status, name in written[:LOOKED_AT] if status == Comment.Status.APPROVED]
    return sum(fold(name) == fold(comment.name) for name in approved) >= settings.COMMENTS_TRUST_AFTER
