import pytest

from newsportal.arabic.disguise import readings


class TestReadings:
    @pytest.mark.parametrize(
        "word",
        [
            "كلب",
            "كَلْبٌ",
            "کلب",  # Persian kaf
            "ڪلب",  # Sindhi kaf
            "كڵب",  # Kurdish lam
            "كلپ",  # Persian pe
            "كلـــب",
            "ك\u200bل\u2067ب",
            "ك\u3164ل\u2800ب",  # blank, and no format characters
            "ﻛﻠﺐ",
        ],
    )
    def test_disguised_letters_are_the_letters(self, word: str) -> None:
        assert readings(word) == ("كلب",)

    @pytest.mark.parametrize(
        ("word", "first"),
        [
            ("3كس", "عكس"),
            ("7مار", "حمار"),
            ("سما2", "سماا"),
            ("5روف", "خروف"),
            ("6بل", "طبل"),
            ("8رد", "قرد"),
            ("9بر", "صبر"),
            ("٧مار", "حمار"),
            ("7مار3", "حمارع"),
        ],
    )
    def test_digits_beside_letters_are_letters(self, word: str, first: str) -> None:
        assert readings(word)[0] == first

    @pytest.mark.parametrize("word", ["كلب2024", "كلب4", "كلب10", "222كلب"])
    def test_numbers_are_none(self, word: str) -> None:
        assert readings(word) == ("كلب",)

    @pytest.mark.parametrize("word", ["و3", "ب5", "3و"])
    def test_beside_one_letter_stands_a_number(self, word: str) -> None:
        assert readings(word) == (word.strip("35"),)

    def test_a_digit_may_also_part_two_words(self) -> None:
        assert readings("كلب3حمار") == ("كلبعحمار", "كلب", "حمار")

    @pytest.mark.parametrize("word", ["", "2024", "٧", "\u3164"])
    def test_where_no_letter_is_there_is_nothing_to_read(self, word: str) -> None:
        assert readings(word) == ()

    @pytest.mark.parametrize(
        ("letters", "plain"),
        [("ٹڈڑںے", "تدرني"), ("ۆۇێەڕڵ", "وويهرل"), ("پچگژڤ", "بجكزف"), ("ټډړښڼۍ", "تدرسني")],
        ids=["Urdu", "Kurdish", "Persian", "Pashto"],
    )
    def test_letters_of_other_languages_are_read_as_what_they_resemble(self, letters: str, plain: str) -> None:
        assert readings(letters) == (plain,)
