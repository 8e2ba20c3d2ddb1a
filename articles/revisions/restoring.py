"""Bringing back what an article said once; never its status, its times or its address."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from articles.body.build import picture_ids
from articles.listing import UNSEEN
from articles.models import Article, Author, Byline, Picture, RelatedPick, Revision, Section, Source, Tag
from articles.permissions import may_change
from articles.revisions.recording import keep_what_stands, record
from articles.revisions.snapshot import LINES, LISTS, ROWS, Fields, stored
from articles.workflow import gate
from articles.workflow.moving import NotMovedError

MODELS: dict[str, type[models.Model]] = {
    "section": Section,
    "source": Source,
    "lead_picture": Picture,
    "authors": Author,
    "tags": Tag,
    "related": Article,
    "body": Picture,
}


class Missing(NamedTuple):
    """A row that a revision names and that is no longer there; of a picture in the text only the key is known."""

    field: str
    name: str


class Restored(NamedTuple):
    revision: Revision
    missing: list[Missing]


def restore(article: Article, number: int, *, by: User) -> Restored:
    """Bring back the words and rows of a revision as a new revision, and return it with what could not come back.

    What stands now is kept as a revision before. It is saved as the form saves it: sanitised, built anew, and shown
    on the next request. Raises PermissionDenied for those who may not change the article as it is stored,
    Revision.DoesNotExist where it has no such revision, and NotMovedError where a story that is ready or published
    would lose what the gate asks for.
    """
    with transaction.atomic():
        row = stored(article.pk)
        if not may_change(by, row):
            raise PermissionDenied
        revision = Revision.objects.get(article=row.pk, number=number)
        keep_what_stands(row)
        lacked = gate.missing(row)
        known = _known(revision.fields)
        _bring_words_back(row, revision.fields, known)
        row.save()
        lacking = [what for what in gate.missing(row) if what not in lacked]
        if lacking and row.status in gate.FINISHED:
            raise NotMovedError(missing=lacking)
        _bring_lines_back(row, revision.fields, known)
        written = record(row, by=by, kind=Revision.Kind.RESTORED, restores=number)
        return Restored(written, _missing(revision.fields, known))


def missing(revision: Revision) -> list[Missing]:
    """Return what of a revision can no longer be brought back; costs a query for each kind of row."""
    return _missing(revision.fields, _known(revision.fields))


def _named(fields: Fields) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that a revision names, by field."""
    rows = {name: [fields[name]] for name in ROWS if fields.get(name)}
    pictures = [{"key": key, "name": str(key)} for key in picture_ids(fields.get("body", ""))]
    return {**rows, **{name: fields.get(name, []) for name in LISTS}, "body": pictures}


def _known(fields: Fields) -> dict[str, set[int]]:
    """Return the keys of those of them that are still there."""
    known = {}
    for name, rows in _named(fields).items():
        keys = [row["key"] for row in rows]
        there = MODELS[name]._default_manager.filter(pk__in=keys)
        known[name] = {*there.values_list("pk", flat=True)} if keys else set()
    return known


def _missing(fields: Fields, known: dict[str, set[int]]) -> list[Missing]:
    return [
        Missing(name, row["name"])
        for name, rows in _named(fields).items()
        for row in rows
        if row["key"] not in known[name]
    ]


def _bring_words_back(article: Article, fields: Fields, known: dict[str, set[int]]) -> None:
    # An address that nobody has read and nobody typed goes on following the title.
    follows = article.status in UNSEEN and article.slug == Article.slug_for(article.title)
    for name in ("title", "standfirst", "body", *LINES):
        setattr(article, name, fields.get(name, getattr(article, name)))
    if follows:
        article.slug = Article.slug_for(article.title)
    for name in ROWS:
        row = fields.get(name)
        if row and row["key"] in known[name]:
            setattr(article, f"{name}_id", row["key"])
        elif row is None and name != "section":
            setattr(article, f"{name}_id", None)


def _bring_lines_back(article: Article, fields: Fields, known: dict[str, set[int]]) -> None:
    """Bring bylines, tags and picks level with a revision; what stands as it did is not touched."""
    wanted = {name: [row["key"] for row in fields.get(name, []) if row["key"] in known[name]] for name in LISTS}
    article.tags.set(wanted["tags"])
    _place(article, Byline, "author_id", wanted["authors"])
    _place(article, RelatedPick, "picked_id", [key for key in wanted["related"] if key != article.pk])


def _place(article: Article, model: Any, column: str, keys: Sequence[int]) -> None:
    """Give an article one row for each key, in this order."""
    rows = {getattr(row, column): row for row in model.objects.filter(article=article)}
    model.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in keys]).delete()
    for position, key in enumerate(keys):
        row = rows.get(key) or model(article=article, **{column: key})
        if row.pk is None or row.position != position:
            row.position = position
            row.save()
