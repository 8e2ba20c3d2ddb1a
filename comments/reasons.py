"""Why a comment waits for a moderator beyond the usual, as codes that are stored and words that are shown."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    TRAP = "trap", _("Hidden field filled in")
    ORIGIN = "origin", _("Unknown origin")


def join(reasons: Iterable[str]) -> str:
    """Return the codes as one column keeps them."""
    return ",".join(reasons)


def labels(stored: str) -> list[str]:
    """Return the reasons in the reader's language; a code that is no longer known stands for itself."""
    known = dict(Reason.choices)
    return [str(known.get(code, code)) for code in stored.split(",") if code]
