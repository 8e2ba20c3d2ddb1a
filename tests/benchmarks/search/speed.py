"""How long a search takes in an archive of a hundred thousand stories, or a million, and how fast it is built."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article, SearchDocument, Section
from articles.search.begun import suggestions
from articles.search.find import find
from articles.search.index import document_of, make_document, write
from articles.search.query import parse
from tests.benchmarks.search.corpus import Corpus
from tests.benchmarks.search.sets import slip

BATCH = 10_000
ADDED = 2_000
ANALYSED = 2_000
QUERIES = 300
PAGES = 60

Row = dict[str, str | float]
Story = tuple[list[str], list[str]]


# An index that is built over all documents at once, as after a restored copy.
DROP = {"sqlite": [], "postgresql": ["DROP INDEX articles_searchdocument_keys"]}
BUILD = {
    "sqlite": ["INSERT INTO articles_fulltext(articles_fulltext) VALUES ('rebuild')"],
    "postgresql": [
        "SET maintenance_work_mem = '512MB'",
        "CREATE INDEX articles_searchdocument_keys ON articles_searchdocument USING gin (articles_search_keys(keys))",
    ],
}
TIDY = {"sqlite": ["ANALYZE"], "postgresql": ["VACUUM ANALYZE"]}


def execute(statements: list[str]) -> float:
    """Execute the statements and return the seconds that they took."""
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return time.perf_counter() - begun


def build(corpus: Corpus, number: int) -> Iterator[Row]:
    """Store so many published stories; yield the rates of an index that is built anew, and of one that serves."""
    execute(DROP[connection.vendor])
    section = Section.objects.create(name="speed")
    for batch in batches(corpus, number):
        write(stored(batch, section))
    yield {"what": "index built anew, articles a second", "median": number / execute(BUILD[connection.vendor])}
    (more,) = batches(corpus, ADDED)
    documents = stored(more, section)
    begun = time.perf_counter()
    write(documents)
    yield {"what": "indexed as they come, articles a second", "median": ADDED / (time.perf_counter() - begun)}
    execute(TIDY[connection.vendor])


def batches(corpus: Corpus, number: int) -> Iterator[list[Story]]:
    stories = corpus.stories(number)
    while batch := list(islice(stories, BATCH)):
        yield batch


def stored(stories: list[Story], section: Section) -> list[SearchDocument]:
    """Store stories as articles that were published one after another, and return their documents unsaved."""
    start = timezone.now() - timedelta(days=1)
    articles = Article.objects.bulk_create(
        Article(
            title=" ".join(title),
            slug="story",
            body_html=f"<p>{' '.join(body)}</p>",
            section=section,
            status=Article.Status.PUBLISHED,
            published_at=start + timedelta(milliseconds=place),
        )
        for place, (title, body) in enumerate(stories)
    )
    return [make_document(article.pk, *story) for article, story in zip(articles, stories, strict=True)]


def analysis(corpus: Corpus) -> Row:
    """Return how many stories of 350 words a process analyses in a second, HTML and all."""
    articles = [
        Article(pk=place, title=" ".join(title), body_html=f"<p>{' '.join(body)}</p>")
        for place, (title, body) in enumerate(corpus.stories(ANALYSED), 1)
    ]
    begun = time.perf_counter()
    for article in articles:
        document_of(article)
    return {"what": "analysis, articles a second", "median": ANALYSED / (time.perf_counter() - begun)}


def mistyped(headline: str, corpus: Corpus) -> str:
    return " ".join(slip(word, corpus.chance) if len(word) > 4 else word for word in headline.split())


def timed(what: str, work: Callable[[str], object], queries: Iterable[str]) -> Row:
    """Return median and 99th percentile of the work's milliseconds, one query after another."""
    taken = []
    for query in queries:
        begun = time.perf_counter()
        work(query)
        taken.append((time.perf_counter() - begun) * 1_000)
    taken.sort()
    return {"what": what, "median": taken[len(taken) // 2], "p99": taken[int(len(taken) * 0.99)]}


def speed(number: int) -> Iterator[Row]:
    """Yield the figures of an archive of so many stories: rates, then milliseconds."""
    corpus = Corpus()
    yield from build(corpus, number)
    yield analysis(corpus)
    client = Client(headers={"host": "127.0.0.1"})

    def search(typed: str) -> object:
        return find(Article.objects.published(), parse(typed))

    def page(typed: str) -> object:
        return client.get("/search/", {"q": typed})

    def take(make: Callable[[], str], count: int) -> list[str]:
        return [make() for _ in range(count)]

    search(corpus.headline())
    page(corpus.headline())
    yield timed("two common words, ms", search, take(corpus.common_pair, QUERIES))
    yield timed("a headline of eight words, ms", search, take(corpus.headline, QUERIES))
    yield timed("a mistyped headline, ms", search, take(lambda: mistyped(corpus.headline(), corpus), PAGES))
    yield timed("a quoted common pair, ms", search, take(lambda: f'"{corpus.common_pair()}"', PAGES))
    yield timed("the page of two common words, ms", page, take(corpus.common_pair, PAGES))
    yield timed("the page of a headline, ms", page, take(corpus.headline, PAGES))
    yield timed("suggestions, ms", suggestions, take(lambda: corpus.common_pair()[:-1], PAGES))
