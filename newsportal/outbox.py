"""Mail as an outbox: a letter is a row of the transaction that it tells about, and the worker sends it later."""

import hashlib
import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from newsportal.models import OutboxMail

logger = logging.getLogger(__name__)

# The second attempt comes after two minutes, each later one after twice as long: about 17 hours in all.
MOST_ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=2)
# One round stays short, so that a worker told to stop stops soon.
ROUND = 20
KEPT_FOR = timedelta(days=30)


def write(
    *,
    key: str,
    recipient: str,
    subject: str,
    text: str,
    html: str = "",
    about: str = "",
    unsubscribe_url: str = "",
    send_after: datetime | None = None,
) -> None:
    """Put a letter into the outbox, in the caller's transaction; a second one with the same key changes nothing.

    ``key`` names the occasion and must hold no address: it is logged. ``about`` is what recall() calls it by.
    ``unsubscribe_url`` goes into the headers of RFC 8058. Costs one query, none without EMAIL_URL.
    """
    if not settings.EMAIL_IS_ON:
        return
    letter = OutboxMail(
        key=key,
        recipient=recipient,
        # A header is one line, whatever a title holds.
        subject=" ".join(subject.split())[:300],
        text=text,
        html=html,
        about=about,
        unsubscribe_url=unsubscribe_url,
        send_after=send_after or timezone.now(),
    )
    OutboxMail.objects.bulk_create([letter], ignore_conflicts=True)


def recall(*about: str) -> int:
    """Drop the unsent letters about these and return how many; one on its way at this moment still arrives."""
    dropped, _ = OutboxMail.objects.filter(about__in=about, sent_at=None).delete()
    return dropped


def recall_keys(*keys: str) -> int:
    """Drop the unsent letters with these keys, likewise."""
    dropped, _ = OutboxMail.objects.filter(key__in=keys, sent_at=None).delete()
    return dropped


def deliver() -> int:
    """Send the letters that are due, a round of twenty at most, and return how many went out.

    A letter that fails waits twice as long each time; after the last attempt it stays, given up, with its error.
    A worker killed between sending and noting it sends that letter again: its Message-ID is the same.
    """
    if not settings.EMAIL_IS_ON:
        return 0
    sent = 0
    for _ in range(ROUND):
        letter = _claim()
        if letter is None:
            break
        try:
            _send(letter)
        except Exception as error:
            _note_failure(letter, error)
            if isinstance(error, (ConnectionError, TimeoutError)):
                # The server itself is away: the other letters need not wait for it one after the other.
                break
        else:
            # What has gone out is not kept: it may quote a reader, and its links are secrets.
            gone = {"subject": "", "text": "", "html": "", "unsubscribe_url": ""}
            OutboxMail.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), last_error="", **gone)
            sent += 1
    return sent


def clear_sent() -> int:
    """Delete letters that were sent or given up over thirty days ago; return how many."""
    before = timezone.now() - KEPT_FOR
    deleted, _ = OutboxMail.objects.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before)).delete()
    return deleted


def _claim() -> OutboxMail | None:
    """Take the letter that has waited longest, and put its next attempt off before this one starts.

    The transaction ends before the mail server is asked: no lock is held while it thinks, and no other worker
    takes the letter meanwhile.
    """
    due = OutboxMail.objects.filter(sent_at=None, given_up_at=None, send_after__lte=timezone.now())
    # Asked once a second: where nothing is due, SQLite's lock for writers stays free.
    if not due.exists():
        return None
    with transaction.atomic():
        letter = due.select_for_update(skip_locked=True).order_by("send_after", "pk").first()
        if letter is None:
            return None
        letter.attempts += 1
        letter.send_after = timezone.now() + FIRST_PAUSE * 2 ** (letter.attempts - 1)
        letter.save(update_fields=["attempts", "send_after"])
    return letter


def _send(letter: OutboxMail) -> None:
    digest = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    # RFC 3834: vacation responders stay silent.
    headers = {"Message-ID": f"<{digest}@{host}>", "Auto-Submitted": "auto-generated"}
    if letter.unsubscribe_url:
        # RFC 8058: mailboxes show a button that posts there.
        headers |= {
            "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.recipient], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def _note_failure(letter: OutboxMail, error: Exception) -> None:
    """Keep the error with the letter; the log gets its kind alone, since a server's answer repeats the address."""
    given_up_at = timezone.now() if letter.attempts >= MOST_ATTEMPTS else None
    OutboxMail.objects.filter(pk=letter.pk).update(
        last_error=f"{type(error).__name__}: {error}"[:300], given_up_at=given_up_at
    )
    logger.warning(
        "Letter %s was not sent, attempt %s of %s: %s",
        letter.key,
        letter.attempts,
        MOST_ATTEMPTS,
        type(error).__name__,
    )
