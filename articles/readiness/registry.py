"""All checks in the order in which an editor reads what they found."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext, ngettext

from articles.readiness.fields import LONG_TITLE, SECTION, SOURCE, STANDFIRST, TEXT, TITLE
from articles.readiness.pictures import ALTERNATIVE_TEXT, CAPTION, CREDIT, LOST_PICTURE
from articles.readiness.problem import Check, Problem
from articles.readiness.punctuation import LATIN_MARKS
from articles.readiness.story import Story
from articles.readiness.text import EMBEDS, HEADING_LEVELS, LINK_WORDS
from articles.site.conventions import digits

# A hundred lines of one kind would hide the others.
MOST_OF_A_KIND = 5
# Beyond these it matters to nobody how many they are, and each takes its time.
MOST_COUNTED = 300

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

    Of each check at most five, and a line that counts the others. Asks the database nothing. The words come in the
    active language.
    """
    return [problem for check in CHECKS for problem in found_by(check, story)]


def found_by(check: Check, story: Story) -> Iterator[Problem]:
    found = list(islice(check.find(story), MOST_COUNTED))
    for field, text in found[:MOST_OF_A_KIND]:
        yield Problem(check.code, field, text, check.is_gate)
    if others := found[MOST_OF_A_KIND:]:
        yield Problem(check.code, others[0][0], told(len(others)), check.is_gate, stands_for=len(others))


def told(others: int) -> str:
    """Return the line that stands for so many others of a kind."""
    if others == MOST_COUNTED - MOST_OF_A_KIND:
        return gettext("And many more notes of this kind.")
    text = ngettext("And %(count)d more note of this kind.", "And %(count)d more notes of this kind.", others)
    return digits(text % {"count": others})
