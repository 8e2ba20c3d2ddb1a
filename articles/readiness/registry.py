"""All checks in the order in which an editor reads what they found."""

from collections.abc import Sequence
from itertools import islice

from articles.readiness.fields import LONG_TITLE, SECTION, SOURCE, STANDFIRST, TEXT, TITLE
from articles.readiness.pictures import ALTERNATIVE_TEXT, CAPTION, CREDIT, LOST_PICTURE
from articles.readiness.problem import Check, Problem
from articles.readiness.punctuation import LATIN_MARKS
from articles.readiness.story import Story
from articles.readiness.text import EMBEDS, HEADING_LEVELS, LINK_WORDS

# A hundred lines of one kind would hide the others.
MOST_OF_A_KIND = 5

CHECKS: Sequence[Check] = (
    TITLE,
    SECTION,
    TEXT,
    LONG_TITLE,
    STANDFIRST,
    SOURCE,
    ALTERNATIVE_TEXT,
    CAPTION,
    CREDIT,
    LOST_PICTURE,
    HEADING_LEVELS,
    LINK_WORDS,
    EMBEDS,
    LATIN_MARKS,
)


def problems(story: Story) -> list[Problem]:
    """Return what is to be mended before the story is published, those that keep it back first.

    Of each check at most five. Asks the database nothing. The words come in the active language.
    """
    return [
        Problem(check.code, field, text, check.is_gate)
        for check in CHECKS
        for field, text in islice(check.find(story), MOST_OF_A_KIND)
    ]
