from itertools import pairwise

import pytest

from newsportal.design.girih.stars import Style, contact_star, deep_star, rosette, rosette_angle
from newsportal.design.girih.tilings import TILINGS, apothem, regular
from newsportal.design.girih.weave import Pattern, patch

STYLES = [Style(60), Style(65, 3), Style(rosette_angle(12), petal=0.4)]


def area(corners: list[complex]) -> float:
    following = [*corners[1:], corners[0]]
    return sum((a.conjugate() * b).imag for a, b in zip(corners, following, strict=True)) / 2


def within(radius: float, tiling: str, style: Style) -> Pattern:
    return patch(TILINGS[tiling](), style, lambda point: abs(point) < radius)


class TestTilings:
    @pytest.mark.parametrize("name", TILINGS)
    def test_tiles_fill_the_plane_without_overlap(self, name: str) -> None:
        tiling = TILINGS[name]()
        one, other = tiling.steps
        assert sum(map(area, tiling.tiles)) == pytest.approx((one.conjugate() * other).imag)

    @pytest.mark.parametrize("name", TILINGS)
    def test_every_edge_is_one_long(self, name: str) -> None:
        for tile in TILINGS[name]().tiles:
            for corner, following in zip(tile, [*tile[1:], tile[0]], strict=True):
                assert abs(following - corner) == pytest.approx(1)


class TestStars:
    def test_each_line_runs_from_the_middle_of_one_edge_to_that_of_another(self) -> None:
        lines = contact_star(regular(6), 60)
        assert len(lines) == 6
        for line in lines:
            assert abs(line[0]) == pytest.approx(apothem(6))
            assert abs(line[-1]) == pytest.approx(apothem(6))

    def test_deeper_stars_reach_further_in(self) -> None:
        reach = [min(abs(point) for line in deep_star(12, 65, depth) for point in line) for depth in (1, 2, 3)]
        assert reach == sorted(reach, reverse=True)

    def test_a_rosette_has_petals_with_parallel_sides(self) -> None:
        upper = rosette(10, 0.5)[0]
        _tip, shoulder, hip, _end = upper
        assert shoulder.imag == pytest.approx(hip.imag)
        assert shoulder.real > hip.real


class TestWeave:
    @pytest.mark.parametrize("name", TILINGS)
    @pytest.mark.parametrize("style", STYLES)
    def test_lines_bend_or_cross_and_never_end(self, name: str, style: Style) -> None:
        degrees = {len(near) for near in within(6, name, style).joined}
        assert degrees == {2, 4}

    @pytest.mark.parametrize("name", TILINGS)
    def test_every_strand_passes_over_and_under_in_turn(self, name: str) -> None:
        pattern = within(6, name, Style(62, 2))
        for this, over in pattern.over.items():
            for start in pattern.joined[this]:
                before, here = this, start
                while len(pattern.joined[here]) == 2:
                    before, here = here, next(other for other in pattern.joined[here] if other != before)
                assert (before in pattern.over[here]) != (start in over)

    def test_faces_are_numbered_by_shape_the_largest_first(self) -> None:
        pattern = within(6, "decagons and bowties", Style(54, 2))
        areas: dict[int, set[float]] = {}
        for face in pattern.faces:
            if max(map(abs, face.corners)) < 5:
                areas.setdefault(face.kind, set()).add(round(area(face.corners), 4))
        assert all(max(found) - min(found) < 0.001 for found in areas.values())
        largest = [max(areas[kind]) for kind in sorted(areas)]
        assert all(one > other - 0.01 for one, other in pairwise(largest))
