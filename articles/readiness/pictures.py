"""Checks of the pictures: what they show, what they are about, whose they are."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from articles.readiness.blocks import Block
from articles.readiness.problem import Check
from articles.readiness.story import PictureWords, Story
from articles.site.conventions import digits

Found = Iterator[tuple[str, str]]


def shown(story: Story) -> Iterator[tuple[str, str, PictureWords, str]]:
    """Yield field, name, words and the text's own caption of each picture that the library has."""
    if story.lead:
        yield "lead_picture", _("The lead picture"), story.lead, ""
    for number, block in enumerate(_figures(story), 1):
        words = story.pictures.get(int(block.attributes["data-picture"]))
        if words:
            name = _("Picture %(number)s of the text") % {"number": digits(number)}
            yield "body", name, words, block.text


def _figures(story: Story) -> list[Block]:
    return [block for block in story.blocks if "data-picture" in block.attributes]


def _without(is_missing: Callable[[PictureWords, str], bool], text: Callable[[], str]) -> Callable[[Story], Found]:
    def find(story: Story) -> Found:
        for field, name, words, caption in shown(story):
            if is_missing(words, caption):
                yield field, text() % {"picture": name}

    return find


def _lost(story: Story) -> Found:
    for number, block in enumerate(_figures(story), 1):
        if int(block.attributes["data-picture"]) not in story.pictures:
            text = _("Picture %(number)s of the text is no longer in the library. Choose another, or take it out.")
            yield "body", text % {"number": digits(number)}


ALTERNATIVE_TEXT = Check(
    "alternative_text",
    _without(
        lambda words, caption: not words.alternative_text,
        lambda: _("%(picture)s has no alternative text. Say in the library what it shows."),
    ),
)
CAPTION = Check(
    "caption",
    _without(
        lambda words, caption: not (caption or words.caption),
        lambda: _("%(picture)s has no caption. Say what readers should know about it."),
    ),
)
CREDIT = Check(
    "credit",
    _without(
        lambda words, caption: not words.credit,
        lambda: _("%(picture)s has no credit. Name the photographer or the agency in the library."),
    ),
)
LOST_PICTURE = Check("lost_picture", _lost)
