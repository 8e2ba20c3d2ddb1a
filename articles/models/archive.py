"""The articles as rows: ``published()``, the one gate between the newsroom and the readers, and changes of many."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.listing import ARCHIVED, PUBLISHED, WITHDRAWN, Place, is_published, is_published_of, list_anew
from articles.models.line import Byline, Tagging
from articles.search import index as search
from articles.share.files import remove_files_on_commit
from newsportal import generations

if TYPE_CHECKING:
    # The model is made with this queryset.
    from articles.models.article import Article


def in_one_of(stretches: "Sequence[models.QuerySet[Any, Any]]") -> Q:
    """Return the condition that one of some sliced querysets gives an article's key; there is at least one.

    Joined by OR, these would have databases try each article of the archive. Each is compiled by itself: as parts of
    one query Django would name the tables of each anew, which took longer than all the rest of a page.
    """
    compiled = [stretch.query.get_compiler(stretch.db).as_sql() for stretch in stretches]
    # In parentheses of its own, since SQLite takes no part of a union that has a limit.
    parts = [f"SELECT * FROM ({sql}) AS part" for sql, _ in compiled]  # noqa: S608 - Django's own
    values = [value for _, own in compiled for value in own]
    return Q(pk__in=RawSQL(" UNION ALL ".join(parts), values))  # noqa: S611 - Django's own


class ArticleQuerySet(models.QuerySet["Article"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows, and move the generation of every page that may offer one of them."""
        with transaction.atomic():
            rows = list(self.values_list("pk", "share_key"))
            pks = [pk for pk, _ in rows]
            self.model.objects.filter(pk__in=pks).lock()
            remove_files_on_commit(key for _, key in rows)
            search.remove(pks)
            generations.advance("lists", "site", *map(generations.article, pks))
            return super().delete()

    def update(self, **values: Any) -> int:
        """Change the rows, and list them anew where that changes when lists show them."""
        if not {"status", "published_at"} & values.keys():
            return super().update(**values)
        with transaction.atomic():
            pks = list(self.values_list("pk", flat=True))
            changed = super().update(**values)
            for lines in (Byline, Tagging):
                list_anew(lines, pks)
        return changed

    def published(self, before: Place | None = None) -> Self:
        """Return what a reader may see at this moment; no public page reads articles in another way.

        Where a place in a list is given, return what comes after it.
        """
        return self.filter(is_published(before))

    def listed(self, before: Place | None = None) -> Self:
        """Return what home, lists and feeds show: the published ones that are not archived."""
        return self.filter(is_published(before, statuses=[PUBLISHED]))

    def listed_of(self, keys: Collection[int]) -> Self:
        """Return the stories with these keys that home, lists and feeds show, whatever the size of the archive."""
        return self.filter(is_published_of(keys, statuses=[PUBLISHED]))

    def published_of(self, keys: Collection[int]) -> Self:
        """Return the stories with these keys that a reader may see, whatever the size of the archive."""
        return self.filter(is_published_of(keys))

    def known(self) -> Self:
        """Return what readers have read, or may have, and what was not withdrawn: it can be archived or withdrawn."""
        return self.filter(status__in=[PUBLISHED, ARCHIVED], published_at__lte=timezone.now())

    def gone(self) -> Self:
        """Return what once stood at its address and was taken down: answered by 410."""
        return self.filter(
            Q(status=WITHDRAWN)
            | Q(
                status__in=[PUBLISHED, ARCHIVED],
                published_at__lte=timezone.now(),
                unpublished_at__lte=timezone.now(),
            )
        )

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def newest(self, number: int, *, with_text: bool = False) -> "list[Article]":
        """Return so many, newest first, with what a card shows and maybe their text, in one query."""
        return list((self.for_results() if with_text else self.for_cards()).newest_first()[:number])

    def for_cards(self) -> Self:
        """Return the rows with what a card shows, in one query, without their texts."""
        return self.for_results().defer("body", "body_html")

    def for_results(self) -> Self:
        """Return the rows with what a card shows, and with the text that readers get."""
        return self.select_related("section", "lead_picture").defer("body")

    def among(self, stretches: "Sequence[models.QuerySet[Any, Any]]") -> Self:
        """Return those whose keys one of some sliced querysets gives; there is at least one."""
        return self.filter(in_one_of(stretches))

    def lock(self) -> None:
        """Make other changes to these articles wait until the transaction ends.

        All lock in one order: articles, then words of the search, then generations.
        """
        list(self.select_for_update().order_by("pk").values_list("pk"))
