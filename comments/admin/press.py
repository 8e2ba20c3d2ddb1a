"""One press of a moderator: what they had in sight, under which name it is taken back, and what they took last."""

import uuid
from typing import NamedTuple, Self

from django.http import HttpRequest

from comments.models import Comment, Move
from newsportal.converters import key_in

# What a moderator may take back from the queue, one press after the other; the record takes back any.
REMEMBERED = 20
SESSION = "decisions"


class Press(NamedTuple):
    """``batch`` names the press; ``seen`` holds the versions that the page showed, by key."""

    batch: uuid.UUID
    seen: dict[int, int]

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Read what a form of the desk sends along; nonsense counts as nothing."""
        try:
            batch = uuid.UUID(request.POST.get("batch", ""))
        except ValueError:
            batch = uuid.uuid4()
        pairs = (value.split(":") for value in request.POST.getlist("seen") if value.count(":") == 1)
        seen = {key: int(version) for pk, version in pairs if (key := key_in(pk)) and is_number(version)}
        return cls(batch, seen)

    def own(self) -> Self:
        """Return the press under a name that no other has: a page from a browser's past brings an old one along.

        Costs a query.
        """
        is_taken = Move.objects.filter(batch=self.batch).exists()
        return self._replace(batch=uuid.uuid4()) if is_taken else self


def is_number(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < 10


def seen_value(comment: Comment) -> str:
    """Return what a form sends along to say which version of a comment stood beside it."""
    return f"{comment.pk}:{comment.version}"


def remember(request: HttpRequest, batch: uuid.UUID, sentence: str) -> None:
    """Let the account's session take this press back first."""
    taken = [pair for pair in taken_back_next(request) if pair[0] != str(batch)]
    request.session[SESSION] = [*taken, [str(batch), sentence]][-REMEMBERED:]


def drop(request: HttpRequest, batch: uuid.UUID) -> None:
    request.session[SESSION] = [pair for pair in taken_back_next(request) if pair[0] != str(batch)]


def taken_back_next(request: HttpRequest) -> list[list[str]]:
    """Return the presses of this session that may be taken back, the latest last, each with its sentence."""
    return list(request.session.get(SESSION, []))
