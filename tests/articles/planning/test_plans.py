"""How the databases find the days of a page in a long archive: by the stretch of an index that holds them."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Assignment
from tests.articles.planning.plans import CALENDAR, at
from tests.factories import make_section
from tests.newsportal.desk.test_plans import analyze

pytestmark = pytest.mark.django_db

NUMBER = 6_000
TABLES = ("articles_article", "articles_assignment")
# What finds rows by their time; the others would find all that a section or an account ever had.
INDEXES = (
    "articles_article_by_time",
    "articles_article_taken_down",
    "articles_assignment_by_time",
    "articles_assignment_of_account",
)


@pytest.fixture
def archive(editor: User) -> int:
    """Store sixteen years of stories and assignments of one account in one section, and return the section's key."""
    section = make_section()
    moments = [at() - timedelta(days=number) for number in range(NUMBER)]
    Article.objects.bulk_create(
        Article(
            title="خبر",
            slug="خبر",
            body="نص " * 200,
            section=section,
            status="published",
            published_at=moment,
            unpublished_at=moment + timedelta(days=900) if moment.day == 1 else None,
            created_by=editor,
        )
        for moment in moments
    )
    Assignment.objects.bulk_create(
        Assignment(what="مهمة", due_at=moment, section=section, assignee=editor) for moment in moments
    )
    # SQLite that never counted its rows takes what a section or an account has for less than a week.
    if connection.vendor == "postgresql":
        analyze()
    return section.pk


def steps(statement: str) -> str:
    """Return the steps by which the database answers a statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN {statement}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}".replace("%", "%%"))
        return str(cursor.fetchall())


def asked(client: Client, query: str) -> list[str]:
    """Return what a page asks for its days."""
    client.get(CALENDAR)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{CALENDAR}?{query}")
    return [each["sql"] for each in queries if any(f'FROM "{table}"' in each["sql"] for table in TABLES)]


class TestPlans:
    @pytest.mark.parametrize("narrowed", ["", "&section={section}", "&assignee=me", "&section={section}&assignee=me"])
    @pytest.mark.parametrize("span", ["week=2026-11-22", "month=2020-02"])
    def test_days_are_found_by_their_time(self, client: Client, archive: int, span: str, narrowed: str) -> None:
        found = asked(client, span + narrowed.format(section=archive))
        assert len(found) == 3
        for statement in found:
            plan: Any = steps(statement)
            assert any(name in plan for name in INDEXES), plan
            assert "by_section" not in plan, plan
            assert "by_creator" not in plan, plan
