"""What the page shows on which an editor arranges home or a section: slots with their stories, and stories to pin."""

from dataclasses import dataclass

from django.utils.translation import gettext

from articles.admin.front_form import ArrangementForm, PinForm, slot_label
from articles.front_page.models import Area
from articles.front_page.slots import Slot, slot_name
from articles.front_page.typed import slot_in
from articles.models import Article
from articles.search.begun import holding
from articles.site.moments import moment_in_words
from articles.workflow.labels import state_label
from newsportal.arabic.words import tokens

# As many as one looks through before typing another word.
FOUND = 12


@dataclass(frozen=True)
class Row:
    """A pinned story with its form; ``note`` says why readers do not see it there yet, or any more."""

    number: int
    story: Article
    form: PinForm
    note: str


@dataclass(frozen=True)
class SlotView:
    """A slot with what is pinned to it, or with the story that fills it; ``name`` is what a form posts."""

    name: str
    label: str
    row: Row | None
    story: Article | None


@dataclass(frozen=True)
class AreaView:
    name: str
    label: str
    slots: list[SlotView]


def areas_of(form: ArrangementForm) -> tuple[list[AreaView], list[Row]]:
    """Return the slots by area, and the rows that stand in none; costs a query, two where stories are pinned."""
    arrangement = form.arrangement()
    listed = Article.objects.listed()
    newest = arrangement.fills(listed.filter(section=form.section) if form.section else listed)
    shown = arrangement.stories(newest)
    placed: dict[Slot, Row] = {}
    homeless = []
    for number, (pin, own) in enumerate(zip(form.typed, form.forms, strict=True)):
        slot, story = slot_in(pin.slot, form.slots), form.stories[int(pin.article)]
        row = Row(number, story, own, note_of(story, shown.get(slot)) if slot else "")
        if slot and slot not in placed:
            placed[slot] = row
        else:
            homeless.append(row)
    views = [SlotView(slot_name(slot), slot_label(slot), placed.get(slot), shown.get(slot)) for slot in form.slots]
    areas = [
        AreaView(area.value, str(area.label), [view for view in views if view.name.startswith(f"{area}-")])
        for area in Area
    ]
    return [area for area in areas if area.slots], homeless


def note_of(story: Article, shown: Article | None) -> str:
    """Return why another story stands in the slot of a pinned one; nothing where it stands there itself."""
    if shown is not None and shown.pk == story.pk:
        return ""
    if story.is_scheduled:
        return gettext("Appears when it is published; until then the slot fills itself.")
    return gettext("Readers do not see this story in lists: the slot fills itself.")


@dataclass(frozen=True)
class Candidate:
    """A story that may be pinned, and whether it is."""

    story: Article
    state: str
    when: str
    is_pinned: bool


def candidates(form: ArrangementForm, typed: str) -> list[Candidate]:
    """Return the latest published or scheduled stories that hold the typed words, or the latest of all.

    Costs a query, and two more where words are typed.
    """
    stories = Article.objects.filter(status=Article.Status.PUBLISHED)
    if tokens(typed):
        stories = stories.filter(pk__in=holding(stories, typed))
    elif form.section:
        stories = stories.filter(section=form.section)
    pinned = {int(pin.article) for pin in form.typed}
    return [
        Candidate(story, state_label(story), moment_in_words(story.published_at), story.pk in pinned)
        for story in stories.newest(FOUND)
    ]
