import time

import pytest

from newsportal.arabic.spelling import ARABIC, LATIN, LONGEST, near_stems
from newsportal.arabic.words import stem


def slips(word: str, alphabet: str) -> dict[str, set[str]]:
    """Return what one slip makes of a word, by its kind; written another way than the code that is tested."""
    places = range(len(word))
    return {
        "left out": {word[:at] + word[at + 1 :] for at in places},
        "added": {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in alphabet},
        "wrong": {word[:at] + letter + word[at + 1 :] for at in places for letter in alphabet},
        "changed about": {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places[:-1]},
    }


class TestNearStems:
    @pytest.mark.parametrize("kind", ["left out", "added", "wrong", "changed about"])
    @pytest.mark.parametrize(("word", "alphabet"), [("قانون", ARABIC), ("محكم", ARABIC), ("water", LATIN)])
    def test_every_single_slip_of_a_word_is_undone(self, word: str, alphabet: str, kind: str) -> None:
        wanted = {stem(each) for each in slips(word, alphabet)[kind]}
        assert {each for each in wanted if len(each) > 2} - {stem(word)} <= near_stems(word)

    @pytest.mark.parametrize("kind", ["left out", "added", "wrong", "changed about"])
    def test_every_single_slip_of_its_stem_is_undone(self, kind: str) -> None:
        assert slips("محكم", ARABIC)[kind] - {"محكم"} <= near_stems("المحكمه")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("المحمكة", "محكم"), ("انتخابت", "انتخاب"), ("حكومه", "حكوم"), ("اقتصاظ", "اقتصاد"), ("مدارسس", "مدارس")],
    )
    def test_a_mistyped_word_is_near_to_what_was_meant(self, typed: str, meant: str) -> None:
        token = typed.replace("ة", "ه")
        assert meant in {*near_stems(token), stem(token)}

    def test_its_own_stem_is_not_among_them(self) -> None:
        assert stem("المحكمه") not in near_stems("المحكمه")

    @pytest.mark.parametrize("token", ["", "من", "بيت", "abc", "2026", "12345", "covid19", "قانونx", "йода", "مادة"])
    def test_short_words_digits_and_mixed_scripts_have_none(self, token: str) -> None:
        assert near_stems(token) == set()

    def test_a_token_longer_than_words_are_has_none(self) -> None:
        assert near_stems("محكم" * 4) == set()
        assert near_stems(("محكم" * 4)[:LONGEST])

    def test_sixteen_of_the_longest_fit_one_statement_of_sqlite(self) -> None:
        started = time.process_time()
        near = near_stems("والمحكمضصثقفغها")
        assert len(near) * 16 < 32_766
        assert time.process_time() - started < 0.2
