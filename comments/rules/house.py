"""The paper's own rules, by which a moderator refuses; no program judges them, and the author reads which it was."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from comments.rules.rule import Rule, Verdict

# The last digit is the moderator's key.
HOUSE_RULES: Sequence[Rule] = (
    Rule(101, "insult", _("No insults, and nothing that degrades a person."), Verdict.REFUSE),
    Rule(102, "hate", _("No incitement against a people, a faith, a region or a sex."), Verdict.REFUSE),
    Rule(103, "violence", _("No threats, and no call to violence."), Verdict.REFUSE),
    Rule(
        104,
        "privacy",
        _("Nothing private about others: no address, telephone number or family matter."),
        Verdict.REFUSE,
    ),
    Rule(105, "accusation", _("No accusation of a crime against a named person without a source."), Verdict.REFUSE),
    Rule(106, "off_topic", _("A comment is about the story."), Verdict.REFUSE),
    Rule(107, "advertising", _("No advertising."), Verdict.REFUSE),
    Rule(108, "copied", _("Your own words, rather than a text copied from elsewhere."), Verdict.REFUSE),
    Rule(109, "unreadable", _("A text that readers can read."), Verdict.REFUSE),
)


def house_rule(stored: str) -> Rule | None:
    """Return the rule of the paper among the codes that a column keeps, or None where there is none."""
    codes = stored.split(",")
    return next((rule for rule in HOUSE_RULES if rule.code in codes), None)
