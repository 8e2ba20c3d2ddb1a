"""What public pages ask of the database: few queries, each of them the same work however large the archive is."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.test.utils import override_settings
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Section, Tag
from articles.paging import cursor_of
from articles.pictures.library import users_of
from articles.share.keeping import newest, over
from comments.models import Comment
from comments.privacy import truncate_evidence
from tests.archive import Archive, make_archive
from tests.factories import make_article, make_author, make_tag
from tests.plans import MOST_ROWS, asked_by, faults_of

pytestmark = pytest.mark.django_db

# A file of the sitemap holds so many stories, and no more.
FILE = 10_000


class Page(NamedTuple):
    """Where a page stands, how many queries it asks at most, and how many rows one of them reads.

    The bars are six queries for home, an article and a search, and four for a list.
    """

    path: Callable[[Archive], str]
    queries: int
    rows: int = MOST_ROWS


def after_the_middle(path: str, archive: Archive) -> str:
    return f"{path}?before={cursor_of(archive.middle)}"


def thread(query: str) -> Callable[[Archive], str]:
    return lambda archive: archive.discussed.get_absolute_url() + query


PAGES = {
    "home": Page(lambda archive: "/", 3),
    "latest": Page(lambda archive: "/latest/", 1),
    "latest, from the middle": Page(lambda archive: after_the_middle("/latest/", archive), 1),
    "section": Page(lambda archive: archive.section.get_absolute_url(), 3),
    "section, from the middle": Page(lambda archive: after_the_middle(archive.section.get_absolute_url(), archive), 2),
    "tag": Page(lambda archive: archive.tag.get_absolute_url(), 2),
    "tag, from the middle": Page(lambda archive: after_the_middle(archive.tag.get_absolute_url(), archive), 2),
    "author": Page(lambda archive: archive.author.get_absolute_url(), 2),
    "author, from the middle": Page(lambda archive: after_the_middle(archive.author.get_absolute_url(), archive), 2),
    "article": Page(lambda archive: archive.middle.get_absolute_url(), 5),
    "thread": Page(thread(""), 5),
    "thread, late page": Page(thread("?page=60"), 5),
    "thread, last page": Page(thread("?page=75"), 5),
    "thread, newest first": Page(thread("?order=newest"), 5),
    "thread, newest first, late page": Page(thread("?order=newest&page=60"), 5),
    "thread, reply": Page(lambda archive: f"{thread('')(archive)}?reply={last_of(archive).pk}", 6),
    "permalink": Page(lambda archive: last_of(archive).get_absolute_url(), 4),
    "short link": Page(lambda archive: f"/n/{archive.middle.pk}", 1),
    "feed": Page(lambda archive: "/feeds/latest.rss", 2),
    "sitemap": Page(lambda archive: "/sitemap.xml", 1),
    "sitemap's file": Page(lambda archive: f"/sitemap/articles-{archive.middle.pk // FILE + 1}.xml", 1, FILE),
}


def truncate_all_evidence() -> None:
    with override_settings(COMMENTS_EVIDENCE_DAYS=-1):
        truncate_evidence()


# What the newsroom asks all day, and what the worker does each night.
OTHERS: dict[str, Callable[[Archive], object]] = {
    "moderation queue, pending": lambda archive: list(
        Comment.objects.pending().select_related("article", "parent").order_by("created_at", "pk")[:50]
    ),
    "moderation queue, reported": lambda archive: list(
        Comment.objects.reported().order_by("-created_at", "-pk").values("pk", "created_at")[:50]
    ),
    "moderation queue, how many are reported": lambda archive: Comment.objects.reported()[:10_001].count(),
    "evidence that is too old": lambda archive: truncate_all_evidence(),
    "stories whose share picture may be due": lambda archive: list(newest()),
    "stories that are over and have a share picture": lambda archive: list(over()),
    "stories that lists show, by their keys": lambda archive: list(Article.objects.listed_of(some(archive))),
    "stories that readers see, by their keys": lambda archive: list(Article.objects.published_of(some(archive))),
    "texts that show a picture": lambda archive: list(users_of(archive.picture)),
}


def some(archive: Archive) -> list[int]:
    """Return the keys of a few stories, as editors pin them."""
    return list(range(archive.middle.pk, archive.middle.pk + 11))


def in_one_of(*rows: Section | Tag) -> Q:
    """Return the newest stories of the rows as stretches joined by OR."""
    stretches = [row.articles.listed().newest_first().values("pk")[:9] for row in rows]
    return Q(pk__in=stretches[0]) | Q(pk__in=stretches[1])


def last_of(archive: Archive) -> Comment:
    return Comment.objects.roots(archive.discussed.pk).filter(status="approved").order_by("-path")[0]


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any) -> Iterator[Archive]:
    """Return an archive that all tests of this file share and none changes; it goes after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_archive()
        transaction.set_rollback(True)


def open_page(client: Client, path: str) -> None:
    assert client.get(path).status_code in {200, 301, 302}


class TestLargeArchive:
    @pytest.mark.parametrize("name", PAGES)
    def test_a_page_asks_few_queries(
        self, client: Client, archive: Archive, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        page = PAGES[name]
        path = page.path(archive)
        # What every page shows is in the process by then.
        open_page(client, path)
        with django_assert_max_num_queries(page.queries):
            open_page(client, path)

    @pytest.mark.parametrize("name", PAGES)
    def test_no_query_of_a_page_reads_a_table_or_sorts_a_list(
        self, client: Client, archive: Archive, name: str
    ) -> None:
        page = PAGES[name]
        path = page.path(archive)
        asked = asked_by(lambda: open_page(client, path))
        assert asked
        for each in asked:
            assert not faults_of(each, page.rows), each.statement

    @pytest.mark.parametrize("name", OTHERS)
    def test_no_other_hot_query_reads_a_table_or_sorts_a_list(self, archive: Archive, name: str) -> None:
        for each in asked_by(lambda: OTHERS[name](archive)):
            if each.statement.startswith("SELECT"):
                assert not faults_of(each), each.statement


class TestPlans:
    """Each of these is a fault that the tests above would have to find."""

    FAULTS: dict[str, Callable[[Archive], object]] = {
        "a column without an index": lambda archive: list(Article.objects.filter(dateline="الرياض")),
        "another order": lambda archive: list(Article.objects.listed().order_by("title")[:20]),
        "a part of a text": lambda archive: list(Article.objects.filter(body__contains="data-picture")[:9]),
        "counting a thread": lambda archive: archive.discussed.comments.shown().count(),
        "skipping threads": lambda archive: list(
            Comment.objects.roots(archive.discussed.pk).order_by("path")[2_000:2_050]
        ),
        "counting the archive": lambda archive: Article.objects.listed().count(),
    }

    @pytest.mark.parametrize("name", FAULTS)
    def test_a_fault_is_found(self, archive: Archive, name: str) -> None:
        assert any(faults_of(each) for each in asked_by(lambda: self.FAULTS[name](archive)))

    @pytest.mark.postgresql
    def test_stretches_joined_by_or_are_a_fault(self, archive: Archive) -> None:
        either = in_one_of(archive.section, archive.tag)
        assert any(faults_of(each) for each in asked_by(lambda: list(Article.objects.filter(either))))


class TestSearch:
    @pytest.mark.parametrize(
        "query",
        [
            {"q": "قمر"},
            {"q": "قمر نجم"},
            {"q": "قمر نجخيل"},
            {"q": '"نجم قمر"'},
            {"q": '"نجم قمر" نخيلل'},
            {"q": "قمر", "sort": "newest"},
            {"q": "قمر", "section": "علوم"},
        ],
    )
    def test_a_search_asks_six_queries_at_most(
        self, client: Client, query: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        author, tag = make_author(), make_tag()
        make_article(title="قمر نجم نخيل", authors=(author,), tags=(tag,))
        client.get("/search/", query)
        with django_assert_max_num_queries(6):
            assert client.get("/search/", query).status_code == 200
