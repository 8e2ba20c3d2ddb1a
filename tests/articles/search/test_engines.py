"""Each condition means the same to both databases' indexes; the tests run on either."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.search.conditions import AllOf, AnyOf, Condition, Phrase, Stem, two_of
from articles.search.engines import read
from articles.search.models import STRETCH, stem_key
from tests.articles.search.archive import make_story, titles

pytestmark = pytest.mark.django_db

# A word whose checksum fits 16 bits.
SMALL_KEY = "هضيثجز"
# Two words whose checksums are equal.
SAME_KEY = ("خلبمكد", "دظثثيغ")


def matching(condition: Condition, latest: int | None = None) -> list[str]:
    """Return the titles of the articles that an engine finds, in its order."""
    found = read(Article.objects.published(), condition, limit=100_000, latest=latest)
    names = Article.objects.in_bulk([each.pk for each in found])
    return [names[each.pk].title for each in found]


@pytest.fixture
def archive() -> None:
    make_story("قمر", "نجم شمس بحر")
    make_story("شمس", "قمر بحر نجم")
    make_story("بحر", "مطر")
    make_story("ليل مطر", "ريح")


@pytest.mark.usefixtures("archive")
class TestCondition:
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (Stem("قمر"), ["شمس", "قمر"]),
            (Stem("قمر", in_title=True), ["قمر"]),
            (Stem("غيب"), []),
            (Stem("قم"), []),
            (Phrase(("نجم", "شمس")), ["قمر"]),
            (Phrase(("شمس", "نجم")), []),
            (Phrase(("شمس", "بحر")), ["قمر"]),
            (Phrase(("ليل", "مطر")), ["ليل مطر"]),
            # A title ends before its text begins.
            (Phrase(("مطر", "ريح")), []),
            (Phrase(("قمر", "نجم")), []),
            # Whole words alone stand side by side.
            (Phrase(("جم", "شمس")), []),
            (AllOf((Stem("قمر"), Stem("بحر"))), ["شمس", "قمر"]),
            (AllOf((Stem("قمر"), Stem("مطر"))), []),
            (AllOf((Stem("قمر"), Phrase(("بحر", "نجم")))), ["شمس"]),
            (AnyOf((Stem("مطر"), Stem("نجم"))), ["ليل مطر", "بحر", "شمس", "قمر"]),
            (AnyOf((Stem("غيب"), Phrase(("نجم", "شمس")))), ["قمر"]),
            (AnyOf((Stem("شمس", in_title=True), Stem("ريح"))), ["ليل مطر", "شمس"]),
            (AllOf((AnyOf((Stem("مطر"), Stem("نجم"))), Stem("بحر"))), ["بحر", "شمس", "قمر"]),
            (two_of((Stem("مطر"), Stem("بحر"), Stem("ليل"))), ["ليل مطر", "بحر"]),
        ],
    )
    def test_it_is_fulfilled_by_these_alone_the_latest_first(self, condition: Condition, expected: list[str]) -> None:
        assert matching(condition) == expected
        latest = Article.objects.latest("pk").pk
        assert matching(condition, latest) == expected

    def test_candidates_carry_what_ranks_them(self) -> None:
        (found,) = read(Article.objects.published(), Stem("ريح"), limit=10)
        assert (found.title, found.body, found.length) == ("ليل مطر", "ريح", 3)

    def test_the_limit_keeps_the_latest(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(1):
            found = read(Article.objects.published(), Stem("بحر"), limit=2)
        assert [each.title for each in found] == ["بحر", "شمس"]

    def test_only_the_given_articles_are_looked_at(self) -> None:
        Article.objects.filter(title="شمس").update(status="draft")
        assert matching(Stem("قمر")) == ["قمر"]


class TestOperators:
    @pytest.mark.parametrize("word", ["and", "or", "not", "near", "title", "body", "rowid", "null", "rank"])
    def test_a_word_of_the_query_language_is_a_word(self, word: str) -> None:
        make_story("خبر", word)
        make_story("غيره", "شمس")
        assert titles(word.upper()) == ["خبر"]
        assert matching(AllOf((Stem(word), Stem("خبر", in_title=True)))) == ["خبر"]


class TestCommonWords:
    PKS = (1, STRETCH - 1, STRETCH, 2 * STRETCH, 3 * STRETCH + 5)

    @pytest.fixture(autouse=True)
    def archive(self) -> None:
        for pk in self.PKS:
            make_story(f"قمر {pk}", "نجم شمس", pk=pk)

    @pytest.mark.parametrize(
        "condition",
        [
            Stem("قمر"),
            Phrase(("نجم", "شمس")),
            AllOf((Stem("قمر"), AnyOf((Stem("غيب"), Stem("نجم"))))),
            two_of((Stem("قمر"), Stem("نجم"), Stem("غيب"))),
            AnyOf((Stem("غيب"), Stem("نجم"))),
            AnyOf((Stem("غيب"), Phrase(("نجم", "شمس")))),
            AllOf((AnyOf((Stem("غيب"), Phrase(("نجم", "شمس")))), Stem("قمر"))),
        ],
    )
    def test_every_stretch_is_looked_at_the_latest_first(self, condition: Condition) -> None:
        assert matching(condition, self.PKS[-1]) == [f"قمر {pk}" for pk in reversed(self.PKS)]

    def test_the_limit_keeps_the_latest(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(1):
            found = read(Article.objects.published(), Stem("قمر"), limit=3, latest=self.PKS[-1])
        assert [each.pk for each in found] == list(reversed(self.PKS[2:]))

    def test_candidates_carry_what_ranks_them(self) -> None:
        (found,) = read(Article.objects.published(), Stem("قمر"), limit=1, latest=self.PKS[-1])
        assert (found.title, found.body, found.length) == (f"قمر {self.PKS[-1]}", "نجم شمس", 4)

    def test_only_the_given_articles_are_looked_at(self) -> None:
        Article.objects.exclude(pk=1).update(status="draft")
        assert matching(Stem("قمر"), self.PKS[-1]) == ["قمر 1"]


@pytest.mark.postgresql
class TestPlan:
    @pytest.mark.parametrize("latest", [None, True])
    @pytest.mark.parametrize(
        "condition",
        [AllOf((Stem("قمر"), Stem("نجم"))), two_of((Stem("قمر"), Stem("نجم"), Stem("غيب"))), Phrase(("قمر", "نجم"))],
    )
    def test_no_condition_reads_every_document(self, condition: Condition, latest: bool | None) -> None:
        for number in range(300):
            make_story(f"ليل {number}", "نجم" if number % 100 else "قمر نجم")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        with CaptureQueriesContext(connection) as queries:
            read(Article.objects.published(), condition, limit=500, latest=latest and Article.objects.latest("pk").pk)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {queries[-1]['sql']}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "articles_searchdocument_keys" in plan
        assert "Seq Scan on articles_searchdocument" not in plan


class TestSmallKeys:
    def test_a_story_without_a_word_is_stored(self) -> None:
        article = make_story("؟!")
        assert article.search_document.length == 0

    def test_a_word_with_a_small_number_is_found(self) -> None:
        assert stem_key(SMALL_KEY) < 2**15
        make_story("خبر", SMALL_KEY)
        assert titles(SMALL_KEY) == ["خبر"]


class TestSharedKeys:
    def test_these_words_do_share_one(self) -> None:
        assert stem_key(SAME_KEY[0]) == stem_key(SAME_KEY[1])

    @pytest.mark.parametrize("pair", [SAME_KEY, SAME_KEY[::-1]])
    def test_a_word_finds_its_own_stories_alone(self, pair: tuple[str, str]) -> None:
        make_story("الأول", f"{pair[0]} شمس")
        make_story("الثاني", f"{pair[1]} شمس")
        make_story("الثالث", f"{pair[1]} قمر")
        assert titles(pair[0]) == ["الأول"]
        assert titles(f'"{pair[0]} شمس"') == ["الأول"]
        assert titles(f"{pair[0]} شمس") == ["الأول", "الثاني"]
        assert titles(f"{pair[0]} ليل") == ["الأول"]
