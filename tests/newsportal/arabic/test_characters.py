import time
import unicodedata

import pytest

from newsportal.arabic.characters import CGJ, clean_name, clean_text, is_blank, normalize, strip_format_characters

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LONG_MARKS = "\u0301\u0323" * 10_000


class TestStripFormatCharacters:
    def test_bidi_controls_are_removed(self):
        assert strip_format_characters(f"سا{BIDI_CONTROLS}رة") == "سارة"

    @pytest.mark.parametrize("character", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\x00", "\x7f"])
    def test_invisible_character_is_removed(self, character):
        assert strip_format_characters(f"سا{character}رة") == "سارة"

    @pytest.mark.parametrize("character", ["\n", "\r", "\t", "\u2028", "\u2029", "\x85", "\u00a0"])
    def test_line_end_or_tab_becomes_a_space(self, character):
        assert strip_format_characters(f"سارة{character}علي") == "سارة علي"

    @pytest.mark.parametrize("character", ["\ud800", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff"])
    def test_what_cannot_be_stored_is_removed(self, character):
        assert strip_format_characters(f"سا{character}رة") == "سارة"

    def test_vowel_marks_and_emoji_stay(self):
        assert strip_format_characters("مُحَمَّد 🌹") == "مُحَمَّد 🌹"


class TestIsBlank:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            " \n\t\u00a0\u3000",
            BIDI_CONTROLS,
            "\u200b\u200c\u200d\u2060\ufeff\u00ad",
            "\u3164",
            "\u2800",
            "\u115f\u1160\uffa0",
            "\u064b\u0301",
            "\u034f\ufe0f\U000e0100",
            "\ud800",
            "\x00",
            "\U000e0041",
        ],
    )
    def test_text_without_ink_is_blank(self, text):
        assert is_blank(text)

    @pytest.mark.parametrize("text", ["م", "\u200f.", "🌹", "ءَ", "1", "\ufffd"])
    def test_text_with_ink_is_not_blank(self, text):
        assert not is_blank(text)


class TestCleanName:
    def test_space_runs_collapse_and_ends_are_stripped(self):
        assert clean_name(" \u200f سارة \u202e\n  علي\u00a0 ") == "سارة علي"

    def test_name_is_composed(self):
        assert clean_name("Rene\u0301") == "René"

    def test_joiner_between_words_of_one_name_is_removed(self):
        assert clean_name("بین\u200cالملل") == "بینالملل"

    def test_cleaning_twice_changes_nothing(self):
        once = clean_name(f"e{LONG_MARKS}")
        assert clean_name(once) == once


class TestCleanText:
    def test_all_line_ends_become_one_kind(self):
        assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f\n") == "a\nb\nc\nd\ne\nf\n"

    def test_controls_but_line_end_and_tab_are_removed(self):
        controls = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
        assert clean_text(f"[{controls}]").replace("\n", "") == "[\t]"

    def test_lone_surrogate_is_replaced(self):
        assert clean_text("a\ud83db") == "a\ufffdb"

    def test_text_is_composed(self):
        assert clean_text("\u0627\u0653") == "\u0622"

    def test_joiners_stay(self):
        assert clean_text("بین\u200cالملل") == "بین\u200cالملل"

    def test_whole_result_can_be_encoded(self):
        clean_text("".join(map(chr, range(0x11000)))).encode()


class TestNormalize:
    def test_ordinary_text_is_as_python_normalises_it(self):
        text = "شَدَّة \u0627\u0653 e\u0301 " + "\u0323\u0301" * 15
        assert normalize("NFC", text) == unicodedata.normalize("NFC", text)

    def test_every_mark_of_a_long_run_is_kept(self):
        assert normalize("NFC", LONG_MARKS).replace(CGJ, "").count("\u0323") == 10_000

    @pytest.mark.parametrize("function", [clean_name, clean_text, is_blank])
    def test_twenty_thousand_marks_are_quick(self, function):
        started = time.process_time()
        function(LONG_MARKS)
        assert time.process_time() - started < 0.1
