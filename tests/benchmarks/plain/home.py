"""Home, without a list of what is read most: in a fresh demo nothing was read."""

from html import escape
from urllib.parse import quote

from django.utils.translation import gettext

from articles.front_page.pages import Home, SectionPart
from articles.front_page.slots import Top
from newsportal.arabic.bidi import FSI, PDI
from tests.benchmarks.plain.cards import EAGER, card, cards, lines
from tests.benchmarks.plain.page import NAME, SITE, STATIC, Around, page

LOOKS = ("front-wide", "front-row", "front-split")
LEAD_SIZES = "(min-width: 1024px) 780px, 100vw"
BESIDE_SIZES = "(min-width: 1024px) 130px, 120px"
BELOW_SIZES = "(min-width: 1024px) 384px, (min-width: 640px) 33vw, 112px"
FIRST_SIZES = "(min-width: 1024px) 780px, (min-width: 640px) 50vw, 100vw"
OTHER_SIZES = "(min-width: 1024px) 280px, (min-width: 640px) 50vw, 112px"


def home_page(home: Home, around: Around) -> str:
    parts = "".join([front(part, LOOKS[number % 3]) for number, part in enumerate(home.sections)])
    words = gettext("The day’s news in politics, economy, sport, culture, technology, health and science.")
    head = (
        f'<link rel="canonical" href="{SITE}/"><meta property="og:site_name" content="{NAME}">'
        f'<meta property="og:image" content="{SITE}{STATIC["icons/share.png"]}">'
        f'<meta name="description" content="{words}"><meta property="og:type" content="website">'
        f'<meta property="og:title" content="{NAME}"><meta property="og:url" content="{SITE}/">'
    )
    return page(
        around,
        title=gettext("%(name)s: news, analysis and opinion") % {"name": f"{FSI}{NAME}{PDI}"},
        head=head,
        main=f'<h1 class="visually-hidden">{NAME}</h1>{top_html(home.top)}{parts}',
        script="js/site.js",
        current={0: ' aria-current="page"'},
        english="/en/",
    )


def top_html(top: Top) -> str:
    below = ("card-below", "h2", BELOW_SIZES) if top.layout == "big" else ("card-beside", "h2", BESIDE_SIZES)
    beside = f'<div class="beside">{cards(top.secondary, *below)}</div>' if top.secondary else ""
    strip = (
        f'<section class="strip" aria-label="{gettext("More headlines")}">{cards(top.strip, "card-line", "h2")}'
        "</section>"
        if top.strip
        else ""
    )
    return (
        f'<section class="top top-{top.layout}" aria-label="{gettext("Top stories")}"><div class="leading">'
        f"{card(top.lead, 'card-lead', 'h2', LEAD_SIZES, standfirst=True, how=EAGER)}{lines(top.related)}</div>"
        f"{beside}</section>{strip}"
    )


def front(part: SectionPart, look: str) -> str:
    section, articles = part.section, part.articles
    first = 0 if look == "front-row" and len(articles) > 3 else 1
    return (
        f'<section class="front {look} section-{section.colour}" aria-labelledby="section-{section.pk}">'
        f'<h2 class="front-title" id="section-{section.pk}">'
        f'<a href="/section/{quote(section.slug)}/">{escape(section.name)}</a></h2><div class="front-cards">'
        f"{cards(articles[:first], 'card-front', 'h3', FIRST_SIZES, standfirst=True)}"
        f"{cards(articles[first:], 'card-front', 'h3', OTHER_SIZES)}</div></section>"
    )
