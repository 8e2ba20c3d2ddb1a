"""The lines that fill one tile: the simplest star, a deeper one, or a rosette."""

import cmath
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from newsportal.design.girih.tilings import Polygon, apothem, turn

Path = list[complex]


def meeting(start: complex, along: complex, other_start: complex, other_along: complex) -> tuple[float, float] | None:
    """Return how far along each of two rays their common point lies, or None where they never meet."""
    across = (along.conjugate() * other_along).imag
    gap = other_start - start
    if abs(across) < 1e-6:
        # Two rays on one line that face each other meet in the middle.
        is_facing = abs((along.conjugate() * gap).imag) < 1e-6 and (along.conjugate() * gap).real > 0
        return (abs(gap) / 2, abs(gap) / 2) if is_facing and (along.conjugate() * other_along).real < 0 else None
    far, other_far = (gap.conjugate() * other_along).imag / across, (gap.conjugate() * along).imag / across
    return (far, other_far) if far > 1e-6 and other_far > 1e-6 else None


def contact_star(tile: Polygon, angle: float) -> list[Path]:
    """Return the lines of the simplest star in any tile: each ray ends where it first meets a fitting partner."""
    rays = []
    for corner, following in zip(tile, [*tile[1:], tile[0]], strict=True):
        along = following - corner
        middle = (corner + following) / 2
        rays += [(middle, along * turn(angle)), (middle, -along * turn(-angle))]
    meetings = []
    for (one, ray), (other, partner) in combinations(enumerate(rays), 2):
        found = meeting(*ray, *partner) if one // 2 != other // 2 else None
        if found:
            meetings.append((round(sum(found), 6), one, other, ray[0] + found[0] * ray[1], partner[0]))
    lines: list[Path] = []
    free = set(range(len(rays)))
    for _length, one, other, corner, end in sorted(meetings, key=lambda found: found[:3]):
        if {one, other} <= free:
            free -= {one, other}
            lines.append([rays[one][0], corner, end])
    return lines


def deep_star(sides: int, angle: float, depth: int) -> list[Path]:
    """Return the star of a regular tile around 0 whose rays cross ``depth`` - 1 others before they end."""
    start = complex(apothem(sides), 0)
    lines = []
    for direction in (1, -1):
        ray = 1j * direction * turn(direction * angle)
        spin = turn(direction * 360 * depth / sides)
        found = meeting(start, ray, start * spin, ray.conjugate() * spin)
        if found:
            lines.append([start, start + found[0] * ray])
    return [[point * turn(360 * k / sides) for point in line] for line in lines for k in range(sides)]


def rosette(sides: int, petal: float) -> list[Path]:
    """Return Lee's rosette in a regular tile around 0: a star in the middle of hexagonal petals.

    Its lines leave the edges at ``rosette_angle(sides)``; a petal's sides are parallel to its spoke, ``petal`` times
    as long as its other edges.
    """
    tip = complex(apothem(sides), 0)
    slope = math.radians(360 / sides)
    half = math.radians(180 / sides)
    # The ray from the tip meets the ray of the next petal on the line between the two.
    long = tip.real * math.sin(half) / math.sin(half + slope)
    shoulder = tip - long * cmath.rect(1, -slope)
    hip = shoulder - petal * long
    foot = complex(hip.real - long * math.cos(slope), 0)
    spin = turn(360 / sides)
    beyond = meeting(hip, foot - hip, hip.conjugate() / spin, (foot - hip).conjugate() / spin)
    end = hip + (beyond[0] if beyond else 1.0) * (foot - hip)
    upper = [tip, shoulder, hip, end]
    both = [upper, [point.conjugate() for point in upper]]
    return [[point * turn(360 * k / sides) for point in line] for line in both for k in range(sides)]


def rosette_angle(sides: int) -> float:
    """Return the contact angle that lets a rosette's lines cross straight."""
    return 90 - 360 / sides


@dataclass(frozen=True)
class Style:
    """How the tiles of a tiling are filled: with rosettes or with stars of a depth in the large tiles."""

    angle: float
    depth: int = 1
    petal: float | None = None


def lines_of(tile: Polygon, style: Style) -> list[Path]:
    """Return the lines of one tile: a rosette or deep star in a large regular one, the simplest star in others."""
    sides = len(tile)
    if sides < 8:
        return contact_star(tile, style.angle)
    centre = sum(tile) / sides
    middle = (tile[0] + tile[1]) / 2 - centre
    found = deep_star(sides, style.angle, style.depth) if style.petal is None else rosette(sides, style.petal)
    return [[centre + point * middle / abs(middle) for point in line] for line in found]


def cut_at_crossings(lines: list[Path]) -> Iterator[tuple[complex, complex]]:
    """Yield the pieces of the lines between their crossings."""
    pieces = [piece for line in lines for piece in pairwise(line)]
    cuts: list[list[float]] = [[0.0, 1.0] for _ in pieces]
    for (one, (start, end)), (other, (other_start, other_end)) in combinations(enumerate(pieces), 2):
        along, other_along = end - start, other_end - other_start
        across = (along.conjugate() * other_along).imag
        if abs(across) < 1e-9:
            continue
        gap = other_start - start
        here, there = (gap.conjugate() * other_along).imag / across, (gap.conjugate() * along).imag / across
        if -1e-6 < here < 1 + 1e-6 and -1e-6 < there < 1 + 1e-6:
            cuts[one].append(here)
            cuts[other].append(there)
    for (start, end), marks in zip(pieces, cuts, strict=True):
        points = [start + (end - start) * mark for mark in sorted(marks)]
        yield from ((a, b) for a, b in pairwise(points) if abs(b - a) > 1e-4)
