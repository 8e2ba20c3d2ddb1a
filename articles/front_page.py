"""What home shows: the newest stories by rank, then the latest of each section, none of them twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import Article, Section

BESIDE = 4
STRIP = 6
IN_SECTION = 4
# Enough that a section still fills its part when the top of the page took some of its stories.
SECTION_CANDIDATES = IN_SECTION + 6


@dataclass
class SectionFront:
    """One section's part of home."""

    section: Section
    articles: list[Article] = field(default_factory=list)


@dataclass(frozen=True)
class FrontPage:
    """The parts of home, in the order of the page."""

    lead: Article | None
    beside: list[Article]
    strip: list[Article]
    sections: list[SectionFront]


def front_page(sections: Iterable[Section]) -> FrontPage:
    """Choose the stories of home, in two queries whatever the size of the archive."""
    newest = Article.objects.listed().newest(1 + BESIDE + STRIP)
    # A story with a picture leads, if one of the first few has one.
    lead = next((article for article in newest[: 1 + BESIDE] if article.lead_picture_id), None)
    lead = lead or next(iter(newest), None)
    rest = [article for article in newest if article is not lead]
    return FrontPage(
        lead=lead,
        beside=rest[:BESIDE],
        strip=rest[BESIDE:],
        sections=section_fronts(sections, shown={article.pk for article in newest}),
    )


def section_fronts(sections: Iterable[Section], *, shown: set[int]) -> list[SectionFront]:
    """Return the latest of each section that are not in ``shown``; sections without any are left out."""
    fronts = {section.pk: SectionFront(section) for section in sections}
    keys = Article.objects.listed().newest_first().values("pk")
    latest = [keys.filter(section=pk)[:SECTION_CANDIDATES] for pk in fronts]
    for article in Article.objects.among(latest).for_cards().newest_first() if latest else ():
        front = fronts[article.section_id]
        if article.pk not in shown and len(front.articles) < IN_SECTION:
            front.articles.append(article)
    return [front for front in fronts.values() if front.articles]
