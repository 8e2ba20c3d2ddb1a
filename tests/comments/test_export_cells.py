"""No cell of the export is a formula to any spreadsheet program (OWASP, "CSV Injection")."""

import csv
import io
import re

import pytest

from comments.export import harmless

DDE = "=cmd|' /C calc'!A0"


class TestHarmless:
    @pytest.mark.parametrize(
        "cell",
        [
            DDE,
            "+1+1",
            "-1+1",
            "@SUM(1)",
            "  =1",
            "\u00a0=1",
            "\u3000=1",
            "\ufeff=1",
            "\u200b\u200f\u2066=1",
            "\u0640\u0301=1"[1:],
            "＝1",
            "＋1",
            "－1",
            "＠1",
            "﹦1",
            "﹢1",
            "﹣1",
            "﹫1",
            "⁼1",
            "−1",
            "\t=1",
            "\r=1",
            "\n=1",
            "\tكلام",
            "\rكلام",
            "\x00=1",
            "\x1f=1",
            "-",
        ],
    )
    def test_what_could_begin_a_formula_gets_an_apostrophe(self, cell: str):
        assert harmless(cell).startswith("'")

    @pytest.mark.parametrize("cell", ["كلام\n=1+1", "كلام\r\n =1", "كلام;=1", "كلام; @SUM(1)", "كلام\t+1"])
    def test_so_does_what_another_separator_would_part(self, cell: str):
        assert not re.search(r"[\r\n\t;]\s*[=+@-]", harmless(cell))

    @pytest.mark.parametrize(
        "cell", ["", "كلام", "1 = 1", "salma@example.com", "2001:db8::1", "كلام - كلام", "'=1", "سطر\nوسطر", "ﷺ"]
    )
    def test_everything_else_stays_as_it_is(self, cell: str):
        assert harmless(cell) == cell

    def test_nul_goes(self):
        assert harmless("كل\x00ام") == "كلام"

    @pytest.mark.parametrize("number", [0, 7, -1])
    def test_a_number_of_ours_stays_a_number(self, number: int):
        assert harmless(number) == str(number)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_NONE])
    def test_no_way_of_reading_finds_a_formula_behind_a_line_end_or_a_semicolon(self, delimiter: str, quoting: int):
        text = f'كلام";{DDE}";\n{DDE}\n;{DDE}\t{DDE}'
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow([7, harmless(text)])
        read = csv.reader(io.StringIO(line.getvalue()), delimiter=delimiter, quoting=quoting)
        cells = [cell.strip().strip('"') for row in read for cell in row]
        # A pipe is no separator that any of them begins with; it parts the payload itself.
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells), cells
