"""The article page: of a story that nobody paid for and nobody corrected, with or without a picture, in any kind.

Neither the entries of a live coverage nor a video in the place of the picture.
"""

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from django.utils.translation import ngettext

from articles.body.build import plain_text
from articles.models import Article, Byline, Tag
from newsportal.arabic.bidi import FSI, PDI, direction
from tests.benchmarks.plain.cards import EAGER, KINDS, cards, files_of, picture_tag
from tests.benchmarks.plain.page import NAME, SITE, STATIC, ZONE, Around, address, page, time_tag
from tests.benchmarks.plain.thread import thread


@dataclass(frozen=True)
class Story:
    """The rows of an article page, as the database gave them."""

    article: Article
    bylines: list[Byline]
    tags: list[Tag]
    related: list[Article]
    thread: list[dict[str, Any]]


ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
PUBLISHER = {
    "@type": "NewsMediaOrganization",
    "name": NAME,
    "url": f"{SITE}/",
    "logo": {"@type": "ImageObject", "url": SITE + STATIC["icons/icon-512.png"], "width": 512, "height": 512},
}
TYPES = {"analysis": "AnalysisNewsArticle", "opinion": "OpinionNewsArticle"}
HEADING = re.compile(r'<(h[23]) id="([^"]*)">(.*?)</\1>', re.DOTALL)
FEWEST, MOST_OPEN = 4, 8
LEAD_SIZES = "(min-width: 912px) 864px, (min-width: 768px) calc(100vw - 48px), 100vw"
PAGE_SIZES = "(min-width: 1248px) 1200px, (min-width: 768px) calc(100vw - 48px), 100vw"


def json_ld(story: Story, url: str, picture_url: str) -> str:
    article = story.article
    published = article.published_at.astimezone(ZONE).isoformat(timespec="seconds")
    updated = article.updated_at.astimezone(ZONE).isoformat(timespec="seconds") if article.updated_at else published
    people = [
        {
            "@type": "Person",
            "name": line.author.name,
            "url": f"{SITE}/author/{quote(line.author.slug)}/",
        }
        for line in story.bylines
    ]
    facts = {
        "@context": "https://schema.org",
        "@type": TYPES.get(article.kind, "NewsArticle"),
        "mainEntityOfPage": url,
        "headline": article.title,
        **({"description": article.standfirst} if article.standfirst else {}),
        "image": [picture_url],
        "datePublished": published,
        "dateModified": updated,
        "inLanguage": "ar",
        "author": people or [PUBLISHER],
        "publisher": PUBLISHER,
        "articleSection": article.section.name,
        **({"keywords": [tag.name for tag in story.tags]} if story.tags else {}),
        "wordCount": article.word_count,
        "commentCount": article.comment_count,
        "isAccessibleForFree": True,
        **({"locationCreated": {"@type": "Place", "name": article.dateline}} if article.dateline else {}),
    }
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'


def article_head(story: Story) -> str:
    article, picture = story.article, story.article.lead_picture
    url = SITE + address(article)
    picture_url, text, width, height = SITE + STATIC["icons/share.png"], NAME, 1200, 630
    if picture:
        widths, height = files_of("full", picture.width, picture.height, picture.cut_at is not None)
        width, text = widths[-1], escape(picture.alternative_text or NAME)
        picture_url = f"{SITE}/media/pictures/{picture.key}/full-{width}.jpg"
    title, words = escape(article.title), escape(article.standfirst or article.title)
    authors = "".join([f'<meta name="author" content="{escape(line.author.name)}">' for line in story.bylines])
    tags = "".join([f'<meta property="article:tag" content="{escape(tag.name)}">' for tag in story.tags])
    published = article.published_at.astimezone(ZONE).isoformat()
    updated = article.updated_at.astimezone(ZONE).isoformat() if article.updated_at else ""
    modified = f'<meta property="article:modified_time" content="{updated}">' if updated else ""
    return (
        f'<link rel="canonical" href="{url}"><meta name="description" content="{words}">{authors}'
        f'<meta property="og:site_name" content="{NAME}"><meta property="og:type" content="article">'
        f'<meta property="og:locale" content="ar_AR"><meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{words}"><meta property="og:url" content="{url}">'
        f'<meta property="og:image" content="{picture_url}">'
        f'<meta property="og:image:width" content="{width}"><meta property="og:image:height" content="{height}">'
        f'<meta property="og:image:alt" content="{text}">'
        f'<meta property="article:published_time" content="{published}">{modified}'
        f'<meta property="article:section" content="{escape(article.section.name)}">{tags}'
        f'<meta name="twitter:card" content="summary_large_image">{json_ld(story, url, picture_url)}'
    )


def byline(story: Story) -> str:
    article, minutes = story.article, story.article.reading_minutes
    names = "، ".join(
        [
            f'<a rel="author" href="/author/{quote(line.author.slug)}/">'
            f'<bdi lang="ar" dir="{direction(line.author.name)}">{escape(line.author.name)}</bdi></a>'
            for line in story.bylines
        ]
    )
    place = escape(article.dateline)
    reading = ngettext("%(minutes)s minute’s read", "%(minutes)s minutes’ read", minutes) % {"minutes": minutes}
    faces = portraits(story) if article.kind == "opinion" else ""
    return (
        f'<div class="byline">{faces}'
        + (f'<p class="byline-names">{names}</p>' if names else "")
        + '<p class="byline-facts">'
        + (f'<span><bdi lang="ar" dir="{direction(place)}">{place}</bdi></span> ' if place else "")
        + f"<span>نُشر: {time_tag(article.published_at, '')}</span> "
        + (f"<span>آخر تحديث: {time_tag(article.updated_at, '')}</span> " if article.updated_at else "")
        + f"<span>{reading}</span></p></div>"
    )


def portraits(story: Story) -> str:
    shown = "".join(
        [
            f'<span class="portrait">{picture_tag(line.author.portrait, "square", "72px", EAGER)}</span>'
            for line in story.bylines
            if line.author.portrait
        ]
    )
    return f'<div class="byline-portraits" aria-hidden="true">{shown}</div>' if shown else ""


def share(article: Article) -> str:
    title, short = quote(article.title, safe=""), f"{SITE}/n/{article.pk}"
    link, outside = quote(short, safe=""), 'rel="nofollow noopener" href="https://'
    return (
        f'<div class="share"><h2 class="visually-hidden">شارك</h2><ul>'
        f'<li><a {outside}wa.me/?text={title}%20{link}">واتساب</a></li>'
        f'<li><a {outside}x.com/intent/post?text={title}&amp;url={link}">إكس</a></li>'
        f'<li><a {outside}t.me/share/url?url={link}&amp;text={title}">تيليغرام</a></li>'
        f'<li><a {outside}www.facebook.com/sharer/sharer.php?u={link}">فيسبوك</a></li>'
        f'<li><a href="mailto:?subject={title}&amp;body={link}">البريد</a></li>'
        f'<li><button class="quiet-button" type="button" data-copy="{short}" data-copied="نُسخ الرابط" hidden>'
        f"نسخ الرابط</button></li></ul></div>"
    )


def story_foot(story: Story) -> str:
    article, source = story.article, story.article.source
    origin = ""
    if source:
        name = f'<bdi lang="ar" dir="{direction(source.name)}">{escape(source.name)}</bdi>'
        place = escape(article.source_address or source.address)
        named = f'<a href="{place}" rel="noopener">{name}</a>' if place else name
        origin = f'<p class="source">المصدر: {named}</p>'
    tags = "".join(
        [
            f'<li><a rel="tag" href="/tag/{quote(tag.slug)}/">'
            f'<bdi dir="{direction(tag.name)}">{escape(tag.name)}</bdi></a></li>'
            for tag in story.tags
        ]
    )
    return (
        f'<footer class="story-foot"><p class="print-address" dir="ltr">{SITE}/n/{article.pk}</p>{origin}'
        + (f'<ul class="tags" aria-label="الوسوم">{tags}</ul>' if tags else "")
        + "</footer>"
    )


def lead_picture(article: Article) -> str:
    picture = article.lead_picture
    if not picture:
        return ""
    tag = picture_tag(picture, "full", PAGE_SIZES if article.kind == "pictures" else LEAD_SIZES, EAGER)
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    words = f"<figcaption>{escape(picture.caption)} {credit}</figcaption>" if picture.caption or credit else ""
    return f'<figure class="lead-picture">{tag}{words}</figure>'


def contents(article: Article) -> str:
    found = [(level, place, plain_text(inner)) for level, place, inner in HEADING.findall(article.body_html)]
    items = [
        f'<li class="contents-{level}"><a href="#{place}">{escape(words)}</a></li>'
        for level, place, words in found
        if words
    ]
    if len(items) < FEWEST:
        return ""
    return (
        f'<nav class="contents" aria-label="في هذا المقال"><details{" open" if len(items) <= MOST_OPEN else ""}>'
        f"<summary>في هذا المقال</summary><ol>{''.join(items)}</ol></details></nav>"
    )


def article_page(story: Story, around: Around) -> str:
    article, section = story.article, story.article.section
    offered = cards(story.related, "card-related", "h3", "(min-width: 1024px) 280px, 112px")
    related = (
        f'<section class="related" aria-labelledby="related"><h2 class="part-title" id="related">مقالات ذات صلة</h2>'
        f'<div class="related-cards">{offered}</div></section>'
    )
    label = f'<p class="story-kind">{KINDS[article.kind]}</p>' if article.kind in KINDS else ""
    standfirst = f'<p class="standfirst">{escape(article.standfirst)}</p>' if article.standfirst else ""
    main = (
        f'<article class="story story-{article.kind} section-{section.colour}"><header class="story-head">'
        f'<nav class="breadcrumb" aria-label="موقعك في الصحيفة"><ol><li><a href="/">الرئيسية</a></li>'
        f'<li class="kicker"><a href="/section/{quote(section.slug)}/">'
        f'<bdi dir="{direction(section.name)}">{escape(section.name)}</bdi></a></li></ol></nav>'
        f"<div>{label}<h1>{escape(article.title)}</h1>{standfirst}</div>{byline(story)}{share(article)}</header>"
        f"{lead_picture(article)}{contents(article)}"
        f'<div class="story-body" data-here="/admin/here/?article={article.pk}"'
        f' data-read="/beacon/?article={article.pk}">{article.body_html}</div>{story_foot(story)}</article>'
        f"{related if story.related else ''}{thread(article, story.thread, around.rules)}"
    )
    return page(
        around,
        title=f"{FSI}{escape(article.title)}{PDI} – {NAME}",
        head=article_head(story),
        main=main,
        script="js/article.js",
        current={section.pk: ' aria-current="true"'},
        english=f"/en/news/{article.pk}/{article.slug}/",
    )
