"""Rules about how a comment was sent."""

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Submission, SubmissionRule, Verdict
from newsportal.origin import Origin

# Nobody reads a form, writes and sends within so many milliseconds.
SHORTEST_USE = 3_000


def _was_trapped(submission: Submission) -> bool:
    return submission.is_trapped


def _has_no_origin(submission: Submission) -> bool:
    return submission.origin is Origin.UNKNOWN


def _was_sent_at_once(submission: Submission) -> bool:
    return submission.milliseconds is not None and submission.milliseconds < SHORTEST_USE


TRAP = SubmissionRule(6, "trap", _("Hidden field filled in"), Verdict.SPAM, _was_trapped)
ORIGIN = SubmissionRule(7, "origin", _("Unknown origin"), Verdict.HOLD, _has_no_origin)
TOO_FAST = SubmissionRule(8, "too_fast", _("Sent faster than a person writes"), Verdict.HOLD, _was_sent_at_once)

# What an author's other text does not undo.
SENDING = (TRAP, ORIGIN, TOO_FAST)
