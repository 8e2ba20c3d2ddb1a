"""Stopping letters at one click."""

from django.db import transaction

from comments.models import Comment, ConfirmedAddress, ReaderCorrection
from newsportal.models import OutboxMail


def stop_letters(email: str) -> None:
    """Send no more letters about comments to an address, those that lie in the outbox neither.

    Whoever wants some again confirms the address anew.
    """
    with transaction.atomic():
        ConfirmedAddress.objects.filter(email=email).delete()
        Comment.objects.filter(email=email).update(wants_decision=False, wants_answers=False)
        ReaderCorrection.objects.filter(email=email).update(wants_answer=False)
        OutboxMail.objects.filter(recipient=email, sent_at=None).exclude(unsubscribe_url="").delete()
