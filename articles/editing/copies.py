"""What an account has typed into the form of an article and not saved, kept beside the article and never in it."""

import re
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.body.build import count_words
from articles.editing.models import WorkingCopy
from articles.models import Article

# Of all fields of one form together, in characters; a longer text stays in its browser.
MOST_CHARACTERS = 2_000_000
# The field by which forms of new stories differ, which windows side by side have.
FORM_KEY = "form_key"
FORM_KEY_LENGTH = WorkingCopy._meta.get_field("form_key").max_length
# Of one account; what was typed longest ago makes room.
MOST_NEW_STORIES = 20
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
    form_key = "" if article else form_key_of(fields)
    with transaction.atomic():
        values = {"fields": dict(fields), "version": version, "saved_at": timezone.now()}
        copy, is_new = WorkingCopy.objects.update_or_create(
            user=user, article=article, form_key=form_key, defaults=values
        )
        if is_new and article is None:
            latest = WorkingCopy.objects.filter(user=user, article=None).order_by("-saved_at", "-pk")
            WorkingCopy.objects.filter(pk__in=[*latest.values_list("pk", flat=True)[MOST_NEW_STORIES:]]).delete()
    return copy


def form_key_of(fields: Fields) -> str:
    return (fields.get(FORM_KEY) or [""])[0][:FORM_KEY_LENGTH]


def copies_of(user: User, article: Article | None, form_key: str = "") -> "QuerySet[WorkingCopy]":
    """Return what is kept for ``user``, the latest first: of a new story all forms, or the one that is named."""
    copies = WorkingCopy.objects.filter(user=user, article=article).order_by("-saved_at", "-pk")
    return copies.filter(form_key=form_key) if form_key and article is None else copies


def as_posted(fields: Fields) -> QueryDict:
    """Return the fields as a form reads them."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def words_in(fields: Fields) -> int:
    """Return how many words stand in the text of the story."""
    return count_words(" ".join(fields.get("body", [])))
