"""Rules about what a comment says."""

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Submission, SubmissionRule, Verdict
from comments.text import count_links

LINKS_HELD = 2


def _has_many_links(submission: Submission) -> bool:
    return count_links(submission.comment.text) >= LINKS_HELD


LINKS = SubmissionRule(9, "links", _("Several links"), Verdict.HOLD, _has_many_links)
