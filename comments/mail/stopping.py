"""Stopping letters at one click."""

from django.db import transaction

from comments.models import Comment
from newsportal.models import OutboxMail


def stop_letters(email: str) -> None:
    """Send no more letters about comments to an address, those that lie in the outbox neither."""
    with transaction.atomic():
        Comment.objects.filter(email=email).update(wants_decision=False, wants_answers=False)
        OutboxMail.objects.filter(recipient=email, sent_at=None).exclude(unsubscribe_url="").delete()
