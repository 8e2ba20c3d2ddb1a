"""How long the portal knows where a comment, or a reader's correction, came from."""

import ipaddress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from comments.models import IS_TRACEABLE, Comment, ReaderCorrection

BATCH = 1_000


def truncate_evidence() -> int:
    """Blur what is known about the senders of older comments and corrections, and return how many rows changed.

    After COMMENTS_EVIDENCE_DAYS an IPv4 address keeps 24 bits and an IPv6 address 48; the browser and the network of
    the flood limit go. What is kept for the law stays whole until it is released. Works in batches, so that nobody
    who posts meanwhile waits for long.
    """
    limit = timezone.now() - timedelta(days=settings.COMMENTS_EVIDENCE_DAYS)
    older = Comment.objects.filter(IS_TRACEABLE, created_at__lt=limit, legal_hold=False)
    return _blur(older) + _blur(ReaderCorrection.objects.filter(IS_TRACEABLE, created_at__lt=limit))


def _blur(rows: QuerySet[Any]) -> int:
    whole = rows.order_by("created_at", "pk")
    changed = 0
    while True:
        with transaction.atomic():
            # Locked, so that nobody puts a comment under a hold meanwhile. What is locked by others waits for the
            # next day, and they need not wait for this.
            free = whole.select_for_update(no_key=True, skip_locked=True)
            batch = list(free.only("created_at", "ip_address")[:BATCH])
            if not batch:
                return changed
            for row in batch:
                row.ip_address = truncated(row.ip_address)
                row.network = row.user_agent = ""
            changed += rows.model.objects.bulk_update(batch, ["ip_address", "network", "user_agent"])
            # What is held stands in the same index: it is passed once, and not once more for each batch.
            whole = whole.filter(created_at__gte=batch[-1].created_at)


def truncated(address: str | None) -> str | None:
    """Return the first address of the network of 24 (IPv4) or 48 bits (IPv6) in which an address lies."""
    if not address:
        return None
    bits = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False).network_address)
