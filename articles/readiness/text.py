"""Checks of what stands in the text: headings, links, embeds."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.body.allowlist import HEADINGS
from articles.body.embeds import recognise
from articles.readiness.problem import Check, place_of, said
from articles.readiness.story import Story
from newsportal.arabic.fold import fold

Found = Iterator[tuple[str, str]]

TITLE_LEVEL = 1
AROUND = " .…،؛؟:!?,;«»\"'()[]<>←→‹›-–—"
# Links of these words alone say nothing to whoever hears or skims them (WCAG 2.4.4).
SAYS_NOTHING = frozenset(
    fold(words)
    for words in (
        *("هنا", "من هنا", "اضغط", "اضغط هنا", "انقر", "انقر هنا", "للمزيد", "المزيد", "مزيد", "اقرأ المزيد"),
        *("لقراءة المزيد", "لمزيد من التفاصيل", "للتفاصيل", "التفاصيل", "تابع القراءة", "الرابط", "هذا الرابط"),
        *("رابط", "على هذا الرابط", "على الرابط", "اضغط على الرابط", "شاهد المزيد", "للاطلاع"),
        *("click", "click here", "here", "more", "read more", "link", "this link", "details", "learn more"),
    )
)
# And so do longer ones that hold these.
PRESSES = tuple(fold(words) for words in ("اضغط هنا", "انقر هنا", "اضغطوا هنا", "انقروا هنا", "click here"))


def _skipped_headings(story: Story) -> Found:
    before = TITLE_LEVEL
    for block in story.blocks:
        if block.name in HEADINGS:
            level = int(block.name[1])
            if level > before + 1:
                text = _("%(place)s, %(words)s, skips a level. Make it one level larger.")
                yield "body", text % {"place": place_of(block), "words": said(block.text)}
            before = level


def _empty_words(story: Story) -> Found:
    for block in story.blocks:
        for _address, words in block.links:
            folded = fold(words).strip(AROUND)
            if folded in SAYS_NOTHING or any(press in folded for press in PRESSES):
                text = _("%(place)s: the link %(words)s does not say where it leads. Link the name of what is there.")
                yield "body", text % {"place": place_of(block), "words": said(words)}


def _dead_embeds(story: Story) -> Found:
    for address in story.embeds:
        if recognise(address) is None:
            text = _("%(words)s is no address of something to embed. Copy it from the browser's address bar.")
            yield "body", text % {"words": said(address)}


HEADING_LEVELS = Check("heading_levels", _skipped_headings)
LINK_WORDS = Check("link_words", _empty_words)
EMBEDS = Check("embeds", _dead_embeds)
