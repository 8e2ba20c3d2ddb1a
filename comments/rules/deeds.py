"""What was done with a comment beside moving it; the record names it as it names a rule, and nobody judges it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Rule, Verdict

EDITED = Rule(201, "edited", _("Changed by its author"), Verdict.PASS)
TRUSTED = Rule(202, "trusted", _("Published by a trusted reader"), Verdict.PASS)
PICKED = Rule(203, "pick", _("Chosen as an editor’s pick"), Verdict.PASS)
UNPICKED = Rule(204, "unpick", _("No longer an editor’s pick"), Verdict.PASS)
KEPT = Rule(205, "kept", _("Kept after readers reported it"), Verdict.PASS)

REVISED = Rule(206, "revised", _("Text changed by the newsroom"), Verdict.PASS)
UNDONE = Rule(207, "undone", _("Decision taken back"), Verdict.PASS)
HELD_FOR_LAW = Rule(208, "legal_hold", _("Kept for the law"), Verdict.PASS)
RELEASED = Rule(209, "released", _("No longer kept for the law"), Verdict.PASS)

DEEDS: Sequence[Rule] = (EDITED, TRUSTED, PICKED, UNPICKED, KEPT, REVISED, UNDONE, HELD_FOR_LAW, RELEASED)
