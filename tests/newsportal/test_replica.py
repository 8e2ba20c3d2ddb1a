"""A copy of the database that lags behind: real servers, and a file that is copied when the test says so."""

import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.portal import ROOT, wait_until_it_answers

SEED = """
from tests.factories import make_article, make_comment
article = make_article(title="خبر من الأصل")
make_comment(article=article, status="pending", text="رأي ينتظر")
print(article.get_absolute_url())
"""
APPROVE = """
from comments import moderation
from comments.models import Comment
moderation.approve(Comment.objects.pending(), by=None)
"""
PUBLISH_BESIDE = """
from articles.models import Section
from tests.factories import make_article
make_article(title="خبر مجاور", section=Section.objects.get())
"""
CLEAR = """
from django.core.management import call_command
call_command("clear_pages")
"""


@pytest.fixture
def copy_of(environment, tmp_path: Path) -> Callable[[], sqlite3.Connection]:
    """A function that brings the copy level and returns a connection to it."""
    environment["REPLICA_URL"] = f"sqlite:///{tmp_path}/replica.sqlite3"

    def copy() -> sqlite3.Connection:
        target = sqlite3.connect(tmp_path / "replica.sqlite3")
        with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as source:
            source.backup(target)
        return target

    return copy


@pytest.fixture
def portal(manage, environment, copy_of) -> Iterator[Callable[[str], str]]:
    """A running portal; the function asks it for a page."""
    copy_of().close()
    running = manage("serve", "--workers=1")
    wait_until_it_answers(environment["SITE_URL"], running)

    def get(path: str) -> str:
        with urllib.request.urlopen(environment["SITE_URL"] + path, timeout=20) as answer:  # noqa: S310 - always http
            return str(answer.read().decode())

    return get


@pytest.fixture
def shell(environment, manage) -> Callable[[str], str]:
    """Run code as another process of the portal would; return the last word that it prints."""

    def run(code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.split()[-1] if done.stdout.split() else ""

    return run


def mark(copy: sqlite3.Connection, title: str) -> None:
    """Change a title in the copy alone, so that a page shows where it was read."""
    with copy:
        copy.execute("UPDATE articles_article SET title = ?", [title])
    copy.close()


class TestReplica:
    def test_pages_are_read_from_it_where_it_is_level_and_from_the_database_where_it_lags(
        self, shell, portal, copy_of
    ):
        address = shell(SEED)
        mark(copy_of(), "خبر من النسخة")
        assert "خبر من النسخة" in portal(address)

        shell(APPROVE)
        lagging = portal(address)
        assert "رأي ينتظر" in lagging
        assert "خبر من الأصل" in lagging

        mark(copy_of(), "خبر من النسخة")
        shell(CLEAR)
        # The copy does not hold that yet.
        assert "خبر من الأصل" in portal(address)

    def test_other_pages_and_writers_read_the_database(self, shell, portal, copy_of):
        shell(SEED)
        mark(copy_of(), "خبر من النسخة")
        # The word that was looked for is marked, so the title stands there in parts.
        found = portal("/search/?q=%D8%AE%D8%A8%D8%B1")
        assert "الأصل" in found
        assert "النسخة" not in found

    def test_copy_that_is_gone_costs_nothing_but_its_help(self, shell, portal, tmp_path):
        address = shell(SEED)
        (tmp_path / "replica.sqlite3").write_bytes(b"no database")
        assert "خبر من الأصل" in portal(address)

    def test_copy_that_fails_while_a_page_is_made_costs_nothing_but_its_help(self, shell, portal, copy_of):
        address = shell(SEED)
        with closing(copy_of()) as copy:
            copy.execute("DROP TABLE articles_tagging")
        assert "خبر من الأصل" in portal(address)

    def test_copy_that_lacks_a_new_story_makes_no_page_that_may_offer_it(self, shell, portal, copy_of):
        address = shell(SEED)
        copy_of().close()
        shell(PUBLISH_BESIDE)
        assert "خبر مجاور" in portal(address)
