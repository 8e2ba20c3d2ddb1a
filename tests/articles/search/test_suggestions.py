import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.search.begun import OFFERED, holding, suggestions
from newsportal.arabic.words import without_prefix
from tests.articles.search.archive import make_story
from tests.factories import make_section

pytestmark = pytest.mark.django_db


def offered(client: Client, typed: str, path: str = "/search/suggest") -> list[str]:
    answer = client.get(path, {"q": typed})
    assert answer.status_code == 200
    return [story["title"] for story in answer.json()["stories"]]


class TestSuggestions:
    @pytest.mark.parametrize(
        "typed",
        [
            "قا",
            "قانو",
            "قانون المي",
            "القان",
            "قَانُـــون",
            "من قانون",
            "قانون المياه",
            "المياه قا",
            "مياه قانون",
            "قانون ميا",
        ],
    )
    def test_the_last_word_is_the_beginning_of_one(self, client: Client, typed: str) -> None:
        make_story("قانون المياه")
        make_story("موازنة النقل")
        assert offered(client, typed) == ["قانون المياه"]

    @pytest.mark.parametrize(
        "word", ["قانون", "المدرسة", "مدرسات", "والانتخابات", "سياسيين", "شركاتها", "محاكم", "Water"]
    )
    def test_a_story_is_offered_from_two_letters_to_the_whole_word(self, client: Client, word: str) -> None:
        make_story(word)
        # An article may begin anything, even with one letter more.
        first = 2 + len(word) - len(without_prefix(word))
        assert [word[:end] for end in range(first, len(word) + 1) if offered(client, word[:end]) != [word]] == []

    @pytest.mark.parametrize("typed", ["", " ", "ق", "؟!", "قانون ا", "انون", "المي قانون", "قانون النقل"])
    def test_nothing_is_offered_otherwise(self, client: Client, typed: str) -> None:
        make_story("قانون المياه")
        make_story("موازنة النقل")
        assert offered(client, typed) == []

    def test_a_beginning_is_none_in_the_search_itself(self, client: Client) -> None:
        make_story("موازنة النقل")
        assert "result-title" not in client.get("/search/", {"q": "موا"}).content.decode()

    def test_only_titles_count(self, client: Client) -> None:
        make_story("خبر", "قانون المياه")
        assert offered(client, "قانون") == []

    def test_the_latest_stand_first_and_no_more_than_fit(self, client: Client) -> None:
        section = make_section()
        made = [make_story(f"قانون {number}", section=section).title for number in range(OFFERED + 3)]
        assert offered(client, "قان") == made[::-1][:OFFERED]

    def test_a_story_is_given_with_its_address_and_its_own_words(self, client: Client) -> None:
        article = make_story("<b>قانونُ</b> المياه")
        answer = client.get("/search/suggest", {"q": "قانون"})
        assert answer.json() == {"stories": [{"title": article.title, "address": article.get_absolute_url()}]}
        assert answer.headers["Content-Type"] == "application/json"
        assert "قانونُ" in answer.content.decode()

    def test_under_en_the_addresses_stay_there(self, client: Client) -> None:
        make_story("قانون")
        (story,) = client.get("/en/search/suggest", {"q": "قانون"}).json()["stories"]
        assert story["address"].startswith("/en/news/")

    @pytest.mark.parametrize("typed", ["قا", "قانون المياه", "قانون المياه من غيب شيء", "x" * 5_000, "ab " * 99])
    def test_few_queries_are_asked(
        self, client: Client, typed: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_story("قانون المياه")
        with django_assert_max_num_queries(3):
            assert client.get("/search/suggest", {"q": typed}).status_code == 200

    def test_one_letter_asks_none(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(0):
            assert suggestions("ق") == []


class TestHolding:
    def test_stories_of_every_status_are_found_by_any_word(self) -> None:
        keys = [make_story("خبر", "قانون المياه", status=status).pk for status in ("draft", "ready", "withdrawn")]
        make_story("غيره")
        assert holding(Article.objects.all(), "مياه قان") == keys[::-1]

    def test_few_queries_are_asked(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        story = make_story("قانون")
        with django_assert_num_queries(2):
            assert holding(Article.objects.all(), "قانون") == [story.pk]
