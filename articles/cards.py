"""Stories in a list, as HTML. Home shows forty, so this joins strings and renders no template."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from articles.chrome import arabic_content
from articles.models import Article
from articles.pictures.markup import picture_html
from articles.pictures.shapes import Shape
from articles.site.conventions import timestamps
from articles.sponsoring import label_html

# Small pictures beside their text; all others are as wide as a screen or a column.
SHAPES: dict[str, Shape] = {"card-row": "thumb", "card-related": "thumb", "card-beside": "square"}


def cards_html(
    articles: Iterable[Article],
    *,
    kind: str,
    level: str = "h3",
    sizes: str = "",
    standfirst: bool = False,
    eager: bool = False,
) -> SafeString:
    """Return the cards of listed stories whose sections and pictures are loaded.

    All else are a template's own words. Without ``sizes`` there is no picture; where a story has none, its
    standfirst stands in the picture's place. The first picture of ``eager`` cards leads the page.
    """
    arabic, written = arabic_content(), timestamps()
    # The newsroom's words are Arabic on every page, the times are not.
    age = ' lang="en" dir="ltr"' if arabic else ""
    shape = SHAPES.get(kind, "card")
    cards: list[str] = []
    for article in articles:
        picture = article.lead_picture if sizes else None
        shown = (
            f'<div class="card-picture" aria-hidden="true">'
            f"{picture_html(picture, shape=shape, sizes=sizes, eager=eager and not cards)}</div>\n"
            if picture
            else ""
        )
        has_words = article.standfirst and (standfirst or (sizes and not picture))
        words = f'<p class="card-standfirst">{escape(article.standfirst)}</p>\n' if has_words else ""
        paid, label = (" card-sponsored" if article.sponsor else ""), label_html(article.sponsor, is_short=True)
        cards.append(
            f'<article class="card {kind} section-{article.section.colour}{paid}"{arabic}>\n{shown}'
            '<div class="card-text">\n'
            f'<p class="kicker">{escape(article.section.name)}</p>\n<{level} class="card-title">'
            f'<a href="{escape(article.get_absolute_url())}">{label}{escape(article.title)}</a></{level}>\n{words}'
            f'<p class="card-age"{age}>{written(article.published_at)}</p>\n</div>\n</article>\n'
        )
    return mark_safe("".join(cards))  # noqa: S308 - all that was typed is escaped above
