"""What a revision holds of an article, and which of it differs between two revisions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst

from articles.models import Article, RelatedPick
from articles.revisions.difference import Change, changed_words, diff_blocks
from articles.revisions.words import blocks_of

# Named as the model has them, in the order in which a person reads of their changes.
WORDS = ("title", "standfirst", "body")
LINES = ("dateline", "source_address", "sponsor")
ROWS = ("section", "source", "lead_picture")
LISTS = ("authors", "tags", "related")
# Told, and never brought back: its kind, the address and the switch of the comments are no words of the story.
TOLD = ("kind", "slug", "comments_open")
NAMES = (*WORDS, *ROWS, *LISTS, *LINES, *TOLD)

Fields = Mapping[str, Any]


def stored(pk: int) -> Article:
    """Return the row as it is stored, locked until the transaction ends.

    Raises Article.DoesNotExist where it is gone.
    """
    rows = Article.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("section", "source", "lead_picture").get(pk=pk)


def snapshot(article: Article) -> dict[str, Any]:
    """Return what a revision keeps of a row that ``stored()`` returned; costs three queries."""
    lists = {
        "authors": [byline.author for byline in article.bylines.select_related("author")],
        "tags": [tagging.tag for tagging in article.taggings.select_related("tag").order_by("pk")],
        "related": [pick.picked for pick in picks_of(article)],
    }
    return {
        **{name: getattr(article, name) for name in (*WORDS, *LINES, *TOLD)},
        **{name: named(getattr(article, name)) for name in ROWS},
        **{name: [*map(named, rows)] for name, rows in lists.items()},
    }


def picks_of(article: Article) -> Iterable[RelatedPick]:
    return article.picks.select_related("picked").defer("picked__body", "picked__body_html")


def named(row: Any) -> dict[str, Any] | None:
    """Return the key of a row, and its name of now: the row may be gone by the time that somebody asks."""
    return None if row is None else {"key": row.pk, "name": str(row)}


def label(name: str) -> str:
    """Return how the form calls a field."""
    return str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # because all are fields


def differing(before: Fields, after: Fields) -> list[str]:
    """Return the names of the fields that differ; a row that was only renamed is the same."""
    return [name for name in NAMES if _compared(before.get(name)) != _compared(after.get(name))]


def body_changes(before: Fields, after: Fields) -> list[Change]:
    """Return how the text differs, block by block."""
    return diff_blocks(blocks_of(before.get("body", "")), blocks_of(after.get("body", "")))


def changes(before: Fields | None, after: Fields) -> dict[str, Any]:
    """Return what ``Revision.changed`` holds: the names of what differs, and the number of words of the text."""
    names = [] if before is None else differing(before, after)
    words = changed_words(body_changes(before, after)) if before is not None and "body" in names else 0
    return {"names": names, "words": words}


def labels(names: Iterable[str]) -> list[str]:
    return [capfirst(label(name)) for name in names]


def _compared(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get("key")
    return [_compared(each) for each in value] if isinstance(value, list) else value
