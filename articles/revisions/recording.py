"""Writing a revision with each save, in the transaction of the save."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Article, Revision
from articles.revisions.snapshot import changes, snapshot, stored


def record(
    article: Article, *, by: User | None, kind: str = Revision.Kind.EDIT, restores: int | None = None
) -> Revision:
    """Write the revision of what is stored now, raise the version of the row and of ``article``, and return it.

    Where nothing differs from the latest revision, that one is returned and no other is written. The row is locked:
    two saves at once get two numbers. Costs eight queries.
    """
    with transaction.atomic():
        row = stored(article.pk)
        article.version = row.version + 1
        Article.objects.filter(pk=row.pk).update(version=article.version)
        last, fields = latest(row), snapshot(row)
        changed = changes(last.fields if last else None, fields)
        if last and not changed["names"]:
            return last
        return _write(row, last, fields, changed, by=by, kind=kind, restores=restores)


def keep_what_stands(article: Article) -> None:
    """Write a revision of the stored row where none holds it: of a story from before, or changed by another way.

    Call it before a save that changes the row, in its transaction: it also brings ``article.version`` level with the
    row, whose lock it takes.
    """
    with transaction.atomic():
        row = stored(article.pk)
        article.version = row.version
        last, fields = latest(row), snapshot(row)
        changed = changes(last.fields if last else None, fields)
        if last is None or changed["names"]:
            _write(row, last, fields, changed, by=None, kind=Revision.Kind.STOOD, made_at=row.saved_at)


def latest(article: Article) -> Revision | None:
    return Revision.objects.filter(article=article.pk).order_by("-number").first()


def _write(
    row: Article, last: Revision | None, fields: dict[str, Any], changed: dict[str, Any], **values: Any
) -> Revision:
    number = last.number + 1 if last else 1
    return Revision.objects.create(article_id=row.pk, number=number, fields=fields, changed=changed, **values)
