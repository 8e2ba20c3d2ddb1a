"""From a query to the stories, best first; the same order on both databases."""

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, SearchDocument, SearchWord
from articles.search.find import COMMON, ENOUGH, MOST, Found, find
from articles.search.models import STRETCH
from articles.search.query import parse
from articles.search.vocabulary import MOST_GUESSES, statistics
from tests.articles.search.archive import make_story, titles
from tests.factories import make_section

pytestmark = pytest.mark.django_db


def found(typed: str) -> Found:
    return find(Article.objects.published(), parse(typed))


class TestWords:
    @pytest.mark.parametrize(
        "typed",
        ["مدرسة", "المدرسة", "والمدرسه", "مَدْرَسَة", "مدرســـة", "مدرسۀ", "للمدرسة", "مدرستهم مدرسة", "في المدرسة"],
    )
    def test_a_story_is_found_in_any_spelling(self, typed: str) -> None:
        make_story("افتتاح المدرسة الجديدة")
        assert titles(typed) == ["افتتاح المدرسة الجديدة"]

    @pytest.mark.parametrize("typed", ["٣٨٦٠", "3860", "۳۸۶۰", "٣٬٨٦٠"])
    def test_numbers_are_found_in_any_digits(self, typed: str) -> None:
        make_story("خبر", "حضر ٣٬٨٦٠ ناخباً")
        assert titles(typed) == ["خبر"]

    def test_latin_words_are_found_in_any_case(self) -> None:
        make_story("خبر", "شبكة Wi-Fi و Café")
        assert titles("WI-FI") == titles("cafe") == ["خبر"]

    def test_nothing_is_found_in_an_empty_paper(self) -> None:
        assert found("قمر نجم") == Found([])

    def test_a_query_without_words_asks_nothing(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(0):
            assert found("؟!").hits == []

    def test_stop_words_alone_are_looked_for(self) -> None:
        make_story("إلى أين؟")
        assert titles("إلى أين") == ["إلى أين؟"]

    def test_an_unknown_word_is_left_out(self) -> None:
        make_story("قمر")
        assert titles("قمر 98765") == ["قمر"]


class TestOrder:
    def test_both_databases_give_the_one_order(self) -> None:
        section = make_section()
        for title, text in [
            ("في النص مرة", "قمر ليل ليل ليل ليل ليل"),
            ("قمر في العنوان", "ليل ليل ليل ليل ليل"),
            ("في النص مرتين", "قمر ليل قمر ليل ليل ليل"),
            ("نجم", "ليل ليل ليل ليل ليل ليل"),
            ("كلاهما", "قمر نجم ليل ليل ليل ليل"),
            ("كلاهما في العنوان: قمر نجم", "ليل"),
            ("نص طويل", "قمر " + "ليل " * 60),
            ("لا شيء", "ليل"),
        ]:
            make_story(title, text, section=section)
        assert titles("قمر") == [
            "كلاهما في العنوان: قمر نجم",
            "قمر في العنوان",
            "في النص مرتين",
            "كلاهما",
            "في النص مرة",
            "نص طويل",
        ]
        assert titles("قمر نجم") == [
            "كلاهما في العنوان: قمر نجم",
            "كلاهما",
            "نجم",
            "قمر في العنوان",
            "في النص مرتين",
            "في النص مرة",
            "نص طويل",
        ]
        assert titles('"قمر نجم"') == ["كلاهما في العنوان: قمر نجم", "كلاهما"]

    def test_all_words_stand_before_some_however_often(self) -> None:
        make_story("قمر قمر قمر", "قمر " * 3)
        make_story("خبر", "ليل " * 200 + "قمر نجم")
        assert titles("قمر نجم") == ["خبر", "قمر قمر قمر"]
        assert [hit.has_all for hit in found("قمر نجم").hits] == [True, False]

    def test_of_equals_the_later_stands_first(self) -> None:
        section = make_section()
        pks = [make_story("قمر", "ليل", section=section).pk for _ in range(5)]
        assert [hit.pk for hit in found("قمر").hits] == pks[::-1]

    def test_a_full_page_with_all_words_needs_none_with_some(self) -> None:
        section = make_section()
        for _ in range(ENOUGH):
            make_story("قمر نجم", section=section)
        make_story("قمر", section=section)
        assert len(found("قمر نجم").hits) == ENOUGH

    def test_a_page_less_one_is_followed_by_some(self) -> None:
        section = make_section()
        for _ in range(ENOUGH - 1):
            make_story("قمر نجم", section=section)
        make_story("قمر", section=section)
        assert len(found("قمر نجم").hits) == ENOUGH


class TestPhrases:
    def test_the_words_stand_side_by_side_in_their_order(self) -> None:
        make_story("قصر الغيم")
        make_story("الغيم فوق القصر")
        make_story("خبر", "في قصر الغيم القديم")
        assert titles('"قصر الغيم"') == ["قصر الغيم", "خبر"]

    def test_it_is_exact_over_stems(self) -> None:
        make_story("المدرسة الجديدة")
        assert titles("«مدرسة جديدة»") == ["المدرسة الجديدة"]

    def test_stop_words_inside_count(self) -> None:
        make_story("خبر", "من يدفع الثمن")
        make_story("غيره", "يدفع الثمن")
        assert titles('"من يدفع الثمن"') == ["خبر"]

    def test_it_holds_beside_words(self) -> None:
        make_story("قصر الغيم", "بلدية")
        make_story("بلدية", "قصر فوق الغيم")
        result = found("بلدية «قصر الغيم»")
        assert len(result.hits) == 1
        assert not result.is_unquoted

    @pytest.mark.parametrize("typed", ["«الغيم قصر»", "«قصر النخيل الغيم»", '"قصر الغيم القديم"'])
    def test_where_nothing_holds_it_its_words_are_searched(self, typed: str) -> None:
        make_story("قصر الغيم")
        result = found(typed)
        assert len(result.hits) == 1
        assert result.is_unquoted

    def test_where_nothing_holds_its_words_either_nothing_is_found(self) -> None:
        make_story("قصر الغيم")
        assert found("«ثلج ورمل»").hits == []

    def test_a_slip_inside_is_undone_when_it_is_unquoted(self) -> None:
        make_story("محكمة النخيل")
        result = found("«محكمة النخيبل»")
        assert [len(result.hits), result.is_unquoted] == [1, True]
        assert result.meant == {"النخيبل": ("نخيل",)}


class TestGuesses:
    @pytest.mark.parametrize("typed", ["المحمكة", "المحكة", "المحككمة", "المحكبة", "امحكمة", "المحكمةة"])
    def test_one_slip_is_undone(self, typed: str) -> None:
        make_story("المحكمة")
        result = found(typed)
        assert len(result.hits) == 1
        assert list(result.meant.values()) == [("محكم",)]

    def test_two_slips_are_not(self) -> None:
        make_story("المحكمة")
        assert found("المظكسة") == Found([])

    @pytest.mark.parametrize("typed", ["قمد", "202", "12x4"])
    def test_short_words_and_numbers_are_not_guessed(self, typed: str) -> None:
        make_story("قمر", "2026 12a4")
        assert found(typed) == Found([])

    def test_the_most_frequent_three_stand_in(self) -> None:
        section = make_section()
        for times, word in enumerate(["نخيط", "نخيض", "نخيز", "نخيس", "نخيش"], 1):
            for _ in range(times):
                make_story(word, section=section)
        assert found("نخيغ").meant == {"نخيغ": ("نخيش", "نخيس", "نخيز")}
        assert len(found("نخيغ").hits) == 5 + 4 + 3
        assert MOST_GUESSES == 3

    def test_a_known_word_is_never_replaced(self) -> None:
        make_story("نخيل")
        make_story("نخيط")
        assert titles("نخيط") == ["نخيط"]
        assert found("نخيط").meant == {}

    def test_a_word_that_has_left_the_paper_is_unknown(self) -> None:
        make_story("نخيل")
        make_story("نخيط نخيض").delete()
        assert found("نخيط").meant == {"نخيط": ("نخيل",)}


class TestBounds:
    def test_so_many_stories_are_looked_at(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.search.find.MOST", 3)
        section = make_section()
        pks = [make_story("قمر", section=section).pk for _ in range(5)]
        result = found("قمر")
        assert [hit.pk for hit in result.hits] == pks[:1:-1]
        assert result.is_cut

    def test_fewer_are_not_full(self) -> None:
        make_story("قمر")
        assert not found("قمر").is_cut
        assert MOST > 1

    def test_common_words_are_looked_for_in_the_latest_stories(self) -> None:
        make_story("قمر قديم", pk=1)
        latest = make_story("قمر جديد", pk=20 * STRETCH)
        # As in an archive where nearly every story holds the word.
        SearchWord.objects.filter(stem="قمر").update(documents=COMMON + 1)
        SearchWord.objects.filter(stem="").update(documents=20 * STRETCH, occurrences=60 * STRETCH)
        assert latest.pk in [hit.pk for hit in found("قمر").hits]
        assert latest.pk in [hit.pk for hit in found("قمر جديد").hits]
        assert latest.pk in [hit.pk for hit in found("قمر جديد قديم").hits]
        assert latest.pk in [hit.pk for hit in found('"قمر جديد"').hits]

    def test_and_in_the_oldest_where_these_hold_too_few(self) -> None:
        old = make_story("قمر نجم", pk=1)
        make_story("قمر", pk=20 * STRETCH)
        make_story("نجم", pk=20 * STRETCH + 1)
        SearchWord.objects.filter(stem__in=["قمر", "نجم"]).update(documents=COMMON + 1)
        SearchWord.objects.filter(stem="").update(documents=20 * STRETCH, occurrences=60 * STRETCH)
        assert found("قمر نجم").hits[0].pk == old.pk

    def test_a_narrowed_search_looks_at_all_of_it(self) -> None:
        old = make_story("قمر", pk=1)
        make_story("قمر", pk=20 * STRETCH)
        SearchWord.objects.filter(stem="قمر").update(documents=COMMON + 1)
        SearchWord.objects.filter(stem="").update(documents=20 * STRETCH, occurrences=60 * STRETCH)
        narrowed = Article.objects.published().filter(section=old.section)
        assert [hit.pk for hit in find(narrowed, parse("قمر")).hits] == [old.pk]

    @pytest.mark.parametrize(
        ("typed", "most"),
        [
            ("قمر", 3),
            ("قمر نجم", 4),
            ("قمر نجخيل", 5),
            ('"قمر نجم"', 3),
            ('"نجم قمر"', 4),
            ('"نجم قمر" نخيلل', 5),
        ],
    )
    def test_it_asks_a_bounded_number_of_queries(
        self, typed: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_story("قمر نجم نخيل")
        with django_assert_max_num_queries(most):
            found(typed)


class TestStatistics:
    def test_numbers_of_the_archive(self) -> None:
        make_story("قمر", "نجم نجم")
        latest = make_story("نجم")
        numbers = statistics(["قمر", "نجم", "غيب"])
        assert (numbers.documents, numbers.mean_length, numbers.latest) == (2, 2.0, latest.pk)
        assert numbers.frequencies == {"قمر": 1, "نجم": 2}
        assert numbers.frequency(["قمر", "نجم", "غيب"]) == 3

    def test_an_empty_archive_has_none(self) -> None:
        make_story("قمر").delete()
        assert not SearchDocument.objects.exists()
        assert statistics(["قمر"]).documents == 0
        assert titles("قمر") == []
