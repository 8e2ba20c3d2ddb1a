"""Stories in a list, as HTML. Home shows forty, so this joins strings and renders no template."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from articles.chrome import arabic_content
from articles.kinds import kind_label
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
        element = picture_html(picture, shape=shape, sizes=sizes, eager=eager and not cards) if picture else ""
        shown = f'<div class="card-picture" aria-hidden="true">{element}</div>\n' if picture else ""
        has_words = article.standfirst and (standfirst or (sizes and not picture))
        words = f'<p class="card-standfirst">{escape(article.standfirst)}</p>\n' if has_words else ""
        label = label_html(article.sponsor, is_short=True) + kind_label(article)
        cards.append(
            f'<article class="card {kind} section-{article.section.colour}{_marks(article)}"{arabic}>\n{shown}'
            '<div class="card-text">\n'
            f'<p class="kicker">{escape(article.section.name)}</p>\n<{level} class="card-title">'
            f'<a href="{escape(article.get_absolute_url())}">{label}{escape(article.title)}</a></{level}>\n'
            f"{_writers(article)}{words}"
            f'<p class="card-age"{age}>{written(article.published_at)}</p>\n</div>\n</article>\n'
        )
    return mark_safe("".join(cards))  # noqa: S308 - all that was typed is escaped above


def _marks(article: Article) -> str:
    """Return the classes that set apart what is no plain news."""
    paid = " card-sponsored" if article.sponsor else ""
    return paid if article.kind == Article.Kind.NEWS else f"{paid} card-{article.kind}"


def _writers(article: Article) -> str:
    """Return who holds an opinion; nothing for stories that sign_opinions() left alone."""
    names = pgettext("between names", ", ").join(escape(author.name) for author in article.signed_by)
    return f'<p class="card-writer">{names}</p>\n' if names else ""


def lines_html(articles: Iterable[Article], *, is_ranked: bool = False) -> SafeString:
    """Return stories as a list of bare headlines, numbered where they are ranked; nothing without any."""
    arabic = arabic_content()
    items = [
        f'<li{arabic}><a href="{escape(article.get_absolute_url())}">'
        f"{label_html(article.sponsor, is_short=True)}{kind_label(article)}{escape(article.title)}</a></li>\n"
        for article in articles
    ]
    tag, name = ("ol", "ranking") if is_ranked else ("ul", "lines")
    return mark_safe(f'<{tag} class="{name}">\n{"".join(items)}</{tag}>\n' if items else "")  # noqa: S308 - escaped above
