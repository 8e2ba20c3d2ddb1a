"""What a page says of itself to search engines and to those who share it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Byline, Correction, Tag
from articles.pictures.markup import shape_at_hand, share_address
from articles.share.files import share_path
from articles.share.words import SIZE, key_of
from newsportal.addresses import address_of, static_address
from newsportal.origin import absolute

# The same three characters that Django's json_script escapes: no value can close the element.
ESCAPES = ((">", "\\u003E"), ("<", "\\u003C"), ("&", "\\u0026"))

# schema.org's subtypes of NewsArticle; what somebody paid for is an article of its own sort, and no news.
TYPES = {"analysis": "AnalysisNewsArticle", "opinion": "OpinionNewsArticle"}
LOGO = "icons/icon-512.png"


@dataclass(frozen=True)
class Metadata:
    """What stands in the ``<head>`` of an article, and the absolute address that people pass on."""

    head: SafeString
    short_url: str


@dataclass(frozen=True)
class SharePicture:
    """What stands beside a shared address: its absolute address, width and height, and what it shows, in words."""

    url: str
    size: tuple[int, int]
    text: str


def share_card_url() -> str:
    """Return the paper's own picture for pages that have none."""
    return absolute(static_address("icons/share.png"))


def share_picture(article: Article) -> SharePicture:
    """Return the story's lead picture, else the one that was drawn for what it says now, else the paper's own."""
    if picture := article.lead_picture:
        _, sizes = shape_at_hand(picture, "full")
        return SharePicture(
            absolute(share_address(picture)), sizes[-1], picture.alternative_text or settings.SITE_NAME
        )
    if article.share_key and article.share_key == key_of(article):
        url = absolute(f"{settings.MEDIA_URL}{share_path(article.share_key)}")
        return SharePicture(url, SIZE, article.title)
    return SharePicture(share_card_url(), SIZE, settings.SITE_NAME)


def arabic_address(article: Article) -> str:
    """Return the article's path without the English chrome's prefix."""
    with translation.override("ar"):
        return article.get_absolute_url()


def article_metadata(
    article: Article,
    bylines: list[Byline],
    tags: list[Tag],
    corrections: Sequence[Correction] = (),
    *,
    more: Mapping[str, Any] | None = None,
) -> Metadata:
    """Describe an article whose section, source and picture are loaded, by ``more`` than others have of their kind.

    Asks no query.
    """
    # What machines read is the Arabic page, whichever page they came by (decision 13).
    with translation.override("ar"):
        url = absolute(article.get_absolute_url())
        people = [
            {"@type": "Person", "name": line.author.name, "url": absolute(line.author.get_absolute_url())}
            for line in bylines
        ]
    shared = share_picture(article)
    facts = news_article(article, people, tags, url=url, picture_url=shared.url) | dict(more or {})
    if corrections:
        facts["correction"] = [correction_comment(correction) for correction in corrections]
    lines = [f'<link rel="canonical" href="{escape(url)}">']
    lines += [
        f'<meta {kind}="{name}" content="{escape(content)}">'
        for kind, name, content in meta(article, bylines, tags, url=url, shared=shared)
    ]
    return Metadata(
        head=mark_safe("\n".join([*lines, ld_script(facts)])),  # noqa: S308 - each value is escaped above
        short_url=absolute(address_of("short_link", article.pk)),
    )


def meta(
    article: Article, bylines: list[Byline], tags: list[Tag], *, url: str, shared: SharePicture
) -> list[tuple[str, str, str]]:
    """Return attribute, name and content of each ``<meta>`` (HTML, the Open Graph protocol, X's cards)."""
    words = article.standfirst or article.title
    times = {"published_time": article.published_at, "modified_time": article.updated_at}
    return [
        ("name", "description", words),
        *(("name", "author", line.author.name) for line in bylines),
        ("property", "og:site_name", settings.SITE_NAME),
        ("property", "og:type", "article"),
        ("property", "og:locale", "ar_AR"),
        ("property", "og:title", article.title),
        ("property", "og:description", words),
        ("property", "og:url", url),
        ("property", "og:image", shared.url),
        ("property", "og:image:width", str(shared.size[0])),
        ("property", "og:image:height", str(shared.size[1])),
        ("property", "og:image:alt", shared.text),
        *(
            ("property", f"article:{name}", timezone.localtime(moment).isoformat())
            for name, moment in times.items()
            if moment
        ),
        ("property", "article:section", article.section.name),
        *(("property", "article:tag", tag.name) for tag in tags),
        ("name", "twitter:card", "summary_large_image"),
    ]


def ld_script(value: dict[str, Any]) -> SafeString:
    """Return a JSON-LD block; a data block, which the Content-Security-Policy does not concern."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in ESCAPES:
        text = text.replace(character, escaped)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped on the line above


def publisher() -> dict[str, Any]:
    """Return schema.org's NewsMediaOrganization for the paper."""
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(static_address(LOGO)), "width": 512, "height": 512},
    }


def news_article(
    article: Article, people: list[dict[str, str]], tags: list[Tag], *, url: str, picture_url: str
) -> dict[str, Any]:
    """Return schema.org's NewsArticle, or its subtype for the kind; times are ISO 8601 with the zone of the paper."""
    published_at = timezone.localtime(article.published_at)
    updated_at = timezone.localtime(article.updated_at) if article.updated_at else published_at
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(article.kind, "NewsArticle") if not article.sponsor else "AdvertiserContentArticle",
        "mainEntityOfPage": url,
        "headline": article.title,
        "description": article.standfirst,
        "image": [picture_url],
        "datePublished": published_at.isoformat(timespec="seconds"),
        "dateModified": updated_at.isoformat(timespec="seconds"),
        "inLanguage": "ar",
        "author": people or [publisher()],
        "publisher": publisher(),
        "articleSection": article.section.name,
        "keywords": [tag.name for tag in tags],
        "wordCount": article.word_count,
        "commentCount": article.comment_count,
        "isAccessibleForFree": True,
    }
    if article.sponsor:
        facts["sponsor"] = {"@type": "Organization", "name": article.sponsor}
    if article.dateline:
        facts["locationCreated"] = {"@type": "Place", "name": article.dateline}
    return {name: value for name, value in facts.items() if value not in ("", [])}


def correction_comment(correction: Correction) -> dict[str, str]:
    """Return schema.org's CorrectionComment."""
    made_at = timezone.localtime(correction.made_at)
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": made_at.isoformat(timespec="seconds"),
    }
