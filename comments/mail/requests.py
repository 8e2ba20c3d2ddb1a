"""Letters that anybody may ask for, to any address. The worker writes them, and decides whether it does.

Whoever asks is answered at once and always alike, so that neither the answer nor its time tells whether an address is
known, was confirmed, or has had its letter today.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments.mail.letters import write_confirmation, write_own_data
from comments.mail.links import LIFETIMES, Purpose
from comments.models import Comment, ConfirmedAddress, MailLink
from newsportal.tokens import make_token

ROUND = 20
A_DAY, A_MONTH, AN_HOUR = timedelta(days=1), timedelta(days=30), timedelta(hours=1)
# To an address that nobody has confirmed; to a confirmed one; for one network.
MOST_A_DAY, MOST_A_MONTH = 1, 3
MOST_CONFIRMED_AN_HOUR = 1
MOST_OF_NETWORK = 10


def ask(purpose: Purpose, *, email: str, network: str, comment: Comment | None = None) -> None:
    """Note that somebody wants a letter to an address; costs one query, whatever is known of it."""
    expires_at = timezone.now() + LIFETIMES[purpose]
    MailLink.objects.create(purpose=purpose, email=email, network=network, comment=comment, expires_at=expires_at)


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
        for request in asked.select_for_update()[:ROUND]:
            if _is_wanted(request) and _is_within_limits(request):
                _write(request)
                written += 1
            else:
                request.delete()
    return written


def _is_wanted(request: MailLink) -> bool:
    """Return whether an address has something to confirm, or to see."""
    if request.purpose == Purpose.CONFIRM:
        return not ConfirmedAddress.objects.filter(email=request.email).exists()
    return Comment.objects.filter(email=request.email).exists()


def _is_within_limits(request: MailLink) -> bool:
    now = timezone.now()
    letters = MailLink.objects.filter(digest__isnull=False, purpose__in=[Purpose.CONFIRM, Purpose.OWN_DATA])
    to_address = letters.filter(email=request.email)
    if ConfirmedAddress.objects.filter(email=request.email).exists():
        is_enough = to_address.filter(created_at__gt=now - AN_HOUR).count() >= MOST_CONFIRMED_AN_HOUR
    else:
        is_enough = (
            to_address.filter(created_at__gt=now - A_DAY).count() >= MOST_A_DAY
            or to_address.filter(created_at__gt=now - A_MONTH).count() >= MOST_A_MONTH
        )
    of_network = letters.filter(~Q(network=""), network=request.network, created_at__gt=now - AN_HOUR)
    return not is_enough and of_network.count() < MOST_OF_NETWORK


def _write(request: MailLink) -> None:
    token, request.digest = make_token()
    # The letter counts from now, however long its request lay here.
    request.created_at = timezone.now()
    request.expires_at = request.created_at + LIFETIMES[Purpose(request.purpose)]
    request.save(update_fields=["digest", "created_at", "expires_at"])
    write = write_confirmation if request.purpose == Purpose.CONFIRM else write_own_data
    write(request.email, token, key=f"{request.purpose}:{request.pk}")
