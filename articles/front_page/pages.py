"""What home and a section's page show: their tops, and below them the newest, no story twice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from articles.front_page.arrangement import Arrangement, arrangement_of
from articles.front_page.slots import Top, top_of
from articles.kinds import sign_opinions
from articles.models import Article, Section
from articles.paging import PAGE_SIZE, Page, cursor_of
from articles.related import picked_lines

IN_SECTION = 4
# Headlines below the lead story.
LINES = 2


@dataclass
class SectionPart:
    """One section's part of home."""

    section: Section
    articles: list[Article] = field(default_factory=list)


@dataclass(frozen=True)
class Home:
    """The parts of home, in the order of the page."""

    top: Top
    sections: list[SectionPart]


@dataclass(frozen=True)
class SectionFront:
    """The first page of a section: its top, and the list of what is left."""

    top: Top
    page: Page


def home_page(sections: Iterable[Section], arrangement: Arrangement | None = None) -> Home:
    """Choose the stories of home, in three queries whatever the size of the archive.

    One more is asked where stories are pinned, where opinions are among them, and where an editor picked stories to
    stand below the lead. Another ``arrangement`` than the stored one is somebody's preview.
    """
    arrangement = arrangement or arrangement_of(None)
    top = top_with_lines(arrangement, arrangement.fills(Article.objects.listed()))
    parts = section_parts(sections, shown={article.pk for article in top})
    sign_opinions(chain(top, *(part.articles for part in parts)))
    return Home(top, parts)


def top_with_lines(arrangement: Arrangement, newest: Sequence[Article]) -> Top:
    """Return the top of a page with what an editor picked to stand below its lead, in a query, or two."""
    top = top_of(arrangement.layout, arrangement.stories(newest))
    if top.lead is None:
        return top
    shown = {article.pk for article in top}
    lines = [story for story in picked_lines(top.lead) if story.pk not in shown]
    return replace(top, related=lines[:LINES])


def section_parts(sections: Iterable[Section], *, shown: Collection[int]) -> list[SectionPart]:
    """Return the latest of each section that are not in ``shown``; sections without any are left out."""
    parts = {section.pk: SectionPart(section) for section in sections}
    keys = Article.objects.listed().exclude(pk__in=shown).newest_first().values("pk")
    latest = [keys.filter(section=pk)[:IN_SECTION] for pk in parts]
    for article in Article.objects.among(latest).for_cards().newest_first() if latest else ():
        parts[article.section_id].articles.append(article)
    return [part for part in parts.values() if part.articles]


def section_page(section: Section, arrangement: Arrangement | None = None) -> SectionFront:
    """Choose the stories of a section's first page, in two queries, and as many more as for home."""
    arrangement = arrangement or arrangement_of(section.pk)
    newest = arrangement.fills(section.articles.listed(), beyond=LINES + PAGE_SIZE + 1)
    top = top_with_lines(arrangement, newest)
    shown = {article.pk for article in top}
    rest = [article for article in newest if article.pk not in shown]
    more = len(rest) > PAGE_SIZE
    sign_opinions(chain(top, rest[:PAGE_SIZE]))
    return SectionFront(top, Page(rest[:PAGE_SIZE], cursor_of(rest[PAGE_SIZE - 1]) if more else "", is_first=True))
