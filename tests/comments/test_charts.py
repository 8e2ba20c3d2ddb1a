"""Charts as markup: where things stand, and what must not be in them."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from comments.dashboard.charts import HATCHES, Column, Part, bar, column_chart, scale_to, swatch

DAYS = [
    Column([Part("approved", 6), Part("pending", 2)], day="1", below="نوفمبر", title="الأحد"),
    Column([], day="2"),
    Column([Part("approved", 10)], day="3", is_open=True),
]
SCALE = [(0.0, "0"), (5.0, "5"), (10.0, "10")]


def drawn(*, is_rtl: bool = False, columns=DAYS) -> str:
    return column_chart(columns, name="comments", is_rtl=is_rtl, scale=SCALE)


def root(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{markup}</div>")


def columns(markup: str) -> list[ElementTree.Element]:
    return root(markup).findall("svg[@class='columns']/g/rect[@class]")


class TestColumns:
    def test_time_runs_as_the_line_does(self):
        assert re.findall(r'y="194">(\d)<', drawn()) == ["1", "2", "3"]
        assert re.findall(r'y="194">(\d)<', drawn(is_rtl=True)) == ["3", "2", "1"]

    def test_places_are_mirrored(self):
        left, right = (re.findall(r'<text x="([\d.]+)%" y="194">', drawn(is_rtl=is_rtl)) for is_rtl in (False, True))
        assert left == right == ["16.67", "50.00", "83.33"]

    def test_parts_stand_on_each_other_and_are_as_high_as_their_numbers(self):
        first, second, third = (
            {name: float(one.attrib[name]) for name in ("y", "height")} for one in columns(drawn())
        )
        assert first["height"] == pytest.approx(3 * second["height"], abs=0.2)
        assert second["y"] + second["height"] == pytest.approx(first["y"], abs=0.2)
        assert third["y"] + third["height"] == pytest.approx(first["y"] + first["height"], abs=0.2)
        # The highest value of the scale fills the chart.
        assert third["y"] == pytest.approx(16, abs=0.1)

    def test_more_than_was_counted_is_marked(self):
        assert drawn().count('class="more"') == 1

    def test_a_day_says_to_the_mouse_what_it_is(self):
        assert "<title>الأحد</title>" in drawn()

    def test_parts_differ_without_their_colours(self):
        assert len(set(HATCHES.values())) == len(HATCHES) == 4
        assert 'id="comments-pending"' in drawn()
        assert 'fill="url(#comments-pending)"' in drawn()

    def test_only_the_hatches_that_are_used_come_along(self):
        assert 'id="comments-spam"' not in drawn()

    def test_what_was_written_is_escaped(self):
        column = Column([Part("approved", 1)], day="<1>", below="<b>", title="<i>")
        assert not re.search(r"<(1|b|i)>", drawn(columns=[column]))


class TestBar:
    def test_it_is_as_long_beside_the_longest_as_its_number(self):
        assert 'x="0.00%" width="25.00%"' in bar(5, longest=20, is_rtl=False)
        assert 'x="75.00%" width="25.00%"' in bar(5, longest=20, is_rtl=True)


class TestScale:
    @pytest.mark.parametrize(
        ("highest", "values"),
        [
            (0, [0, 1]),
            (1, [0, 1]),
            (3, [0, 1, 2, 3]),
            (4, [0, 1, 2, 3, 4]),
            (7.5, [0, 2, 4, 6, 8]),
            (13, [0, 5, 10, 15]),
            (36, [0, 10, 20, 30, 40]),
            (1_001, [0, 500, 1_000, 1_500]),
        ],
    )
    def test_steps_are_round_and_reach_the_highest(self, highest: float, values: list[int]):
        assert scale_to(highest) == values


@pytest.mark.parametrize("markup", [drawn(), bar(1, longest=1, is_rtl=True), swatch("refused"), swatch("approved")])
class TestMarkup:
    def test_it_is_whole_and_safe_to_show(self, markup: str):
        assert isinstance(markup, SafeString)
        root(markup)

    def test_nothing_that_the_policy_forbids_is_in_it(self, markup: str):
        assert not re.search(r"style|script|\son\w+=|href|http|#[0-9a-f]{3}\b", markup)

    def test_a_screen_reader_passes_it_by(self, markup: str):
        for svg in root(markup):
            assert svg.attrib["aria-hidden"] == "true"
