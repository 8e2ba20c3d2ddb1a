"""What only holders of ``comments.view_private_email`` may see, search or filter by."""

from django.http import HttpRequest

PRIVATE = frozenset({"email", "ip_address", "network", "user_agent"})
# Nobody looks these up: a digest of a known text or token would confirm a guess.
SECRET = frozenset({"folded", "status_digest"})

DOTS = "•••"


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
