"""Keeping the index level with the articles, in the transaction that changes them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db import connection, transaction

from articles.body.build import plain_text
from articles.search.models import ALL, SearchDocument, SearchWord, stem_key, stretch_key, title_key
from newsportal.arabic.words import stems
from newsportal.bulk import insert

if TYPE_CHECKING:
    # An article indexes itself when it is saved, so this module cannot import it when the program runs.
    from articles.models.article import Article

# A longer text is searched by its beginning: a database's row has an end too.
MOST_WORDS = 20_000
BATCH = 5_000
COLUMNS = ("article_id", "title", "body", "length", "keys")
# Adds to the numbers of each stem; a word that nothing holds any more keeps its row, with zeros.
UPSERT = (
    "INSERT INTO {0} AS word (stem, documents, occurrences) {1} ON CONFLICT (stem) DO UPDATE SET "
    "documents = word.documents + excluded.documents, occurrences = word.occurrences + excluded.occurrences"
)


def document_of(article: "Article") -> SearchDocument:
    """Return an unsaved document: the stems of the title, and those of standfirst and text together."""
    body = stems(f"{article.standfirst}\n{plain_text(article.body_html)}")
    return make_document(article.pk, stems(article.title), body[:MOST_WORDS])


def make_document(pk: int, title: list[str], body: list[str]) -> SearchDocument:
    """Return the unsaved document of the article with this key, from its stems."""
    keys = None
    if connection.vendor == "postgresql":
        words = {*map(stem_key, {*title, *body}), *map(title_key, title)}
        keys = sorted({*words, stretch_key(pk)})
    return SearchDocument(
        article_id=pk, title=" ".join(title), body=" ".join(body), length=len(title) + len(body), keys=keys
    )


def index(articles: "Iterable[Article]") -> int:
    """Bring the index level with articles; return how many of them had changed.

    Call it in the transaction that saved or locked their rows: it adds to numbers what differs from before.
    """
    return write([document_of(article) for article in articles])


def write(documents: Sequence[SearchDocument]) -> int:
    """Store the documents that differ from what is stored, and return how many did.

    Reads the present ones in one query; where some differ, writes them in one, and the words that they hold more or
    less often in another.
    """
    with transaction.atomic(savepoint=False):
        present = SearchDocument.objects.in_bulk([document.pk for document in documents])
        changed = [document for document in documents if _differs(present.get(document.pk), document)]
        if changed:
            SearchDocument.objects.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["article"],
                update_fields=["title", "body", "length", "keys"],
            )
            _count(gone=[present[new.pk] for new in changed if new.pk in present], come=changed)
    return len(changed)


def add(documents: Sequence[SearchDocument]) -> None:
    """Store the documents of articles that were never stored before, in the transaction that stores those."""
    insert(SearchDocument, COLUMNS, map(attrgetter(*COLUMNS), documents))
    _count(gone=[], come=documents)


def remove(pks: Sequence[int]) -> None:
    """Take articles out of the index, in the transaction that deletes them."""
    documents = list(SearchDocument.objects.filter(pk__in=pks))
    if documents:
        SearchDocument.objects.filter(pk__in=[document.pk for document in documents]).delete()
        _count(gone=documents, come=[])


def recount() -> None:
    """Count the words of all documents anew, from the documents alone; whoever saves an article waits meanwhile."""
    with transaction.atomic():
        # Every change of the index locks this row first: the empty word sorts before all others.
        list(SearchWord.objects.select_for_update().filter(stem=ALL))
        documents, occurrences = _totals(SearchDocument.objects.only("title", "body", "length").iterator(BATCH))
        SearchWord.objects.all().delete()
        rows = (SearchWord(stem=stem, documents=n, occurrences=occurrences[stem]) for stem, n in documents.items())
        SearchWord.objects.bulk_create(rows, batch_size=BATCH)


def _differs(old: SearchDocument | None, new: SearchDocument) -> bool:
    return old is None or (old.title, old.body, old.keys) != (new.title, new.body, new.keys)


def _count(*, gone: Sequence[SearchDocument], come: Sequence[SearchDocument]) -> None:
    """Count in the word table what has changed; the order of the stems keeps two transactions from a deadlock."""
    documents, occurrences = _totals(come)
    fewer_documents, fewer_occurrences = _totals(gone)
    documents.subtract(fewer_documents)
    occurrences.subtract(fewer_occurrences)
    # The row of all is among them, changed or not: recount() keeps others out by it.
    moved = [
        (stem, number, occurrences[stem])
        for stem, number in sorted(documents.items())
        if number or occurrences[stem] or stem == ALL
    ]
    table = connection.ops.quote_name(SearchWord._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Three long values are read faster than thousands of short ones.
            columns = [list(column) for column in zip(*moved, strict=True)] or [[], [], []]
            cursor.execute(
                UPSERT.format(table, "SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[])"), columns
            )
        else:
            cursor.executemany(UPSERT.format(table, "VALUES (%s, %s, %s)"), moved)


def _totals(documents: Iterable[SearchDocument]) -> tuple[Counter[str], Counter[str]]:
    """Return for each stem how many documents hold it, and how often; those of all stems stand under ``ALL``."""
    holding: Counter[str] = Counter()
    occurring: Counter[str] = Counter()
    for document in documents:
        words = f"{document.title} {document.body}".split()
        holding.update({*words, ALL})
        occurring.update(words)
        occurring[ALL] += document.length
    return holding, occurring
