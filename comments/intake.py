"""The way of a comment into the database: its rules are judged, then it is stored, or refused."""

from collections.abc import Sequence

from comments import moderation
from comments.mail.letters import write_publishing
from comments.models import Comment
from comments.rules.registry import FAILED, RuleFailedError, admit, judge, rules_of
from comments.rules.rule import Rule, Submission
from comments.rules.sending import SENDING
from comments.trust import may_publish
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
            return _receive(submission.comment, broken)
    except RuleFailedError:
        # A new transaction: a query that failed has spoilt the one before.
        with in_turn():
            return moderation.receive(submission.comment, broken=[*broken, FAILED])


def take_edit(comment: Comment, *, text: str) -> bool:
    """Store its author's other text for a comment that waits, judged anew; return whether it still did wait."""
    edited = Comment(article_id=comment.article_id, name=comment.name, email=comment.email, website=comment.website)
    edited.network, edited.text = comment.network, text
    kept = [rule for rule in rules_of(comment.held_because) if rule in SENDING]
    return moderation.rewrite(comment, text=text, broken=[*kept, *judge(Submission(edited))])


def _receive(comment: Comment, broken: Sequence[Rule]) -> str:
    token = moderation.receive(comment, broken=broken)
    if may_publish(comment):
        write_publishing(comment)
    return token
