"""Stories in a list, with their pictures and with what they are where they are no plain news."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from articles.models import Article, Picture
from tests.benchmarks.plain.page import address, time_tag

# What a shape keeps of a picture, across and down, and how wide its files are; before the worker has cut them there
# are files of two widths alone, and none of the small shapes.
SHAPES = {
    "full": ((0, 0), (480, 720, 960, 1440, 1920)),
    "card": ((16, 9), (320, 480, 720, 960, 1600)),
    "thumb": ((4, 3), (160, 320, 640)),
    "square": ((1, 1), (128, 256, 384)),
}
FIRST_WIDTHS = (480, 960)
CARD_SHAPES = {"card-row": "thumb", "card-related": "thumb", "card-beside": "square"}
KINDS = {
    kind: f'<span class="kind kind-{kind}">{words}</span> '
    for kind, words in (
        *(("analysis", "تحليل"), ("opinion", "رأي"), ("pictures", "بالصور")),
        *(("video", "فيديو"), ("live", "مباشر")),
    )
}
EAGER, LAZY = 'fetchpriority="high"', 'loading="lazy" decoding="async"'


@lru_cache(maxsize=1_000)
def files_of(shape: str, width: int, height: int, is_cut: bool) -> tuple[list[int], int]:
    """Return how wide the files of a shape are, narrowest first, and the height of the last."""
    (across, down), widths = SHAPES[shape]
    if across:
        width, height = min(width, max(1, height * across // down)), min(height, max(1, width * down // across))
    steps = sorted({min(step, width) for step in (widths if is_cut else FIRST_WIDTHS)})
    return steps, max(1, round(height * steps[-1] / width))


def picture_tag(picture: Picture, shape: str, sizes: str, how: str) -> str:
    is_cut = picture.cut_at is not None
    shape = shape if is_cut or shape == "full" else "card"
    widths, height = files_of(shape, picture.width, picture.height, is_cut)
    base = f"/media/pictures/{picture.key}/{shape}-"
    avif = ", ".join([f"{base}{step}.avif {step}w" for step in widths]) if is_cut else ""
    webp = ", ".join([f"{base}{step}.webp {step}w" for step in widths])
    jpeg = ", ".join([f"{base}{step}.jpg {step}w" for step in widths])
    usual = max([step for step in widths if step <= 960] or widths[:1])
    best = f'<source type="image/avif" srcset="{avif}" sizes="{sizes}">' if avif else ""
    return (
        f'<picture class="picture ground-{picture.ground}">{best}'
        f'<source type="image/webp" srcset="{webp}" sizes="{sizes}">'
        f'<img src="{base}{usual}.jpg" srcset="{jpeg}" sizes="{sizes}" width="{widths[-1]}" height="{height}"'
        f' alt="{escape(picture.alternative_text)}" {how}></picture>'
    )


def card(
    article: Article, name: str, level: str, sizes: str = "", *, standfirst: bool = False, how: str = LAZY
) -> str:
    picture, kind = article.lead_picture if sizes else None, article.kind
    shown = ""
    if picture:
        tag = picture_tag(picture, CARD_SHAPES.get(name, "card"), sizes, how)
        shown = f'<div class="card-picture" aria-hidden="true">{tag}</div>'
    has_words = article.standfirst and (standfirst or (sizes and not picture))
    words = f'<p class="card-standfirst">{escape(article.standfirst)}</p>' if has_words else ""
    names = "، ".join([escape(author.name) for author in article.signed_by])
    writers = f'<p class="card-writer">{names}</p>' if names else ""
    mark = f" card-{kind}" if kind in KINDS else ""
    return (
        f'<article class="card {name} section-{article.section.colour}{mark}">{shown}<div class="card-text">'
        f'<p class="kicker">{escape(article.section.name)}</p><{level} class="card-title">'
        f'<a href="{address(article)}">{KINDS.get(kind, "")}{escape(article.title)}</a></{level}>{writers}{words}'
        f'<p class="card-age">{time_tag(article.published_at)}</p></div></article>'
    )


def cards(articles: Iterable[Article], name: str, level: str, sizes: str = "", *, standfirst: bool = False) -> str:
    return "".join([card(article, name, level, sizes, standfirst=standfirst) for article in articles])


def lines(articles: Iterable[Article]) -> str:
    """Return bare headlines, as they stand below the story that leads; nothing without any."""
    items = [
        f'<li><a href="{address(article)}">{KINDS.get(article.kind, "")}{escape(article.title)}</a></li>'
        for article in articles
    ]
    return f'<ul class="lines">{"".join(items)}</ul>' if items else ""
