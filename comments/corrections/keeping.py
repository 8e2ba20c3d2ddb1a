"""How long a reader's correction is kept, and how it goes at its sender's wish."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.corrections.log import take_credit_away
from comments.corrections.models import ReaderCorrection
from comments.mail.letters import correction_key
from newsportal import outbox

State = ReaderCorrection.State

# What stays of a sender whose name was taken away.
NOBODY = {
    "email": "",
    "ip_address": None,
    "network": "",
    "user_agent": "",
    "may_be_named": False,
    "wants_answer": False,
}
IS_CREDITED = Q(correction__isnull=False) & ~Q(correction__credit="")


def sent_under(email: str) -> QuerySet[ReaderCorrection]:
    """Return the corrections under an address, the latest first, with their stories."""
    return ReaderCorrection.objects.filter(email=email).for_desk().order_by("-created_at", "-pk")


def credited_stories(email: str) -> set[int]:
    """Return the keys of the stories that name the owner of an address beside a correction; costs a query."""
    return set(ReaderCorrection.objects.filter(IS_CREDITED, email=email).values_list("article_id", flat=True))


def anonymise(email: str, *, name: str) -> None:
    """Leave what was sent under an address, and take away whose it is, beside public corrections too.

    Call it in a transaction.
    """
    rows = _unnamed(email)
    ReaderCorrection.objects.filter(pk__in=rows).update(name=name, **NOBODY)


def delete(email: str) -> None:
    """Delete what was sent under an address. Public corrections stay, and name its owner no longer.

    Call it in a transaction.
    """
    ReaderCorrection.objects.filter(pk__in=_unnamed(email)).delete()


def take_back(found: ReaderCorrection) -> bool:
    """Delete a correction at its sender's wish; return False where it is answered, and stays."""
    with transaction.atomic():
        rows = ReaderCorrection.objects.filter(pk=found.pk, answered_at=None)
        deleted, _ = rows.delete()
    return bool(deleted)


def clear_corrections() -> int:
    """Delete what was answered or kept out when its status page ends, and return how many rows went.

    What is still open then is kept without the address: its sender has no page left on which to read an answer. Whose
    name stands beside a public correction may yet want it taken away, and is kept.
    """
    before = timezone.now() - timedelta(days=settings.COMMENTS_STATUS_DAYS)
    old = ReaderCorrection.objects.filter(created_at__lt=before)
    old.open().exclude(email="").update(email="", wants_answer=False)
    done = old.exclude(state=State.OPEN).exclude(IS_CREDITED).exclude(answered_at__gte=before)
    return done.delete()[0]


def _unnamed(email: str) -> list[int]:
    """Return the keys of an address's rows, after taking its name from public corrections and its letters back."""
    rows = list(ReaderCorrection.objects.filter(email=email).select_for_update().order_by("pk"))
    take_credit_away([row.correction_id for row in rows if row.correction_id])
    outbox.recall_keys(*(correction_key(row.pk) for row in rows))
    return [row.pk for row in rows]
