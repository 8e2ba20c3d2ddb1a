import random
import time
import unicodedata

import pytest

from newsportal.arabic.characters import (
    CGJ,
    clean_name,
    clean_text,
    is_blank,
    normalize,
    plain_letters,
    strip_format_characters,
)

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LONG_MARKS = "\u0301\u0323" * 10_000


class TestPlainLetters:
    @pytest.mark.parametrize(
        ("pasted", "plain"),
        [
            ("ﻣﺤﻤﺪ ﺍﻟﺸﺮﻗﺎﻭﻱ", "محمد الشرقاوي"),
            ("ﻻ ﻵ ﻸ", "لا لآ لأ"),
            ("ﷲ ﷴ", "الله محمد"),
            ("ﮔﭙﭽﮊ", "گپچژ"),
        ],
    )
    def test_presentation_forms_become_letters(self, pasted, plain):
        assert plain_letters(pasted) == plain

    @pytest.mark.parametrize("sign", "ﷺﷻ﷼﷽")
    def test_signs_for_phrases_stay(self, sign):
        assert plain_letters(f"محمد {sign}") == f"محمد {sign}"

    @pytest.mark.parametrize(
        ("form", "marks"),
        [("\ufe76", "\u064e"), ("\ufe77", "\u064e"), ("\ufe7f", "\u0652"), ("\ufc60", "\u064e\u0651"),
         ("\ufcf4", "\u0650\u0651"), ("\ufe73", "")],
    )  # fmt: skip
    def test_form_of_a_mark_becomes_the_mark_without_space_or_tatweel(self, form, marks):
        assert plain_letters(f"كت{form}ب") == f"كت{marks}ب"

    @pytest.mark.parametrize("code", [0xAD, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE00, 0xFE0F, 0xE0100])
    def test_zero_width_character_is_removed(self, code):
        assert plain_letters(f"سا{chr(code)}رة") == "سارة"

    @pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "👍🏽", "☎\ufe0e"])
    def test_emoji_keep_what_holds_them_together(self, text):
        assert plain_letters(f"أهلاً {text}!") == f"أهلاً {text}!"
        assert clean_name(f"سارة {text}") == f"سارة {text}"

    @pytest.mark.parametrize("text", ["😀\u200dا", "ا\u200d😀", "😀\u200d\u200d😀", "😀\u200d", "1\ufe0f"])
    def test_joiner_or_selector_at_the_edge_of_emoji_is_removed(self, text):
        assert plain_letters(text) == text.replace("\u200d", "").replace("\ufe0f", "")

    def test_hints_of_direction_stay(self):
        assert plain_letters("لغة C++\u200f و\u200eA\u061c") == "لغة C++\u200f و\u200eA\u061c"

    def test_once_more_changes_nothing(self):
        chance = random.Random(3)  # noqa: S311 - seeded test data, no secret
        likely = [0x20, 0x31, 0x34F, 0x200B, 0x200D, 0x200E, 0x20E3, 0x2764, 0xFE0E, 0xFE0F, 0x1F525, 0x1F3FD]
        codes = [*likely * 60, *range(0x20, 0x700), *range(0xFB50, 0xFF00), *range(0xE0100, 0xE0110)]
        for _ in range(2_000):
            text = "".join(map(chr, chance.choices(codes, k=20)))
            for function in (plain_letters, clean_name):
                assert function(function(text)) == function(text)

    @pytest.mark.parametrize("part", ["\ufe77", "\u200d", "\ufe0f", "❤\ufe0f\u200d", "ﷲ"])
    def test_long_text_is_quick(self, part):
        started = time.process_time()
        plain_letters(part * 50_000)
        assert time.process_time() - started < 0.2


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
        cleaned = clean_text("".join(map(chr, range(0x11000))))
        assert cleaned.encode().decode() == cleaned


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
