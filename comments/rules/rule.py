"""What a rule is, and what it judges."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from comments.models import Comment
from comments.rules.past import Past, past_of
from newsportal.origin import Origin

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Verdict(enum.IntEnum):
    """What becomes of a comment that breaks a rule; of several rules the gravest verdict counts."""

    # It waits like every comment, and by nothing else.
    PASS = 0
    # It waits for a moderator whoever wrote it, and the queue says why.
    HOLD = 1
    # It lies among the spam, where a moderator may still find it.
    SPAM = 2
    # It is not stored, and its text goes back to whoever wrote it.
    REFUSE = 3


@dataclass
class Submission:
    """A comment as it would be stored, and how it was sent.

    ``milliseconds``: since the form was first used, by its script's word; None where it says nothing.
    """

    comment: Comment
    origin: Origin = Origin.OWN
    is_trapped: bool = False
    milliseconds: int | None = None

    @cached_property
    def past(self) -> Past:
        """What was received before; the first look costs a query, and counts in that transaction alone."""
        return past_of(self.comment)


def never(submission: Submission) -> int:
    return 0


@dataclass(frozen=True)
class Rule:
    """One rule. Its number and its code never change: comments are stored with them."""

    number: int
    code: str
    reason: "StrPromise"
    verdict: Verdict


@dataclass(frozen=True)
class SubmissionRule(Rule):
    """A rule about a comment as a whole; ``seconds``: how long it is broken for, where waiting helps."""

    is_broken: Callable[[Submission], bool]
    seconds: Callable[[Submission], int] = never
