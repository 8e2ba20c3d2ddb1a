"""How long the portal knows where a comment came from."""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from comments.models import IS_TRACEABLE, Comment

BATCH = 1_000


def truncate_evidence() -> int:
    """Blur what is known about the senders of older comments, and return how many comments changed.

    After COMMENTS_EVIDENCE_DAYS an IPv4 address keeps 24 bits and an IPv6 address 48; the browser and the network of
    the flood limit go. Works in batches, so that nobody who posts meanwhile waits for long.
    """
    limit = timezone.now() - timedelta(days=settings.COMMENTS_EVIDENCE_DAYS)
    whole = Comment.objects.filter(IS_TRACEABLE, created_at__lt=limit)
    changed = 0
    while batch := list(whole.only("ip_address")[:BATCH]):
        for comment in batch:
            comment.ip_address = truncated(comment.ip_address)
            comment.network = comment.user_agent = ""
        changed += Comment.objects.bulk_update(batch, ["ip_address", "network", "user_agent"])
    return changed


def truncated(address: str | None) -> str | None:
    """Return the first address of the network of 24 (IPv4) or 48 bits (IPv6) in which an address lies."""
    if not address:
        return None
    bits = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False).network_address)
