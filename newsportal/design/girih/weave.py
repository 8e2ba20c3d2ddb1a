"""From lines to a drawing: the graph of all crossings, the faces between, and which strand passes over which."""

import cmath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from newsportal.design.girih.stars import Style, cut_at_crossings, lines_of
from newsportal.design.girih.tilings import Tiling


@dataclass(frozen=True)
class Face:
    """One piece between the lines; ``kind`` numbers its shape among the shapes of the pattern, the largest first."""

    corners: list[complex]
    kind: int
    is_odd: bool


@dataclass
class Pattern:
    """A patch of the plane as a graph: points, the points that each is joined to, and the faces between."""

    points: list[complex]
    joined: list[list[int]]
    faces: list[Face]
    over: dict[int, tuple[int, int]]


def patch(tiling: Tiling, style: Style, reach: Callable[[complex], bool]) -> Pattern:
    """Return the pattern wherever ``reach`` of a tile's middle is true."""
    points: list[complex] = []
    numbers: dict[tuple[int, int], int] = {}
    joined: list[set[int]] = []

    def number(point: complex) -> int:
        place = (round(point.real * 500 + 0.217), round(point.imag * 500 + 0.217))
        if place not in numbers:
            numbers[place] = len(points)
            points.append(point)
            joined.append(set())
        return numbers[place]

    for tile in tiling.tiles:
        pieces = list(cut_at_crossings(lines_of(tile, style)))
        middle = sum(tile) / len(tile)
        for shift in shifts(tiling, reach, middle):
            for start, end in pieces:
                one, other = number(start + shift), number(end + shift)
                joined[one].add(other)
                joined[other].add(one)
    around = [
        sorted(near, key=lambda other: cmath.phase(points[other] - points[this])) for this, near in enumerate(joined)
    ]
    return woven(points, around)


def shifts(tiling: Tiling, reach: Callable[[complex], bool], middle: complex) -> Iterator[complex]:
    """Yield the sums of the tiling's steps that bring ``middle`` within reach."""
    most = 40
    for first in range(-most, most + 1):
        for second in range(-most, most + 1):
            shift = first * tiling.steps[0] + second * tiling.steps[1]
            if reach(middle + shift):
                yield shift


def woven(points: list[complex], around: list[list[int]]) -> Pattern:
    """Return the pattern of a graph whose neighbours are sorted by direction: its faces, and who passes over whom."""
    rounds, face_at = walk_faces(around)
    odd = two_colours(face_at, len(rounds))
    outlines = [[points[k] for k in corners] for corners in rounds]
    shapes = [shape_of(outline) for outline in outlines]
    # The patch's own outline runs the other way round, so that its area is negative.
    ranked = sorted({shape for shape in shapes if shape[0] > 0}, reverse=True)
    faces = [
        Face(outline, ranked.index(shape), is_odd)
        for outline, shape, is_odd in zip(outlines, shapes, odd, strict=True)
        if shape[0] > 0
    ]
    over = {}
    for this, near in enumerate(around):
        if len(near) == 4:
            # The strand with a dark face on its left as it leaves goes over: so every strand alternates.
            first = 0 if odd[face_at[this, near[0]]] else 1
            over[this] = (near[first], near[first + 2])
    return Pattern(points, around, faces, over)


def shape_of(outline: list[complex]) -> tuple[float, float, int]:
    """Return area, length and number of corners: alike for alike faces; clockwise outlines have a negative area."""
    edges = list(pairwise([*outline, outline[0]]))
    area = sum((a.conjugate() * b).imag for a, b in edges) / 2
    # Shifted, so that no common size lies where rounding turns.
    return round(area + 0.00217, 2), round(sum(abs(b - a) for a, b in edges) + 0.0217, 1), len(outline)


def walk_faces(around: list[list[int]]) -> tuple[list[list[int]], dict[tuple[int, int], int]]:
    """Return the corners of every face, and the face to the left of each directed edge."""
    rounds: list[list[int]] = []
    face_at: dict[tuple[int, int], int] = {}
    for this, near in enumerate(around):
        for other in near:
            if (this, other) in face_at:
                continue
            corners, start, end = [], this, other
            while (start, end) not in face_at:
                face_at[start, end] = len(rounds)
                corners.append(start)
                turns = around[end]
                start, end = end, turns[turns.index(start) - 1]
            rounds.append(corners)
    return rounds, face_at


def two_colours(face_at: dict[tuple[int, int], int], count: int) -> list[bool]:
    """Return a colouring of the faces in which every edge divides two colours; every point has an even degree."""
    neighbours: list[set[int]] = [set() for _ in range(count)]
    for (start, end), face in face_at.items():
        neighbours[face].add(face_at[end, start])
    colours: dict[int, bool] = {}
    for face in range(count):
        waiting = [] if face in colours else [face]
        colours.setdefault(face, False)
        while waiting:
            this = waiting.pop()
            for other in neighbours[this]:
                if other not in colours:
                    colours[other] = not colours[this]
                    waiting.append(other)
    return [colours[face] for face in range(count)]
