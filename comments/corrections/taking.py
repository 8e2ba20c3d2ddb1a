"""The way of a reader's correction to the editors: judged by the rules for comments, and shown to nobody else."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from comments.corrections.models import ReaderCorrection
from comments.models import Comment
from comments.rules.past import MINUTE, Past, past_of
from comments.rules.registry import FAILED, RuleFailedError, admit, judge, verdict_of
from comments.rules.rule import Rule, Submission, Verdict
from comments.text import text_digest
from newsportal.arabic.characters import clean_name, clean_text
from newsportal.tokens import make_token
from newsportal.turns import in_turn

State = ReaderCorrection.State


def take_in(submission: Submission, *, may_be_named: bool) -> str:
    """Store what a reader wrote as a correction, and return the token of its status page.

    ``submission.comment`` is what the form made of it, and is not stored. What a rule would put among the spam is kept
    out of the desk. Raises comments.rules.registry.Refused where a rule refuses it. Costs five queries.
    """
    broken = judge(submission)
    try:
        with in_turn():
            submission.past = _past_of(submission.comment)
            admit(submission)
            return _store(submission.comment, broken, may_be_named=may_be_named)
    except RuleFailedError:
        # A new transaction: a query that failed has spoilt the one before.
        with in_turn():
            return _store(submission.comment, [*broken, FAILED], may_be_named=may_be_named)


def _store(written: Comment, broken: list[Rule], *, may_be_named: bool) -> str:
    token, digest = make_token()
    text = clean_text(written.text)
    ReaderCorrection.objects.create(
        article_id=written.article_id,
        name=clean_name(written.name),
        email=written.email,
        text=text,
        folded=text_digest(text),
        may_be_named=may_be_named,
        state=State.KEPT_OUT if verdict_of(broken) >= Verdict.SPAM else State.OPEN,
        ip_address=written.ip_address,
        network=written.network,
        user_agent=written.user_agent,
        status_digest=digest,
    )
    return token


def _past_of(written: Comment) -> Past:
    """Return what was received before: the same words as a correction of the story, and how fast its sender writes.

    Comments count for the pace, and not for the words: whoever forgot the tick may send them again with it.
    """
    past = past_of(written)
    corrections = ReaderCorrection.objects.order_by("-created_at")
    same = corrections.filter(article=written.article_id, folded=text_digest(written.text))
    pause = timedelta(seconds=settings.COMMENTS_FLOOD_SECONDS)
    by_email = _times(corrections.filter(email=written.email, created_at__gt=past.now - pause))
    by_network = _times(corrections.filter(network=written.network, created_at__gt=past.now - MINUTE))
    filling = by_network[settings.COMMENTS_PER_MINUTE - 1 :] if written.network else []
    return past._replace(
        has_same_text=same.exists(),
        by_email=max([*by_email[:1], *([past.by_email] if past.by_email else [])], default=None),
        by_network=max([*filling[:1], *([past.by_network] if past.by_network else [])], default=None),
    )


def _times(rows: QuerySet[ReaderCorrection]) -> list[datetime]:
    return list(rows.values_list("created_at", flat=True)[: settings.COMMENTS_PER_MINUTE])
