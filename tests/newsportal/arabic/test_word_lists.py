from pathlib import Path

import pytest

from articles.demo.load import FOLDER
from newsportal.arabic.word_lists import Entry, WordList


def found(text: str, *words: str, **options) -> list[str]:
    """Return what of a text a list of these words marks."""
    entries = [Entry(number, word, **options) for number, word in enumerate(words)]
    return [text[one.start : one.end] for one in WordList(entries).find(text)]


class TestDisguises:
    @pytest.mark.parametrize(
        "written",
        [
            "غبي",
            "والغبي",
            "للغبي",
            "غَبِيّ",
            "غـــبي",
            "غ ب ي",
            "غب ي",
            "غ.ب.ي",
            "غ-ب_ي",
            "غ🙂ب🙂ي",
            "غ . ب . ي",
            "غبييي",
            "غبيي",
            "ﻏﺒﻲ",
            "غ\u200bب\u200cي",
            "غ\u3164بي",
            "غ\u2800ب\u2800ي",
            "غبی",
            "غبے",
            "وووغبي",
            "ياااغبي",
            "يالغبي",
            "وغبي",
            "غبيكم",
        ],
    )
    def test_each_is_marked_whole(self, written: str) -> None:
        assert found(written, "غبي") == [written]
        assert found(f"أنت «{written}»، حقاً", "غبي") == [written]

    @pytest.mark.parametrize(("written", "word"), [("7مار", "حمار"), ("8ذر", "قذر"), ("3اهر", "عاهر")])
    def test_digits_for_letters(self, written: str, word: str) -> None:
        assert found(f"يا {written} انت", word) == [written]

    def test_a_number_behind_it_hides_nothing(self) -> None:
        assert found("كلب3", "كلب") == ["كلب3"]

    def test_the_list_may_be_written_in_any_spelling(self) -> None:
        assert found("يا غبي", "الغـــبيّ") == []
        assert found("يا غبي", "غَـــبيّ") == ["غبي"]

    def test_every_place_is_marked(self) -> None:
        assert found("غبي، غبي و غ ب ي", "غبي") == ["غبي", "غبي", "غ ب ي"]


class TestInnocence:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("كلباء مدينة ساحلية", "كلب"),
            ("الحزب الحاكم", "زب"),
            ("على عكس ذلك", "كس"),
            ("ولاية تكساس", "كس"),
            ("المهندس الخولي", "خول"),
            ("قبيلة بني كلبي", "كلب"),
            ("سبب الأزمة", "سب"),
            ("والسبب معروف", "سب"),
            ("بلا شك", "كلب"),
            ("في 2024 و3 أعوام", "وع"),
        ],
    )
    def test_no_shorter_word_inside_is_matched(self, text: str, word: str) -> None:
        assert found(text, word) == []

    def test_ordinary_short_words_are_not_joined(self) -> None:
        assert found("من هم؟ لو لا هم", "منهم", "لولا") == []

    def test_pieces_of_two_sentences_are_not_joined(self) -> None:
        assert found("ك ل        ب", "كلب") == []

    def test_longer_pieces_are_joined_over_punctuation_alone(self) -> None:
        assert found("حقي.رون", "حقير") == ["حقي.رون"]
        assert found("حقي رون", "حقير") == []

    @pytest.mark.parametrize("word", ["", "؟", "2024", "\u200b"])
    def test_an_entry_without_letters_matches_nothing(self, word: str) -> None:
        assert found("غبي 2024 ؟", word) == []

    def test_the_demo_s_stories_are_innocent_of_forty_insults(self) -> None:
        insults = (Path(__file__).parents[2] / "data" / "insults.txt").read_text(encoding="utf-8").split()
        assert len(insults) == 40
        stories = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")]
        assert sum(map(len, stories)) > 100_000
        assert [found(story, *insults) for story in stories] == [[]] * len(stories)


class TestAffixes:
    @pytest.mark.parametrize("before", ["و", "ف", "ال", "بال", "كال", "لل", "ب", "ل", "ك", "يا", "وال", "ولل"])
    @pytest.mark.parametrize("after", ["", "ك", "هم", "كم", "نا", "ون", "ين", "ات", "وا"])
    def test_long_words_take_all(self, before: str, after: str) -> None:
        assert found(f"{before}حقير{after}", "حقير") == [f"{before}حقير{after}"]

    @pytest.mark.parametrize("written", ["حقيرة", "والحقيرة", "حقيرتك", "حقيرتهم", "حقيرات", "الحقيرات", "حقيراتكم"])
    def test_feminine_ones_open_their_ending(self, written: str) -> None:
        assert found(written, "حقيرة") == [written]

    def test_a_feminine_one_does_not_match_its_masculine(self) -> None:
        assert found("حقير حقيرون", "حقيرة") == []

    @pytest.mark.parametrize("written", ["الكلب", "والكلب", "فالكلب", "بالكلب", "كالكلب", "للكلب", "وللكلب"])
    def test_three_letters_take_the_article(self, written: str) -> None:
        assert found(written, "كلب") == [written]

    @pytest.mark.parametrize("written", ["كلبك", "كلبكم", "كلبو", "وكلبكم", "ياكلب"])
    def test_three_letters_take_few_endings(self, written: str) -> None:
        assert found(written, "كلب") == [written]

    @pytest.mark.parametrize("written", ["كلبي", "كلبها", "كلبون", "الكلبكم", "بكلب", "لكلب", "فكلب", "الكلبو"])
    def test_three_letters_take_no_others(self, written: str) -> None:
        assert found(written, "كلب") == []

    def test_two_letters_take_a_call_alone(self) -> None:
        assert found("زق وزق يازق", "زق") == ["زق", "وزق", "يازق"]
        assert found("الزق زقك بزق", "زق") == []

    def test_doubled_letters_are_told_apart_where_another_word_begins(self) -> None:
        assert found("سبب سببب", "سب") == ["سببب"]
        assert found("سب سبب سببب", "سبب") == ["سبب", "سببب"]


class TestInsideWords:
    def test_a_tick_finds_it_anywhere(self) -> None:
        assert found("الواستغبائكم", "غبا") == []
        assert found("الواستغبائكم", "غبا", is_inside=True) == ["الواستغبائكم"]

    def test_letters_repeated_inside_are_seen(self) -> None:
        assert found("واستغببااائكم", "غبا", is_inside=True) == ["واستغببااائكم"]


class TestPhrases:
    @pytest.mark.parametrize("written", ["ابن الحرام", "إبنُ الحَرام", "يا ابن الحرام", "وابن الحرااام"])
    def test_words_stand_side_by_side(self, written: str) -> None:
        assert found(f"هذا {written}!", "ابن الحرام") == [written.removeprefix("يا ")]

    @pytest.mark.parametrize("written", ["ابن", "ابن عم الحرام", "الحرام ابن", "ابن الحلال"])
    def test_other_words_are_no_phrase(self, written: str) -> None:
        assert found(written, "ابن الحرام") == []


class TestAllowed:
    def test_a_word_is_let_pass(self) -> None:
        assert found("كلبكم والكلب", "كلب", allowed=["كلبكم"]) == ["والكلب"]

    def test_a_phrase_lets_its_words_pass(self) -> None:
        assert found("رأيت حمار الوحش والحمار", "حمار", allowed=["حمار الوحش"]) == ["والحمار"]

    def test_an_allowed_word_of_another_entry_lets_nothing_pass(self) -> None:
        words = WordList([Entry(1, "كلب", allowed=["حمار"]), Entry(2, "حمار")])
        assert [one.key for one in words.find("حمار")] == [2]


class TestBadInput:
    @pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800كلب", "ك" + "\u0651" * 20_000 + "لب", "؟" * 5_000])
    def test_anything_can_be_looked_through(self, text: str) -> None:
        assert found(text, "كلب") == ([text] if len(text) > 20_000 else ["كلب"] if "كلب" in text else [])


class TestCost:
    def test_pieces_that_were_joined_before_are_not_looked_up_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        words = WordList([Entry(1, "غبي")])
        asked: list[str] = []
        look_up = words._look_up
        monkeypatch.setattr(words, "_look_up", lambda joined: asked.append(joined) or look_up(joined))
        assert len(words.find("ا ل غ ب ي " * 500)) == 500
        assert len(asked) == len(set(asked)) < 200

    def test_a_text_of_ever_new_pieces_is_looked_through_to_an_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("newsportal.arabic.word_lists.MOST_JOINED", 20)
        words = WordList([Entry(1, "غبي")])
        asked: list[str] = []
        look_up = words._look_up
        monkeypatch.setattr(words, "_look_up", lambda joined: asked.append(joined) or look_up(joined))
        words.find(" ".join(f"غب ي{letter}" for letter in "تثجحخدذرزسشصضطظعفقكلمنه"))
        assert len(asked) == 20


class TestMemory:
    def test_a_run_longer_than_any_word_is_not_remembered(self) -> None:
        words = WordList([Entry(1, "غبي")])
        for number in range(50):
            words.find("ا" * 100 + str(number))
        assert words._short_ones.cache_info().currsize == 0
