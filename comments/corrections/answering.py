"""The editors' answer to a reader: the story is corrected, or it needs no correction."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.corrections.log import correct
from articles.models import Article, Correction
from articles.permissions import require_publisher
from comments.corrections.models import ReaderCorrection
from comments.mail.letters import write_correction_answer
from newsportal.arabic.characters import clean_text

State = ReaderCorrection.State
# What was kept out may have been kept out wrongly.
ANSWERABLE = (State.OPEN, State.KEPT_OUT)


class AnsweredError(Exception):
    """Somebody else has answered it meanwhile, or its sender took it back."""


def accept(found: ReaderCorrection, *, text: str, by: User, is_credited: bool = False, answer: str = "") -> Correction:
    """Correct the story publicly by a reader's word, and answer the reader; return the correction.

    The reader is named beside it where ``is_credited``, and only if they agreed. Raises PermissionDenied for those who
    may not publish, AnsweredError where it is no longer to be answered.
    """
    require_publisher(by)
    with transaction.atomic():
        row = _locked(found)
        credit = row.name if is_credited and row.may_be_named else ""
        row.correction = made = correct(row.article, text, by=by, credit=credit)
        _answer(row, State.CORRECTED, answer=answer, by=by)
    return made


def decline(found: ReaderCorrection, *, by: User, answer: str = "") -> None:
    """Answer a reader that the story needs no correction. Raises as accept() does."""
    require_publisher(by)
    with transaction.atomic():
        _answer(_locked(found), State.UNNEEDED, answer=answer, by=by)


def _locked(found: ReaderCorrection) -> ReaderCorrection:
    """Return the row as it stands once nobody else answers it."""
    Article.objects.filter(pk=found.article_id).lock()
    rows = ReaderCorrection.objects.filter(pk=found.pk, state__in=ANSWERABLE).for_desk()
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise AnsweredError
    return row


def _answer(row: ReaderCorrection, state: State, *, answer: str, by: User) -> None:
    row.state, row.answer, row.answered_by, row.answered_at = state, clean_text(answer), by, timezone.now()
    row.save(update_fields=["state", "answer", "answered_by", "answered_at", "correction"])
    write_correction_answer(row)
