"""What only holders of ``comments.view_private_email`` may see, search or filter by."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest

from newsportal.desk import DeskAdmin

PRIVATE = frozenset({"email", "ip_address", "network", "user_agent"})
# Nobody looks these up: a digest of a known text or token would confirm a guess.
SECRET = frozenset({"folded", "status_digest"})

DOTS = "•••"


class UnnamedAdmin(DeskAdmin):
    """What the newsroom's log says of these rows names nobody: no erasure would reach it afterwards."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._unnamed([obj], super().log_addition(request, obj, message))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._unnamed([obj], super().log_change(request, obj, message))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        rows = list(queryset)
        return self._unnamed(rows, super().log_deletions(request, queryset))

    def _unnamed(self, rows: Iterable[Model], logged: Any) -> Any:
        entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(self.model))
        entries.filter(object_id__in=[str(row.pk) for row in rows]).update(object_repr="")
        return logged


def sees_private(request: HttpRequest) -> bool:
    return request.user.has_perm("comments.view_private_email")


def may_look_up(request: HttpRequest, lookup: str) -> bool:
    """Return whether an account may ask for a lookup such as ``parent__email__startswith``."""
    names = set(lookup.split("__"))
    return not names & SECRET and (sees_private(request) or not names & PRIVATE)


def mask_email(email: str) -> str:
    """Return ``m•••@e•••.com`` for an address: enough to tell two people apart on a screen, and no more.

    What the newsroom wrote has none, and nothing stands for it.
    """
    if not email:
        return ""
    name, _, domain = email.rpartition("@")
    host, _, ending = domain.rpartition(".")
    return f"{name[:1]}{DOTS}@{host[:1]}{DOTS}.{ending}"
