import random

import pytest

from newsportal.arabic.fold import fold
from newsportal.arabic.stop_words import STOP_WORDS
from newsportal.arabic.words import LONGEST, places, places_of, stem, stems, telling, tokens


class TestTokens:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", []),
            ("؟ … «»", []),
            ("قانون المياه: من يدفع؟", ["قانون", "المياه", "من", "يدفع"]),
            ("مُحَمَّدٌ وأحمـــد", ["محمد", "واحمد"]),
            ("کتاب ﻣﺤﻤﺪ", ["كتاب", "محمد"]),
            ("عام ١٤٤٨هـ", ["عام", "1448ه"]),
            ("٣٬٨٦٠ اسماً", ["3860", "اسما"]),
            ("QR-Code v2_1", ["qr", "code", "v2", "1"]),
            ("a\x00b AND NEAR(c*)", ["a", "b", "and", "near", "c"]),
            ("شاطئ\u200cأسلاك", ["شاطياسلاك"]),
        ],
    )
    def test_runs_of_letters_and_digits_are_folded(self, text: str, expected: list[str]) -> None:
        assert tokens(text) == expected

    def test_a_run_that_is_no_word_is_cut(self) -> None:
        assert [len(token) for token in tokens("ع" * 500)] == [LONGEST]


class TestStem:
    @pytest.mark.parametrize(
        ("token", "expected"),
        [
            # Each prefix.
            ("الكتاب", "كتاب"),
            ("والكتاب", "كتاب"),
            ("بالكتاب", "كتاب"),
            ("كالكتاب", "كتاب"),
            ("فالكتاب", "كتاب"),
            ("للكتاب", "كتاب"),
            ("وكتاب", "كتاب"),
            # Each suffix, and several in turn.
            ("كتابها", "كتاب"),
            ("لاعبان", "لاعب"),
            ("شركات", "شرك"),
            ("لاعبون", "لاعب"),
            ("لاعبين", "لاعب"),
            ("سياسيه", "سياس"),
            ("مدرسه", "مدرس"),
            ("كتابي", "كتاب"),
            ("شركاتها", "شرك"),
            ("سياسيين", "سياس"),
            ("والمدرسيه", "مدرس"),
            # One prefix alone.
            ("والالعاب", "العاب"),
            # At least two letters stay.
            ("الا", "الا"),
            ("الام", "ام"),
            ("لله", "لل"),
            ("قانون", "قان"),
            ("هان", "هان"),
            ("يده", "يد"),
            ("ها", "ها"),
            # A bare و needs four more.
            ("ورقه", "ورق"),
            ("وطن", "وطن"),
            ("وعلم", "وعلم"),
            ("وعلوم", "علوم"),
            # Other scripts.
            ("water", "water"),
            ("2026", "2026"),
        ],
    )
    def test_light10(self, token: str, expected: str) -> None:
        assert stem(token) == expected

    def test_a_stem_is_never_shorter_than_two_letters(self) -> None:
        chance = random.Random(3)  # noqa: S311 - seeded test data, no secret
        for _ in range(5_000):
            token = "".join(chance.choices("الوبكفهاتنيم", k=chance.randint(2, 9)))
            assert len(stem(token)) >= 2
            assert stem(token) in token

    def test_spellings_of_a_word_share_a_stem(self) -> None:
        written = "المدرسة مدرسه والمدرسةُ مدرســـة للمدرسة ﻣﺪﺭﺳﺔ مدرسۀ"
        assert set(stems(written)) == {"مدرس"}


class TestStopWords:
    @pytest.mark.parametrize("word", sorted(STOP_WORDS))
    def test_each_is_folded_as_queries_are(self, word: str) -> None:
        assert tokens(word) == [word]

    def test_there_are_about_as_many_as_prose_needs(self) -> None:
        assert 140 <= len(STOP_WORDS) <= 220

    @pytest.mark.parametrize("text", ["من إلى على أنّ هؤلاء أولئك التي", "هٰذا ذلـــك أيضًا"])
    def test_they_are_known_in_every_spelling(self, text: str) -> None:
        assert telling(tokens(text)) == []

    def test_words_that_tell_something_stay(self) -> None:
        assert telling(tokens("من قانون المياه")) == ["قانون", "المياه"]

    def test_stems_hold_every_word_of_a_text(self) -> None:
        assert stems("من يدفع ثمن العداد") == ["من", "يدفع", "ثمن", "عداد"]


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("كتابُ المياهِ!", [("كتابُ", {"كتاب"}), ("المياهِ", {"ميا"})]),
            ("«كتـــاب»", [("كتـــاب", {"كتاب"})]),
            ("٣٬٨٦٠", [("٣٬٨٦٠", {"3860"})]),
            ("", []),
        ],
    )
    def test_words_stand_where_they_are_written(self, text: str, expected: list[tuple[str, set[str]]]) -> None:
        assert [(text[place.start : place.end], place.stems) for place in places(text)] == expected

    def test_their_stems_are_those_of_the_text(self) -> None:
        chance = random.Random(4)  # noqa: S311 - seeded test data, no secret
        letters = "ابتثمنهويةىأإؤئکی" * 3 + "ًٌٍَُِّْٰـ" + "٠١٢٣٬٫0123" + "\u200c\u200d\u200f\u00ad\u034f\u061c\ufeff\U000e0041"
        letters += "\ufefb\ufdf2" + 'abcÉ ،؟.-"«»\n' * 2
        for _ in range(3_000):
            text = "".join(chance.choices(letters, k=25))
            assert {stem for place in places(text) for stem in place.stems} == {*stems(text)}, ascii(text)

    def test_those_of_some_stems_are_found_alone(self) -> None:
        text = "كتابُ المياهِ والمياه"
        assert [text[place.start : place.end] for place in places_of({"ميا"}, text)] == ["المياهِ", "والمياه"]
        assert places_of(set(), text) == []

    def test_letters_of_other_scripts_and_lone_surrogates_do_no_harm(self) -> None:
        text = "नमस्ते \ud800 שָׁלוֹם 日本 ½"
        assert all(place.end <= len(text) for place in places(text))
        assert fold("½")
