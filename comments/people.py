"""What moderators decide about readers: whose name is kept, and how long a restriction is remembered."""

from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from comments.models import Comment, Regular, Restriction
from comments.rules.people import is_of_newsroom
from newsportal import generations
from newsportal.arabic.likeness import key_of

# A moderator may still see who was restricted a month ago, and why.
REMEMBERED = timedelta(days=30)


class Names(NamedTuple):
    """Names that are kept from now on, those that are kept for another address, and those of the newsroom."""

    kept: list[str]
    taken: list[str]
    ours: list[str]


def keep_names(comments: QuerySet[Comment], *, by: User) -> Names:
    """Keep the names of approved comments by readers, each for its comment's e-mail address; the oldest comes first.

    Names without a letter, which nothing could be compared with, and names kept for the same address stay as they
    are. Reads all known readers.
    """
    of_readers = comments.filter(status=Comment.Status.APPROVED, is_staff=False, author=None).exclude(email="")
    signed = dict.fromkeys(of_readers.order_by("created_at", "pk").values_list("name", "email"))
    names = Names([], [], [])
    with transaction.atomic():
        # Waits for others who keep names.
        generations.advance("people")
        owners = dict(Regular.objects.values_list("skeleton", "email"))
        new = []
        for name, email in signed:
            key = key_of(name)
            if is_of_newsroom(name):
                names.ours.append(name)
            elif key and key not in owners:
                owners[key] = email
                names.kept.append(name)
                new.append(Regular(name=name, skeleton=key, email=email, by=by))
            elif key and owners[key] != email:
                names.taken.append(name)
        Regular.objects.bulk_create(new)
    return names


def clear_restrictions() -> int:
    """Delete the restrictions that ended thirty days ago; return how many."""
    return Restriction.objects.ended(timezone.now() - REMEMBERED).delete()[0]
