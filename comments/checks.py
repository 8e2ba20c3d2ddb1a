"""What ``check --deploy`` finds out from the comments themselves."""

import ipaddress
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from comments.models import Comment

LOOKED_AT = 50


@checks.register(checks.Tags.security, deploy=True)
def check_client_addresses(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where all readers seem to sit in our own network: a proxy stands between, and nobody trusts its word."""
    recent = Comment.objects.exclude(ip_address=None).order_by("-pk").values_list("ip_address", flat=True)
    try:
        # On PostgreSQL an error would otherwise spoil a transaction of the caller.
        with transaction.atomic():
            addresses = {address for address in recent[:LOOKED_AT] if address}
    except (DatabaseError, ImproperlyConfigured):
        # Checks also run before the first migration, and where no database is reachable.
        return []
    if len(addresses) != 1 or not ipaddress.ip_address(addresses.pop()).is_private:
        return []
    return [
        checks.Warning(
            "Every recent comment came from one private address.",
            hint="Set TRUSTED_PROXIES to the networks of your proxies; until then all readers share one flood limit.",
            id="comments.W001",
        )
    ]


@checks.register()
def check_trust(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where readers are to be trusted by a letter that nobody can send."""
    if not settings.COMMENTS_TRUST_AFTER or settings.EMAIL_IS_ON:
        return []
    return [
        checks.Warning(
            "COMMENTS_TRUST_AFTER does nothing without EMAIL_URL.",
            hint="Set EMAIL_URL: readers publish by the button in a letter.",
            id="comments.W002",
        )
    ]
