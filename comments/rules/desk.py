"""What a moderator does to a comment that stays where it is; the record names it as it names a rule."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Rule, Verdict

PICKED = Rule(201, "pick", _("Chosen as an editor’s pick"), Verdict.PASS)
UNPICKED = Rule(202, "unpick", _("No longer an editor’s pick"), Verdict.PASS)
KEPT = Rule(203, "kept", _("Kept after readers reported it"), Verdict.PASS)

DESK_RULES: Sequence[Rule] = (PICKED, UNPICKED, KEPT)
