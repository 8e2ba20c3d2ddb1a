"""Rules about what was received before: they refuse, and only in the transaction that would store the comment."""

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Submission, SubmissionRule, Verdict


def _has_same_text(submission: Submission) -> bool:
    return submission.past.has_same_text


def _seconds_to_wait(submission: Submission) -> int:
    return max(submission.past.email_seconds, submission.past.network_seconds)


def _came_too_soon(submission: Submission) -> bool:
    return _seconds_to_wait(submission) > 0


DUPLICATE = SubmissionRule(4, "duplicate", _("Already here"), Verdict.REFUSE, _has_same_text)
FLOOD = SubmissionRule(5, "flood", _("Too many in a short time"), Verdict.REFUSE, _came_too_soon, _seconds_to_wait)
