"""All rules in the order of their numbers, and what becomes of a comment by them."""

import logging
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from comments.rules.content import LINKS
from comments.rules.deeds import DEEDS
from comments.rules.fields import ADDRESS, LENGTH, REQUIRED
from comments.rules.house import HOUSE_RULES
from comments.rules.people import ALWAYS_HELD, BANNED, KNOWN_NAME, NAME
from comments.rules.repetition import DUPLICATE, FLOOD
from comments.rules.rule import Rule, Submission, SubmissionRule, Verdict
from comments.rules.sending import ORIGIN, TOO_FAST, TRAP
from comments.rules.words import SPAM_WORDS, WORDS

logger = logging.getLogger(__name__)

# Stands for the word of readers about a comment that is shown (comments/reporting.py).
REPORTED = Rule(98, "reported", _("Reported by readers"), Verdict.HOLD)
# Stands for a rule that could not be judged.
FAILED = Rule(99, "failed", _("A rule could not be judged"), Verdict.HOLD)

RULES: Sequence[Rule] = (
    REQUIRED,
    LENGTH,
    ADDRESS,
    DUPLICATE,
    FLOOD,
    TRAP,
    ORIGIN,
    TOO_FAST,
    LINKS,
    WORDS,
    SPAM_WORDS,
    NAME,
    KNOWN_NAME,
    ALWAYS_HELD,
    BANNED,
    REPORTED,
    FAILED,
)


KNOWN = {rule.code: rule for rule in (*RULES, *HOUSE_RULES, *DEEDS)}


class Refused(Exception):  # noqa: N818 - an answer to a reader, and no error
    """A comment is not received. After ``seconds`` it may be sent again; 0 where waiting does not help."""

    def __init__(self, rule: Rule, seconds: int) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.seconds = seconds


class RuleFailedError(Exception):
    """A rule that looks at what was received before could not be judged; its transaction is to be given up."""


def judge(submission: Submission) -> list[Rule]:
    """Return the rules that a comment breaks and is received with; one that fails counts as broken.

    One whose verdict is to pass only tells the queue something. Asks the database nothing, but for the lists of words,
    names and restrictions once they have changed.
    """
    broken: dict[Rule, None] = {}
    for rule in _judged(Verdict.PASS, Verdict.HOLD, Verdict.SPAM):
        try:
            if rule.is_broken(submission):
                broken[rule] = None
        except Exception as error:
            _note(rule, error)
            broken[FAILED] = None
    return [*broken]


def admit(submission: Submission) -> None:
    """Let a comment in; costs a query.

    Raises Refused for the first rule that refuses it, and RuleFailedError where one of them fails. Call it in the
    transaction that stores the comment.
    """
    for rule in _judged(Verdict.REFUSE):
        try:
            is_broken = rule.is_broken(submission)
        except Exception as error:
            _note(rule, error)
            raise RuleFailedError from error
        if is_broken:
            raise Refused(rule, rule.seconds(submission))


def verdict_of(rules: Iterable[Rule]) -> Verdict:
    """Return the gravest verdict of the rules that a comment breaks."""
    return max((rule.verdict for rule in rules), default=Verdict.PASS)


def codes_of(rules: Iterable[Rule]) -> str:
    """Return the codes of rules as one column keeps them."""
    return ",".join(rule.code for rule in rules)


def rules_of(stored: str) -> list[Rule]:
    """Return the rules that a column keeps the codes of; a code that is no longer known is left out."""
    return [KNOWN[code] for code in stored.split(",") if code in KNOWN]


def labels(stored: str) -> list[str]:
    """Return the reasons in the reader's language; a code that is no longer known stands for itself."""
    return [str(KNOWN[code].reason if code in KNOWN else code) for code in stored.split(",") if code]


def _judged(*verdicts: Verdict) -> Iterable[SubmissionRule]:
    return (rule for rule in RULES if isinstance(rule, SubmissionRule) and rule.verdict in verdicts)


def _note(rule: Rule, error: Exception) -> None:
    # The lines below the first one may quote a whole row, its e-mail address too.
    first_line = str(error).partition("\n")[0]
    logger.error("The rule %s could not be judged: %s: %s", rule.code, type(error).__name__, first_line)
