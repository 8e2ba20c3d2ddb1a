"""What an account has typed into the form of an article and not saved, kept beside the article and never in it."""

import re
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from articles.body.build import count_words
from articles.editing.models import WorkingCopy
from articles.models import Article

# Of all fields of one form together, in characters; a longer text stays in its browser.
MOST_CHARACTERS = 2_000_000
# What PostgreSQL takes into no JSON: NUL and halves of characters.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Fields = Mapping[str, list[str]]


class CopyTooLargeError(ValueError):
    """The fields are longer than ``MOST_CHARACTERS`` together."""


def typed_fields(posted: Iterable[tuple[str, list[str]]], *, without: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return what a person typed of a POST: its fields without buttons, which begin with an underscore, and token."""
    left_out = {"csrfmiddlewaretoken", *without}
    return {
        name: [UNSTORABLE.sub("", value) for value in values]
        for name, values in posted
        if name not in left_out and not name.startswith("_")
    }


def keep(user: User, article: Article | None, fields: Fields, version: int) -> WorkingCopy:
    """Store what ``user`` typed at this version of the article, in place of what was kept before, and return it.

    None stands for a story that was never saved. Neither the article nor anything that readers see is touched.
    Raises CopyTooLargeError.
    """
    if sum(len(text) for name, values in fields.items() for text in (name, *values)) > MOST_CHARACTERS:
        raise CopyTooLargeError
    with transaction.atomic():
        values = {"fields": dict(fields), "version": version, "saved_at": timezone.now()}
        return WorkingCopy.objects.update_or_create(user=user, article=article, defaults=values)[0]


def discard(user: User, article: Article | None) -> None:
    """Forget what ``user`` typed and did not save."""
    WorkingCopy.objects.filter(user=user, article=article).delete()


def copy_of(user: User, article: Article | None) -> WorkingCopy | None:
    """Return what is kept for ``user``, in one query."""
    return WorkingCopy.objects.filter(user=user, article=article).first()


def as_posted(fields: Fields) -> QueryDict:
    """Return the fields as a form reads them."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def words_in(fields: Fields) -> int:
    """Return how many words stand in the text of the story."""
    return count_words(" ".join(fields.get("body", [])))
