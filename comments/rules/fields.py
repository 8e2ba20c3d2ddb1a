"""Rules about one field each; the form's fields (comments/inputs.py) judge them, and say at the field what to do."""

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Rule, Verdict

REQUIRED = Rule(1, "required", _("A required field is blank"), Verdict.REFUSE)
LENGTH = Rule(2, "max_length", _("Too long"), Verdict.REFUSE)
ADDRESS = Rule(3, "invalid", _("Not an address"), Verdict.REFUSE)
