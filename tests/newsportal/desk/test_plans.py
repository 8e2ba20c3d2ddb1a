"""How the databases find the rows of a page, in tables that are large enough for a choice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.models import Comment
from comments.paths import step_of
from tests.factories import make_section, make_source, make_user
from tests.newsportal.desk.walking import LISTS, link, read

pytestmark = pytest.mark.django_db

STORIES, QUEUE = LISTS[0], LISTS[6]
LARGE = {"articles_article", "comments_comment"}
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NUMBER = 6_000
# What is opened most: not even a count may read through a table.
HOT = [STORIES, f"{STORIES}?p=last", QUEUE, f"{QUEUE}?p=last", f"{QUEUE}?status__exact=pending"]
# In a table of this size, most of which a filter takes, counting reads through it rightly.
OTHERS = [
    f"{STORIES}?status__exact=draft",
    f"{STORIES}?status__exact=published",
    f"{STORIES}?status__exact=scheduled",
    f"{STORIES}?mine=yes",
    f"{STORIES}?o=2",
    f"{STORIES}?o=4",
    f"{STORIES}?o=-4",
    f"{STORIES}?o=-6",
    f"{QUEUE}?status__exact=approved",
    f"{QUEUE}?order=oldest",
]


@pytest.fixture
def archive() -> None:
    """Store stories and comments of every status, and let PostgreSQL count what they hold."""
    section, source = make_section(), make_source()
    states = ["published"] * 18 + ["draft", "withdrawn"]
    stories = [
        Article(
            title=f"خبر {number}",
            slug="خبر",
            body="نص " * 200,
            section=section,
            source=source,
            status=states[number % 20],
            published_at=None if states[number % 20] == "draft" else NOON - timedelta(minutes=NUMBER - number),
            comment_count=number % 30,
        )
        for number in range(NUMBER)
    ]
    Article.objects.bulk_create(stories)
    statuses = ["approved"] * 16 + ["pending", "pending", "spam", "refused"]
    Comment.objects.bulk_create(
        [
            Comment(
                article_id=stories[number].pk,
                path=step_of(number + 1),
                name="قارئة",
                email=f"reader{number}@example.com",
                text="رأي " * 40,
                status=statuses[number % 20],
                created_at=NOON - timedelta(minutes=NUMBER - number),
                status_digest=f"{number:064x}",
            )
            for number in range(NUMBER)
        ]
    )
    analyze()


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def faults(statement: str) -> list[str]:
    """Return what is wrong with the way in which a statement is answered: a table read through, or rows sorted."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
            plan = [*nodes(cursor.fetchone()[0][0]["Plan"])]
            steps = [f"{node['Node Type']} {node.get('Relation Name', '')}" for node in plan]
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}".replace("%", "%%"))
            steps = [row[3] for row in cursor.fetchall()]
    # SQLite keeps a table in the order of its keys.
    by_key = connection.vendor == "sqlite" and 'id" AS "pk" FROM' in statement and "ORDER BY 1" in statement
    # The tabs stop at a thousand: where most rows fulfil a condition, PostgreSQL reads so many from the table's start.
    is_tabs = statement.count(" LIMIT 1001)") > 1
    read_through = set() if is_tabs else {f"Seq Scan {name}" for name in LARGE}
    through = read_through | (set() if by_key else {f"SCAN {name}" for name in LARGE})
    is_page = statement.endswith(" LIMIT 31")
    return [step for step in steps if step in through or (is_page and ("Sort" in step or "TEMP B-TREE" in step))]


def asked(client: Client, path: str) -> list[str]:
    """Return what a page asks of the large tables."""
    read(client, path)
    with CaptureQueriesContext(connection) as queries:
        read(client, path)
    return [query["sql"] for query in queries if any(f'FROM "{name}"' in query["sql"] for name in LARGE)]


def with_next(client: Client, path: str) -> list[str]:
    further = link(read(client, path), "next")
    return [path, path.partition("?")[0] + further] if further else [path]


@pytest.mark.usefixtures("archive")
class TestPlans:
    @pytest.fixture(autouse=True)
    def chief(self, client: Client) -> None:
        client.force_login(make_user(is_superuser=True))

    def test_no_list_that_is_opened_often_reads_through_a_table(self, client: Client) -> None:
        paths = [each for path in HOT for each in with_next(client, path)]
        found = {path: [fault for statement in asked(client, path) for fault in faults(statement)] for path in paths}
        assert {path: wrong for path, wrong in found.items() if wrong} == {}

    def test_an_index_holds_every_order(self, client: Client) -> None:
        for path in [each for listed in OTHERS for each in with_next(client, listed)]:
            pages = [statement for statement in asked(client, path) if "COUNT" not in statement]
            assert pages
            assert [fault for statement in pages for fault in faults(statement)] == [], path

    def test_what_is_decided_is_read_past_no_waiting_comment(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # In so small an archive a shorter page costs nearly the same by another index, and so does one where few wait.
        monkeypatch.setattr("comments.admin.queue.CommentAdmin.list_per_page", 50)
        Comment.objects.filter(created_at__gt=NOON - timedelta(minutes=NUMBER // 2)).update(status="pending")
        analyze()
        decided = [each for each in asked(client, f"{QUEUE}?p=last") if "NOT (" in each and each.endswith(" LIMIT 51")]
        assert decided
        with connection.cursor() as cursor:
            explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{explain} {decided[0]}")
            assert "comments_comment_decided" in str(cursor.fetchall())

    def test_another_order_would_be_found(self) -> None:
        assert faults('SELECT "title" FROM "articles_article" ORDER BY 1 LIMIT 3')
        assert faults('SELECT "title" FROM "articles_article" WHERE "title" = \'x\'')
