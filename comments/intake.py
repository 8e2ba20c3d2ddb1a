"""The way of a comment into the database: its rules are judged, then it is stored, or refused."""

from comments import moderation
from comments.mail.links import Purpose
from comments.mail.requests import ask
from comments.models import Comment
from comments.rules.registry import FAILED, Refused, RuleFailedError, admit, judge, rules_of
from comments.rules.repetition import DUPLICATE
from comments.rules.rule import Submission
from comments.rules.sending import SENDING
from comments.text import text_digest
from comments.trust import is_offered
from newsportal.turns import in_turn


def take_in(submission: Submission) -> str:
    """Receive a comment by all rules, and return the token of its status page.

    Raises comments.rules.registry.Refused where a rule refuses it. Where a rule cannot be judged, the comment is
    received all the same, and held for that. Costs one query beside those that store it.
    """
    broken = judge(submission)
    try:
        with in_turn():
            admit(submission)
            token = moderation.receive(submission.comment, broken=broken)
            # In the same transaction: an answer that nothing was saved must be true.
            if is_offered(submission.comment):
                ask(Purpose.PUBLISH, email=submission.comment.email, comment=submission.comment)
            return token
    except RuleFailedError:
        # A new transaction: a query that failed has spoilt the one before.
        with in_turn():
            return moderation.receive(submission.comment, broken=[*broken, FAILED])


def take_edit(comment: Comment, *, text: str) -> bool:
    """Store its author's other text for a comment that waits, judged anew; return whether it still could be changed.

    Raises comments.rules.registry.Refused where the text is already there.
    """
    edited = Comment(article_id=comment.article_id, name=comment.name, email=comment.email, website=comment.website)
    edited.network, edited.text = comment.network, text
    kept = [rule for rule in rules_of(comment.held_because) if rule in SENDING]
    same = Comment.objects.filter(article=comment.article_id, folded=text_digest(text), parent=comment.parent_id)
    if same.exclude(pk=comment.pk).exclude(status=Comment.Status.WITHDRAWN).exists():
        raise Refused(DUPLICATE, 0)
    return moderation.rewrite(comment, text=text, broken=[*kept, *judge(Submission(edited))])
