"""Letters that anybody may ask for, to any address. The worker writes them, and decides whether it does.

Whoever asks is answered at once and always alike, so that neither the answer nor its time tells whether an address is
known, was confirmed, or has had its letter today.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments.mail.letters import write_confirmation, write_own_data, write_publishing
from comments.mail.links import LIFETIMES, Purpose
from comments.models import Comment, ConfirmedAddress, MailLink, ReaderCorrection
from comments.trust import may_publish
from newsportal.tokens import make_token

ROUND = 20
A_DAY, A_MONTH, AN_HOUR = timedelta(days=1), timedelta(days=30), timedelta(hours=1)
# What anybody may have sent to any address.
TO_ANYBODY = (Purpose.CONFIRM, Purpose.OWN_DATA)
# To an address that nobody has confirmed; to a confirmed one; for one network.
MOST_A_DAY, MOST_A_MONTH = 1, 3
MOST_CONFIRMED_AN_HOUR = 1
MOST_OF_NETWORK = 10


def ask(purpose: Purpose, *, email: str, network: str = "", comment: Comment | None = None) -> None:
    """Note that somebody wants a letter to an address; costs two queries, whatever is known of it.

    A network asks ten times an hour; what it asks beyond that is not noted, and answered alike. Requests are counted
    and not letters, whose number would tell which addresses are known.
    """
    now = timezone.now()
    asked = MailLink.objects.filter(~Q(network=""), network=network, created_at__gt=now - AN_HOUR)
    if asked.filter(purpose__in=TO_ANYBODY).count() < MOST_OF_NETWORK:
        MailLink.objects.create(
            purpose=purpose, email=email, network=network, comment=comment, expires_at=now + LIFETIMES[purpose]
        )


def answer_requests() -> int:
    """Write the letters that were asked for, twenty at most, and drop the requests that get none; return how many.

    Where nothing was asked it costs one query and takes no lock.
    """
    asked = MailLink.objects.filter(digest=None).order_by("pk")
    if not asked.exists():
        return 0
    written = 0
    with transaction.atomic():
        # Another worker waits for these rows, and then counts the letters written here.
        for request in asked.select_for_update(of=("self",)).select_related("comment__article")[:ROUND]:
            if _is_wanted(request) and _is_within_limits(request):
                _write(request)
                written += 1
            else:
                _drop(request)
    return written


def _is_wanted(request: MailLink) -> bool:
    """Return whether an address has something to confirm, to see, or to publish."""
    if request.purpose == Purpose.PUBLISH:
        return request.comment is not None and may_publish(request.comment)
    if request.purpose == Purpose.CONFIRM:
        return not ConfirmedAddress.objects.filter(email=request.email).exists()
    return any(model.objects.filter(email=request.email).exists() for model in (Comment, ReaderCorrection))


def _is_within_limits(request: MailLink) -> bool:
    if request.purpose == Purpose.PUBLISH:
        return True
    now = timezone.now()
    # A letter that was answered was welcome.
    letters = MailLink.objects.filter(email=request.email, digest__isnull=False, purpose__in=TO_ANYBODY, used_at=None)
    if ConfirmedAddress.objects.filter(email=request.email).exists():
        return letters.filter(created_at__gt=now - AN_HOUR).count() < MOST_CONFIRMED_AN_HOUR
    today, this_month = (letters.filter(created_at__gt=now - time).count() for time in (A_DAY, A_MONTH))
    return today < MOST_A_DAY and this_month < MOST_A_MONTH


def _write(request: MailLink) -> None:
    purpose, now = Purpose(request.purpose), timezone.now()
    token, request.digest = make_token()
    # The letter counts from now, however long its request lay here.
    request.created_at, request.expires_at = now, now + LIFETIMES[purpose]
    request.save(update_fields=["digest", "created_at", "expires_at"])
    key = f"{purpose}:{request.pk}"
    if purpose == Purpose.PUBLISH and request.comment:
        write_publishing(request.comment, token, key=key)
    elif purpose == Purpose.CONFIRM:
        write_confirmation(request.email, token, key=key)
    else:
        write_own_data(request.email, token, key=key)


def _drop(request: MailLink) -> None:
    """Keep that a network asked, and nothing of whom it asked for; nobody has the token."""
    request.email, request.comment, request.used_at = "", None, timezone.now()
    _, request.digest = make_token()
    request.save()
