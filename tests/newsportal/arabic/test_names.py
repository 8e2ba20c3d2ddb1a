import subprocess
import sys

import pytest

from newsportal.arabic.names import COLOURS, colour_of, initial


class TestInitial:
    @pytest.mark.parametrize(
        ("name", "letter"),
        [
            ("سارة", "س"),
            ("أبو علي", "أ"),
            ("الأحمد", "ا"),
            ("\u202e\u200f سارة", "س"),
            ("«مُحمد»", "م"),
            ("ـمحمد", "م"),
            ("ﻣﺤﻤﺪ", "م"),
            ("🌹 ليلى", "ل"),
            ("\u3164ليلى", "ل"),
            ("john", "J"),
            ("e\u0301mile", "É"),
            ("ßa", "ß"),
            ("7up", "7"),
            ("!؟", "!"),
            ("😀", "😀"),
            ("", ""),
            ("\u200b \u3164", ""),
        ],
    )
    def test_first_letter_of_a_name(self, name, letter):
        assert initial(name) == letter


class TestColourOf:
    def test_spellings_of_one_name_share_a_colour(self):
        assert colour_of("أحمد  فؤاد") == colour_of("اَحـمد فواد")

    def test_names_spread_over_all_colours(self):
        assert {colour_of(f"قارئ {number}") for number in range(300)} == set(range(1, COLOURS + 1))

    def test_colour_is_the_same_in_another_process(self):
        code = "from newsportal.arabic.names import colour_of; print(colour_of('Sara'))"
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert int(other.stdout) == colour_of("Sara")

    def test_lone_surrogate_has_a_colour(self):
        assert 1 <= colour_of("\ud800") <= COLOURS
