"""What was done with a comment beside moving it: names for the record, judged by nobody."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Rule, Verdict

EDITED = Rule(201, "edited", _("Changed by its author"), Verdict.PASS)
TRUSTED = Rule(202, "trusted", _("Published by a trusted reader"), Verdict.PASS)

DEEDS: Sequence[Rule] = (EDITED, TRUSTED)
