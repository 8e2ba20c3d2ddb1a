"""The way of a comment from the form into the database: its rules are judged, then it is stored, or refused."""

from comments import moderation
from comments.rules.registry import FAILED, RuleFailedError, admit, judge
from comments.rules.rule import Submission
from newsportal.turns import in_turn


def take_in(submission: Submission) -> str:
    """Receive a comment by all rules, and return the token of its status page.

    Raises comments.rules.registry.Refused where a rule refuses it. Where a rule cannot be judged, the comment is
    received all the same, and held for that. Costs three queries beside those that store it.
    """
    broken = judge(submission)
    try:
        with in_turn():
            admit(submission)
            return moderation.receive(submission.comment, broken=broken)
    except RuleFailedError:
        # A new transaction: a query that failed has spoilt the one before.
        with in_turn():
            return moderation.receive(submission.comment, broken=[*broken, FAILED])
