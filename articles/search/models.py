"""What search keeps: the stems of each article, the words of all of them, and each database's own index."""

import zlib
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import FieldGetDbPrepValueMixin, PostgresOperatorLookup
from django.utils.translation import gettext_lazy as _

from newsportal.arabic.words import LONGEST
from newsportal.fields import ByteOrderedField

# The row of the word table that speaks of all documents; no token is empty.
ALL = ""


class KeysField(models.Field):  # type: ignore[type-arg]  # because only the stubs' Field takes types
    """PostgreSQL's index of a document: whole numbers, which its GIN index builds twice as fast as words.

    SQLite, whose index is the virtual table of migration 0004, keeps nothing here.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "integer[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: list[int] | None, connection: Any, prepared: bool = False) -> Any:
        if value is None or connection.vendor != "postgresql":
            return None
        # PostgreSQL's own notation: the driver takes a list apart number by number.
        return f"{{{','.join(map(str, value))}}}"


class KeysLookup(FieldGetDbPrepValueMixin, PostgresOperatorLookup):
    """An operator of PostgreSQL's arrays, on the expression that the index holds."""

    def process_lhs(self, compiler: Any, connection: Any, lhs: Any = None) -> tuple[str, Any]:
        left, values = super().process_lhs(compiler, connection, lhs)
        return f"articles_search_keys({left})", values


@KeysField.register_lookup
class HasAll(KeysLookup):
    lookup_name = "has_all"
    postgres_operator = "@>"


@KeysField.register_lookup
class HasAny(KeysLookup):
    lookup_name = "has_any"
    postgres_operator = "&&"


class SearchDocument(models.Model):
    """An article as search compares it. Triggers carry each change of a row into SQLite's full-text table."""

    # Articles take themselves out of the index before they go: a cascade would forget to count their words, and name
    # the document on the page on which an editor confirms.
    article = models.OneToOneField(
        "articles.Article",
        models.DO_NOTHING,
        verbose_name=_("article"),
        primary_key=True,
        related_name="search_document",
    )
    title = models.TextField(_("stems of the title"))
    body = models.TextField(_("stems of the text"))
    length = models.PositiveIntegerField(_("words"))
    keys = KeysField(_("keys"), null=True)

    class Meta:
        # Nobody edits what an article's own words say.
        default_permissions = ()
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self) -> str:
        return str(self.title)


class SearchWord(models.Model):
    """A stem with the number of documents that hold it, and of times that it stands in all of them."""

    stem = ByteOrderedField(_("stem"), max_length=LONGEST, primary_key=True)
    # No constraint holds them positive: an upsert would check the change that it adds as if it were the sum.
    documents = models.BigIntegerField(_("documents"))
    occurrences = models.BigIntegerField(_("occurrences"))

    class Meta:
        default_permissions = ()
        verbose_name = _("search word")
        verbose_name_plural = _("search words")

    def __str__(self) -> str:
        return str(self.stem)


# How PostgreSQL's index names things: 31 bits of a checksum for a stem, another one for a stem of the title, and a
# negative number for the stretch of articles in which a document lies. Two stems that share a number cost a reading.
STRETCH = 10_000


@lru_cache(maxsize=100_000)
def stem_key(stem: str) -> int:
    return zlib.crc32(stem.encode()) >> 1


def title_key(stem: str) -> int:
    return zlib.crc32(f"title:{stem}".encode()) >> 1


def stretch_key(pk: int) -> int:
    return -(pk // STRETCH) - 1
