"""Tilings by polygons, each the ground of a family of patterns."""

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass

Polygon = list[complex]


def turn(degrees: float) -> complex:
    """Return the unit vector in this direction."""
    return cmath.rect(1, math.radians(degrees))


def apothem(sides: int) -> float:
    """Return the distance of the edges of a regular polygon from its middle."""
    return 0.5 / math.tan(math.pi / sides)


def regular(sides: int, centre: complex = 0, towards: float = 0) -> Polygon:
    """Return a regular polygon with the middle of one edge in the direction ``towards``."""
    radius = 0.5 / math.sin(math.pi / sides)
    return [centre + radius * turn(towards + 360 * (k - 0.5) / sides) for k in range(sides)]


@dataclass(frozen=True)
class Tiling:
    """Tiles that fill the plane when they are moved by every sum of the two steps."""

    tiles: list[Polygon]
    steps: tuple[complex, complex]


def squares_and_octagons() -> Tiling:
    step = 2 * apothem(8)
    return Tiling([regular(8), regular(4, complex(step, step) / 2, 45)], (step, step * 1j))


def triangles_and_dodecagons() -> Tiling:
    step = 2 * apothem(12)
    steps = (step + 0j, step * turn(60))
    middles = ((steps[0] + steps[1]) / 3, (2 * steps[1] - steps[0]) / 3)
    return Tiling([regular(12), regular(3, middles[0], 90), regular(3, middles[1], 30)], steps)


def squares_hexagons_and_dodecagons() -> Tiling:
    step = 2 * apothem(12) + 1
    steps = (step + 0j, step * turn(60))
    squares = [regular(4, step / 2 * turn(angle), angle) for angle in (0, 60, 120)]
    hexagons = [regular(6, (steps[0] + steps[1]) / 3, 30), regular(6, (2 * steps[1] - steps[0]) / 3, 30)]
    return Tiling([regular(12), *squares, *hexagons], steps)


def dodecagons_in_squares() -> Tiling:
    step = 2 * apothem(12)
    middle = complex(step, step) / 2
    triangles = [
        regular(3, middle + (apothem(4) + apothem(3)) * turn(angle), angle + 180) for angle in (0, 90, 180, 270)
    ]
    return Tiling([regular(12), regular(4, middle), *triangles], (step, step * 1j))


def triangles_squares_and_hexagons() -> Tiling:
    step = 2 * apothem(6) + 1
    steps = (step + 0j, step * turn(60))
    squares = [regular(4, step / 2 * turn(angle), angle) for angle in (0, 60, 120)]
    triangles = [regular(3, (steps[0] + steps[1]) / 3, 30), regular(3, (2 * steps[1] - steps[0]) / 3, 90)]
    return Tiling([regular(6), *squares, *triangles], steps)


def decagons_and_bowties() -> Tiling:
    step = 2 * apothem(10)
    steps = (step + 0j, step * turn(72))
    here, right, top = (regular(10, centre) for centre in (0, *steps))
    # Between four decagons that touch lies a bowtie; its waist is a corner of the right and one of the top decagon.
    bowtie = [here[1], right[4], right[3], top[0], top[9], here[2]]
    return Tiling([here, bowtie], steps)


TILINGS: dict[str, Callable[[], Tiling]] = {
    "squares and octagons": squares_and_octagons,
    "triangles and dodecagons": triangles_and_dodecagons,
    "squares, hexagons and dodecagons": squares_hexagons_and_dodecagons,
    "dodecagons in squares": dodecagons_in_squares,
    "triangles, squares and hexagons": triangles_squares_and_hexagons,
    "decagons and bowties": decagons_and_bowties,
}
