"""The designs among which the demo's pictures are chosen, each tuned by eye."""

from newsportal.design.girih.drawing import Design
from newsportal.design.girih.stars import Style, rosette_angle

OCTAGONS = "squares and octagons"
DODECAGONS = "triangles and dodecagons"
GREAT = "squares, hexagons and dodecagons"
SQUARED = "dodecagons in squares"
HEXAGONS = "triangles, squares and hexagons"
DECAGONS = "decagons and bowties"

EIGHT, TEN, TWELVE = (rosette_angle(sides) for sides in (8, 10, 12))

DESIGNS = {
    "eight, khatam": Design(OCTAGONS, Style(67.5), 10, "base pale companion", "deep - -", strap=0.13),
    "eight, crossed": Design(OCTAGONS, Style(67.5, 3), 9, "wash base sand deep companion", strap=0.07, tilt=22.5),
    "eight, rosette": Design(OCTAGONS, Style(EIGHT, petal=0.3), 9, "companion wash base deep sand paper", strap=0.06),
    "eight, zellij": Design(
        OCTAGONS, Style(58, 2), 11, "base wash companion deep sand", strap=0.03, line=0.0, unevenness=0.05
    ),
    "eight, night": Design(
        OCTAGONS, Style(62, 2), 10, "deep night companion base", "- base - -", strap=0.06, strap_tone="sand", line=0.0
    ),
    "eight, paper": Design(
        OCTAGONS, Style(EIGHT, petal=0.4), 12, "paper wash pale sand light", strap=0.05, strap_tone="base", line=0.0
    ),
    "ten, rosette": Design(DECAGONS, Style(TEN, petal=0.35), 12, "companion wash base sand deep paper", strap=0.07),
    "ten, great": Design(DECAGONS, Style(72, 2), 9, "deep base companion wash sand", strap=0.09, strap_tone="sand"),
    "ten, night": Design(
        DECAGONS, Style(TEN, 2), 11, "night deep base night companion", strap=0.05, strap_tone="sand", line=0.0
    ),
    "ten, opening": Design(DECAGONS, Style(TEN, 2), 12, "base pale companion deep light", strap=0.07, is_fading=True),
    "ten, zellij": Design(
        DECAGONS, Style(68, 3), 11, "base wash companion deep sand light", strap=0.03, line=0.0, unevenness=0.05
    ),
    "ten, star": Design(
        DECAGONS, Style(TEN, petal=0.4), 7, "wash sand base companion deep paper", strap=0.05, is_centred=True
    ),
    "twelve, rosette": Design(DODECAGONS, Style(TWELVE, petal=0.3), 12, "wash base sand companion deep", strap=0.06),
    "twelve, sun": Design(
        DODECAGONS, Style(70, 3), 7, "base wash deep companion sand", "deep - - - -", strap=0.06, is_centred=True
    ),
    "twelve, garden": Design(GREAT, Style(TWELVE, petal=0.35), 13, "companion wash base deep sand light", strap=0.06),
    "twelve, lanterns": Design(GREAT, Style(67, 3), 12, "base companion wash deep sand light", strap=0.07),
    "twelve, opening": Design(
        GREAT, Style(TWELVE, petal=0.3), 12, "base light companion deep pale sand", strap=0.06, is_fading=True
    ),
    "twelve, court": Design(
        SQUARED, Style(TWELVE, petal=0.35), 11, "wash base deep companion sand light paper", strap=0.06
    ),
    "twelve, night": Design(
        SQUARED, Style(65, 3), 11, "deep night base companion sand light", strap=0.05, strap_tone="sand", line=0.0
    ),
    "six, net": Design(HEXAGONS, Style(55), 9, "base wash companion deep", strap=0.1, core_tone="base"),
    "six, drawn": Design(
        HEXAGONS, Style(68), 8, "wash paper pale sand", strap=0.06, strap_tone="base", line=0.0, tilt=15
    ),
    "six, lattice": Design(HEXAGONS, Style(60), 11, "deep base sand companion", strap=0.08, strap_tone="paper"),
}
