import pytest

from articles.search.query import MOST_CHARACTERS, MOST_WORDS, parse


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("قانون المياه", ("قانون", "المياه")),
            ("قانُون قـــانون قانون", ("قانون",)),
            ("من يدفع ثمن المياه في الوادي", ("يدفع", "ثمن", "المياه", "الوادي")),
            ("من إلى على", ("من", "الي", "علي")),
            ("", ()),
            ('؟!… «» “” ""', ()),
            ("title:water AND NEAR(x* y) ^a -b :*", ("title", "water", "and", "near", "x", "y", "a", "b")),
        ],
    )
    def test_telling_words_are_kept_each_once(self, typed: str, words: tuple[str, ...]) -> None:
        query = parse(typed)
        assert (query.words, query.phrases) == (words, ())
        assert query.is_empty is not bool(words)

    def test_stems_are_what_a_text_is_marked_by(self) -> None:
        assert parse('المدرسة "قصر الغيم"').stems == {"مدرس", "قصر", "غيم"}


class TestPhrases:
    @pytest.mark.parametrize("typed", ['"قصر الغيم"', "«قصر الغيم»", "“قصر الغيم”", "«  قصرُ   الغيم »"])
    def test_each_pair_of_marks_holds_one(self, typed: str) -> None:
        assert parse(typed).phrases == (("قصر", "الغيم"),)
        assert parse(typed).words == ()

    def test_words_stand_beside_it(self) -> None:
        query = parse("بلدية «قصر الغيم» المرور")
        assert (query.words, query.phrases) == (("بلديه", "المرور"), (("قصر", "الغيم"),))

    def test_words_that_tell_nothing_stay_inside(self) -> None:
        assert parse('"من يدفع"').phrases == (("من", "يدفع"),)

    def test_words_that_tell_nothing_go_beside_it(self) -> None:
        assert parse('في "من يدفع"').words == ()

    def test_one_word_is_a_word(self) -> None:
        assert parse("«المياه» قانون") == parse("المياه قانون")

    def test_the_same_one_counts_once(self) -> None:
        assert len(parse('"قصر الغيم" «قصر الغيم»').phrases) == 1

    @pytest.mark.parametrize("typed", ['"قصر الغيم', "قصر الغيم»", "“قصر الغيم", '«قصر الغيم"'])
    def test_one_that_is_not_closed_is_words(self, typed: str) -> None:
        assert (parse(typed).words, parse(typed).phrases) == (("قصر", "الغيم"), ())

    def test_unquoted_its_telling_words_are_searched(self) -> None:
        assert parse('بلدية "من يدفع الثمن"').unquoted == ("بلديه", "يدفع", "الثمن")
        assert parse('"من في"').unquoted == ("من", "في")


class TestLimits:
    def test_characters_beyond_the_limit_are_left_out(self) -> None:
        query = parse("كتاب " * (MOST_CHARACTERS // 5) + "مدرسة")
        assert query.words == ("كتاب",)
        assert query.is_cut

    def test_words_beyond_the_limit_are_left_out(self) -> None:
        query = parse(" ".join(f"a{number}" for number in range(MOST_WORDS + 1)))
        assert len(query.words) == MOST_WORDS
        assert query.is_cut

    def test_exactly_as_much_as_allowed_is_whole(self) -> None:
        assert not parse(" ".join(f"a{number}" for number in range(MOST_WORDS))).is_cut
        assert not parse("ع" * MOST_CHARACTERS).is_cut

    def test_white_space_is_not_counted(self) -> None:
        assert parse("a" + " " * 10_000 + "b").words == ("a", "b")

    def test_a_phrase_has_a_limit_too(self) -> None:
        assert [len(phrase) for phrase in parse('"' + "ع " * 99 + '"').phrases] == [MOST_WORDS]

    def test_characters_that_stand_for_whole_words_do_not_pass_the_limit(self) -> None:
        query = parse("ﷺ" * MOST_CHARACTERS)
        assert len(query.words) <= MOST_WORDS
        assert sum(map(len, parse("“ﷺ” " * 50).unquoted)) < 100
