"""The article page and home, written with nothing but string formatting, in Arabic and with the usual conventions.

What the templates are measured against. It is written as one would who had no template engine: what never changes is
made once, when the module is loaded, and each row's text is escaped where it is written.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from crispy_forms.utils import render_crispy_form
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext, override

from articles.front_page.pages import Home
from articles.models import Article, Byline, Picture, Section, Tag
from comments.forms import CommentForm
from comments.models import Comment
from newsportal.arabic.bidi import FSI, PDI, direction
from newsportal.arabic.conventions import GREGORIAN_MONTHS, WEEKDAYS
from newsportal.arabic.names import colour_of, initial


@dataclass(frozen=True)
class Story:
    """The rows of an article page, as the database gave them."""

    article: Article
    bylines: list[Byline]
    tags: list[Tag]
    related: list[Article]
    thread: list[dict[str, Any]]


ZONE = ZoneInfo(settings.TIME_ZONE)
SITE, NAME = settings.SITE_URL, settings.SITE_NAME
WORDMARK = (Path(settings.BASE_DIR) / "templates" / "_wordmark.html").read_text().partition("<svg")[2]
WORDMARK = "<svg" + WORDMARK.partition("{% else")[0].replace("{{ chrome.site_name }}", escape(NAME))
with override("ar"):
    FORM_FIELDS = render_crispy_form(CommentForm(instance=Comment(article=Article())))
    LEFT = "".join(
        f'<p data-left="{count}" hidden>'
        + ngettext(
            "At most %(count)s character is left.", "At most %(count)s characters are left.", count
        ).replace("%(count)s", str(count)) + "</p>"
        for count in (500, 100, 20, 0)
    )  # fmt: skip
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
STATIC = {
    name: static(name)
    for name in (
        *("js/theme.js", "js/site.js", "js/article.js", "css/site.css", "fonts/cairo-700.woff2"),
        *("icons/favicon.svg", "icons/apple-touch-icon.png", "icons/icon-512.png", "icons/share.png"),
    )
}
PUBLISHER = {
    "@type": "NewsMediaOrganization",
    "name": NAME,
    "url": f"{SITE}/",
    "logo": {"@type": "ImageObject", "url": SITE + STATIC["icons/icon-512.png"], "width": 512, "height": 512},
}
FRONTS = ("front-wide", "front-row", "front-split")

avatar = lru_cache(maxsize=10_000)(lambda name: (escape(initial(name)), colour_of(name)))


def address(article: Article) -> str:
    return f"/news/{article.pk}/{quote(article.slug)}/"


def date_text(day: date) -> str:
    return f"{day.day}\u00a0{GREGORIAN_MONTHS[day.month - 1]} {day.year}"


def time_tag(moment: datetime, hook: str = " data-relative") -> str:
    local = moment.astimezone(ZONE)
    text = f"{date_text(local)}، {local.hour:02}:{local.minute:02}"
    return f'<time datetime="{local.isoformat(timespec="seconds")}"{hook}>{text}</time>'


def picture_tag(picture: Picture, shape: str, sizes: str, how: str) -> str:
    width, height = picture.width, picture.height
    if shape == "card":
        width, height = min(width, max(1, height * 16 // 9)), min(height, max(1, width * 9 // 16))
    widths = [480, 960] if shape == "card" else [480, 960, 1600]
    widths = [step for step in widths if step <= width] if width >= 480 else [width]
    base = f"/media/pictures/{picture.key}/{shape}-"
    webp = ", ".join([f"{base}{step}.webp {step}w" for step in widths])
    jpeg = ", ".join([f"{base}{step}.jpg {step}w" for step in widths])
    usual = max(step for step in widths if step <= 960)
    return (
        f'<picture class="picture ground-{picture.ground}"><source type="image/webp" srcset="{webp}" sizes="{sizes}">'
        f'<img src="{base}{usual}.jpg" srcset="{jpeg}" sizes="{sizes}" width="{widths[-1]}"'
        f' height="{max(1, round(height * widths[-1] / width))}"'
        f' alt="{escape(picture.alternative_text)}" {how}></picture>'
    )


def card(
    article: Article, kind: str, level: str, sizes: str = "", *, standfirst: bool = False, eager: bool = False
) -> str:
    picture = article.lead_picture if sizes else None
    how = 'fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'
    shown = (
        f'<div class="card-picture" aria-hidden="true">{picture_tag(picture, "card", sizes, how)}</div>'
        if picture
        else ""
    )
    has_words = article.standfirst and (standfirst or (sizes and not picture))
    words = f'<p class="card-standfirst">{escape(article.standfirst)}</p>' if has_words else ""
    return (
        f'<article class="card {kind} section-{article.section.colour}">{shown}<div class="card-text">'
        f'<p class="kicker">{escape(article.section.name)}</p><{level} class="card-title">'
        f'<a href="{address(article)}">{escape(article.title)}</a></{level}>{words}'
        f'<p class="card-age">{time_tag(article.published_at)}</p></div></article>'
    )


def comment(row: dict[str, Any], names: dict[int, str], article_id: int) -> str:
    key, parent, name = row["id"], row["parent_id"], escape(row["name"])
    names[key] = name
    letter, colour = avatar(row["name"])
    bdi = f'<bdi class="comment-name" dir="auto">{name}</bdi>'
    if row["website"]:
        bdi = f'<a href="{escape(row["website"])}" rel="nofollow ugc noopener">{bdi}</a>'
    answered = (
        f'<p class="comment-parent">رداً على <a href="#comment-{parent}"><bdi dir="auto">{names[parent]}</bdi></a></p>'
        if parent
        else ""
    )
    return (
        f'<li class="comment depth-{row["depth"]}" id="comment-{key}" data-depth="{row["depth"]}">'
        '<div class="comment-head">'
        f'<span class="avatar avatar-{colour}" aria-hidden="true">{letter}</span> {bdi} '
        f'<a class="comment-link" href="/news/{article_id}/comments/{key}/">{time_tag(row["created_at"])}</a>'
        f'{answered}</div><div class="comment-text">{row["html"]}</div>'
        '<p class="comment-actions" data-actions="reply">'
        f'<a href="?reply={key}#comment-form" rel="nofollow" data-reply="{key}"'
        f' data-heading="الرد على {FSI}{name}{PDI}" aria-label="رد على {FSI}{name}{PDI}">رد</a>'
        f'<a href="/news/{article_id}/comments/{key}/report/" rel="nofollow"'
        f' aria-label="الإبلاغ عن تعليق {FSI}{name}{PDI}">الإبلاغ</a></p></li>'
    )


def thread(story: Story) -> str:
    article, names = story.article, {}
    here, count = address(article), article.comment_count
    heading = ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
    items = "".join([comment(row, names, article.pk) for row in story.thread])
    end = article.comments_close_at.astimezone(ZONE)
    closing = f"يُغلق باب التعليق يوم {WEEKDAYS[end.weekday()]} {date_text(end)}."
    return (
        f'<section class="conversation" id="comments" aria-labelledby="comments-title"><div class="conversation-head">'
        f'<h2 id="comments-title">{heading}</h2><nav class="order" aria-label="ترتيب التعليقات">'
        f'<span aria-current="true">الأقدم أولاً</span><a href="{here}?order=newest#comments" rel="nofollow">'
        "الأحدث أولاً</a></nav></div>"
        '<ol class="thread" data-fold data-replies="الردود" data-replies-to="الردود على %">'
        f"{items}</ol>"
        '<div class="comment-form" id="comment-form" data-comment-form>'
        '<h2 id="comment-form-title" data-form-heading="اترك تعليقاً">'
        f'اترك تعليقاً</h2><p class="cancel-reply"><a href="{here}#comment-form" data-cancel-reply hidden>'
        f'إلغاء الرد</a></p><p class="quiet">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p>'
        f'<p class="quiet">{closing}</p>'
        f'<form method="post" action="/news/{article.pk}/comments/" novalidate aria-labelledby="comment-form-title">'
        f"{FORM_FIELDS}</form></div></section>"
    )


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
        "@type": "NewsArticle",
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
    widest = min(picture.width, 1920 if picture.cut_at else 960) if picture else 0
    picture_url = SITE + (f"/media/pictures/{picture.key}/full-{widest}.jpg" if picture else STATIC["icons/share.png"])
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
        f'<meta property="og:image:alt" content="{escape(picture.alternative_text) if picture else NAME}">'
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
    return (
        '<div class="byline">'
        + (f'<p class="byline-names">{names}</p>' if names else "")
        + '<p class="byline-facts">'
        + (f'<span><bdi lang="ar" dir="{direction(place)}">{place}</bdi></span> ' if place else "")
        + f"<span>نُشر: {time_tag(article.published_at, '')}</span> "
        + (f"<span>آخر تحديث: {time_tag(article.updated_at, '')}</span> " if article.updated_at else "")
        + f"<span>{reading}</span></p></div>"
    )


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


def lead_picture(picture: Picture | None) -> str:
    if not picture:
        return ""
    tag = picture_tag(
        picture,
        "full",
        "(min-width: 912px) 864px, (min-width: 768px) calc(100vw - 48px), 100vw",
        'fetchpriority="high"',
    )
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    words = f"<figcaption>{escape(picture.caption)} {credit}</figcaption>" if picture.caption or credit else ""
    return f'<figure class="lead-picture">{tag}{words}</figure>'


def article_page(story: Story, sections: tuple[Section, ...], today: date) -> str:
    article, section = story.article, story.article.section
    sizes = "(min-width: 1024px) 280px, (min-width: 768px) 45vw, 112px"
    offered = "".join([card(other, "card-related", "h3", sizes) for other in story.related])
    related = (
        f'<section class="related" aria-labelledby="related"><h2 class="part-title" id="related">مقالات ذات صلة</h2>'
        f'<div class="related-cards">{offered}</div></section>'
    )
    standfirst = f'<p class="standfirst">{escape(article.standfirst)}</p>' if article.standfirst else ""
    main = (
        f'<article class="story section-{section.colour}"><header class="story-head">'
        f'<nav class="breadcrumb" aria-label="موقعك في الصحيفة"><ol><li><a href="/">الرئيسية</a></li>'
        f'<li class="kicker"><a href="/section/{quote(section.slug)}/">'
        f'<bdi dir="{direction(section.name)}">{escape(section.name)}</bdi></a></li></ol></nav>'
        f"<div><h1>{escape(article.title)}</h1>{standfirst}</div>{byline(story)}{share(article)}</header>"
        f'{lead_picture(article.lead_picture)}<div class="story-body">{article.body_html}</div>{story_foot(story)}'
        f"</article>{related if story.related else ''}{thread(story)}"
        f'<p class="visually-hidden" role="status" data-counter-status></p>{LEFT}'
    )
    return page(
        title=f"{FSI}{escape(article.title)}{PDI} – {NAME}",
        head=article_head(story),
        main=main,
        script="js/article.js",
        sections=sections,
        current={section.pk: ' aria-current="true"'},
        other=f"/en/news/{article.pk}/{article.slug}/",
        today=today,
    )


def home_page(home: Home, sections: tuple[Section, ...], today: date) -> str:
    first_sizes = "(min-width: 1024px) 780px, (min-width: 640px) 50vw, 100vw"
    other_sizes = "(min-width: 1024px) 280px, (min-width: 640px) 50vw, 112px"
    beside_sizes = "(min-width: 1024px) 130px, 120px"
    beside = "".join([card(article, "card-beside", "h2", beside_sizes) for article in home.top.secondary])
    strip = "".join([card(article, "card-line", "h2") for article in home.top.strip])
    parts = "".join(
        [
            f'<section class="front {FRONTS[number % 3]} section-{part.section.colour}"'
            f' aria-labelledby="section-{part.section.pk}"><h2 class="front-title" id="section-{part.section.pk}">'
            f'<a href="/section/{quote(part.section.slug)}/">{escape(part.section.name)}</a></h2>'
            f'<div class="front-cards">{card(part.articles[0], "card-front", "h3", first_sizes, standfirst=True)}'
            + "".join([card(article, "card-front", "h3", other_sizes) for article in part.articles[1:]])
            + "</div></section>"
            for number, part in enumerate(home.sections)
        ]
    )
    lead = card(home.top.lead, "card-lead", "h2", "(min-width: 1024px) 780px, 100vw", standfirst=True, eager=True)
    main = (
        f'<h1 class="visually-hidden">{NAME}</h1>'
        f'<section class="top top-normal" aria-label="{gettext("Top stories")}">'
        f'<div class="leading">{lead}</div>'
        f'<div class="beside">{beside}</div></section>'
        f'<section class="strip" aria-label="{gettext("More headlines")}">{strip}</section>{parts}'
    )
    words = gettext("The day’s news in politics, economy, sport, culture, technology, health and science.")
    head = (
        f'<link rel="canonical" href="{SITE}/"><meta property="og:site_name" content="{NAME}">'
        f'<meta property="og:image" content="{SITE}{STATIC["icons/share.png"]}">'
        f'<meta name="description" content="{words}"><meta property="og:type" content="website">'
        f'<meta property="og:title" content="{NAME}"><meta property="og:url" content="{SITE}/">'
    )
    return page(
        title=gettext("%(name)s: news, analysis and opinion") % {"name": f"{FSI}{NAME}{PDI}"},
        head=head,
        main=main,
        script="js/site.js",
        sections=sections,
        current={0: ' aria-current="page"'},
        other="/en/",
        today=today,
    )


def page(
    *,
    title: str,
    head: str,
    main: str,
    script: str,
    sections: tuple[Section, ...],
    current: dict[int, str],
    other: str,
    today: date,
) -> str:
    bar = "".join(
        [
            f'<li class="section-{section.colour}">'
            f'<a href="/section/{quote(section.slug)}/"{current.get(section.pk, "")}>'
            f'<bdi dir="{direction(section.name)}">{escape(section.name)}</bdi></a></li>'
            for section in sections
        ]
    )
    return (
        f'{BEFORE_TITLE}{title}{AFTER_TITLE}{head}{BEFORE_DAY}<p class="today"><time datetime="{today.isoformat()}">'
        f"{WEEKDAYS[today.weekday()]} {date_text(today)}</time></p>{TOOLS}"
        f'<li><a href="/"{current.get(0, "")}>الرئيسية</a></li><li><a href="/latest/">الأحدث</a></li>{bar}</ul></nav>'
        f'<main id="main" class="page" tabindex="-1">{main}</main>{FOOTER}'
        f'<li><a href="{other}" lang="en" hreflang="en" dir="ltr">English</a></li></ul></nav>'
        f'<p class="small">© {today.year} {FSI}{NAME}{PDI}. جميع الحقوق محفوظة.</p></div></footer>'
        f'<script src="{STATIC[script]}" defer></script></body></html>'
    )


BEFORE_TITLE = (
    '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>'
)
AFTER_TITLE = (
    f'</title><script src="{STATIC["js/theme.js"]}"></script><link rel="stylesheet" href="{STATIC["css/site.css"]}">'
    f'<link rel="preload" href="{STATIC["fonts/cairo-700.woff2"]}" as="font" type="font/woff2" crossorigin>'
    f'<link rel="icon" href="{STATIC["icons/favicon.svg"]}" type="image/svg+xml">'
    f'<link rel="apple-touch-icon" href="{STATIC["icons/apple-touch-icon.png"]}">'
    f'<link rel="alternate" type="application/rss+xml" title="{NAME}" href="/feeds/latest.rss">'
    '<meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)">'
    '<meta name="theme-color" content="#131517" media="(prefers-color-scheme: dark)">'
)
BEFORE_DAY = (
    '</head><body><a class="skip" href="#main">انتقل إلى المحتوى</a><header class="masthead">'
    f'<div class="masthead-top"><p class="wordmark"><a href="/">{WORDMARK}</a></p>'
)
TOOLS = (
    '<p class="masthead-tools"><button class="quiet-button" type="button" data-theme-switch hidden'
    ' data-dark="الوضع الداكن" data-light="الوضع الفاتح">الوضع الداكن</button>'
    ' <a class="search-link" href="/search/"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">'
    '<circle cx="8.5" cy="8.5" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="m13 13 5.5 5.5" stroke="currentColor" stroke-width="2"/></svg> بحث</a></p></div></header>'
    '<nav class="bar" aria-label="الأقسام"><ul data-section-bar>'
)
FOOTER = (
    f'<footer class="footer"><div class="footer-inner"><p class="wordmark wordmark-small">'
    f'<a href="/">{WORDMARK}</a></p>'
    '<nav aria-label="الصحيفة"><ul><li><a href="/latest/">الأحدث</a></li><li><a href="/about/">من نحن</a></li>'
    '<li><a href="/feeds/latest.rss">خلاصة RSS</a></li>'
)
